import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import catalogue from "cognipress-errors";
import { accountTexts } from "../../js/account-texts.ts";
import { texts } from "../../js/texts.ts";

const source = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("every message key of the core has its words", () => {
  const keys = Object.values(catalogue).map(([key]) => key);
  assert.ok(new Set(keys).size >= 9);
  assert.deepEqual(keys.filter((key) => !(key in texts)), []);
});

for (const [file, english] of Object.entries({ "class-texts": texts, "class-account-texts": accountTexts })) {
  test(`the plugin translates these texts and no others: ${file}`, () => {
    const php = source(`wordpress/cognipress/includes/pages/${file}.php`);
    const translated = [...php.matchAll(/'([\w-]+)'\s*=> __\( '((?:[^'\\]|\\.)*)', 'cognipress' \)/g)].map(
      ([, key, text]) => [key, text!.replace(/\\(.)/g, "$1")],
    );
    assert.deepEqual(Object.fromEntries(translated), english);
  });
}
