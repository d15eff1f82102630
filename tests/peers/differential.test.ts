/**
 * Both sides sign in to the same pool with the same `a` at the same time, so
 * every field that SRP puts on the wire must be the same to the byte: A, the
 * claim's signature (which stands on u, x, S and the derived key), the user
 * and the time.
 */

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { test } from "node:test";

import type { Comparison, Share } from "./compare.ts";

/** How many sign-ins are compared with each peer. */
const RUNS = Number(process.env["COGNIPRESS_DIFFERENTIAL_RUNS"] ?? 1000);

/** The peers are slow: they work on all cores. A fixed number, so that the cases are the same everywhere. */
const SHARES = 4;

for (const peer of ["amplify", "identityJs"] as const) {
  test(`${RUNS} sign-ins put the same bytes on the wire as ${peer}`, async () => {
    const shares = await Promise.all(
      Array.from({ length: SHARES }, (_, share) =>
        compare({ peer, seed: `${peer}/${share}`, runs: Math.ceil(RUNS / SHARES) }),
      ),
    );
    assert.deepEqual(
      shares.flatMap(({ mismatches }) => mismatches),
      [],
    );
    assert.ok(shares.reduce((sum, { compared }) => sum + compared, 0) >= RUNS);
  });
}

function compare({ peer, seed, runs }: Share): Promise<Comparison> {
  // Only this process reports to the test runner.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = fork(new URL("./compare.ts", import.meta.url), [peer, seed, String(runs)], {
    env,
    execArgv: [...process.execArgv, "--disable-warning=ExperimentalWarning"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", (comparison: Comparison) => resolve(comparison));
    child.once("exit", (code) => reject(new Error(`the comparison ended with ${code}`)));
  });
}
