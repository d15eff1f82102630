/** The table of every operation, AuthFlow and ChallengeName, and what keeps it from leaving anything out. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { operations, shapeOf } from "../user-pool/model.ts";
import { JOURNEYS } from "./peers.ts";
import { rows } from "./rows.ts";
import { registerTable, type Row, titleOf } from "./table.ts";

const namesOf = (group: Row["group"]) =>
  [...new Set(rows.filter((row) => row.group === group).map(({ name }) => name))].sort();

test("the rows are all that the service model has", () => {
  assert.equal(Object.keys(operations).length, 34);
  assert.deepEqual(namesOf("operation"), Object.keys(operations).sort());
  assert.deepEqual(namesOf("AuthFlow"), shapeOf("AuthFlowType").enum?.toSorted());
  assert.deepEqual(namesOf("ChallengeName"), shapeOf("ChallengeNameType").enum?.toSorted());
});

for (const [peer, { covers, files }] of Object.entries(JOURNEYS)) {
  test(`the journeys of ${peer} are those that its tests have`, () => {
    const source = files.map((name) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8")).join();
    const titles = Array.from(source.matchAll(/^(?:journey|test)\(\s*"([^"]+)"/gm), ([, title]) => title);
    assert.deepEqual(Object.keys(covers).sort(), titles.sort());
    const known = new Set(rows.map(titleOf));
    for (const row of Object.values(covers).flat()) assert.ok(known.has(row), `there is no row ${row}`);
  });
}

registerTable(rows);
