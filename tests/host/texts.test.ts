import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { texts } from "../../js/texts.ts";

const source = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("every message key of the core has its words", () => {
  const functions = ["src/error.rs", "src/wire/exception.rs"].map(
    (path) => /fn message_key[^]*?\n {4}}\n/.exec(source(path))?.[0] ?? assert.fail(`${path} has no message_key`),
  );
  const keys = functions.flatMap((text) => [...text.matchAll(/"([a-z-]+)"/g)].map((match) => match[1]!));
  assert.ok(keys.length >= 9);
  assert.deepEqual(keys.filter((key) => !(key in texts)), []);
});

test("the plugin translates these texts and no others", () => {
  const php = source("wordpress/cognipress/includes/class-texts.php");
  const translated = [...php.matchAll(/'([\w-]+)'\s*=> __\( '((?:[^'\\]|\\.)*)', 'cognipress' \)/g)].map(
    ([, key, text]) => [key, text!.replace(/\\(.)/g, "$1")],
  );
  assert.deepEqual(Object.fromEntries(translated), texts);
});
