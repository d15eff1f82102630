import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "./harness/table.ts";

test("each form has been through each journey, well and badly", () => {
  const { text, gaps } = table();
  console.log(`\n${text}\n`);
  assert.deepEqual(gaps, []);
});
