import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import catalogue from "cognipress-errors";
import { texts } from "../../js/texts.ts";

const source = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("every message key of the core has its words", () => {
  const keys = Object.values(catalogue).map(([key]) => key);
  assert.ok(new Set(keys).size >= 9);
  assert.deepEqual(keys.filter((key) => !(key in texts)), []);
});

test("the plugin translates these texts and no others", () => {
  const php = source("wordpress/cognipress/includes/class-texts.php");
  const translated = [...php.matchAll(/'([\w-]+)'\s*=> __\( '((?:[^'\\]|\\.)*)', 'cognipress' \)/g)].map(
    ([, key, text]) => [key, text!.replace(/\\(.)/g, "$1")],
  );
  assert.deepEqual(Object.fromEntries(translated), texts);
});
