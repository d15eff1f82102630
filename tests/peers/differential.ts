import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { type Client, cases } from "./case.ts";
import { cognipress } from "./cognipress.ts";

/** How many sign-ins are compared with each peer. */
const RUNS = Number(process.env["COGNIPRESS_DIFFERENTIAL_RUNS"] ?? 2000);

/**
 * Both sides sign in to the same pool with the same `a` at the same time, so
 * every field that SRP puts on the wire must be the same to the byte: A, the
 * claim's signature (which stands on u, x, S and the derived key), the user
 * and the time.
 */
export function compareWith(name: string, peer: Client): void {
  test(`${RUNS} sign-ins put the same bytes on the wire as ${name}`, async () => {
    const kernels = { simd: await cognipress("cognipress-simd.wasm"), scalar: await cognipress("cognipress.wasm") };
    const mismatches: unknown[] = [];
    let runs = 0;
    for (const signIn of cases(name, RUNS)) {
      const theirs = await peer(signIn);
      for (const [kernel, client] of Object.entries(kernels)) {
        const ours = await client(signIn);
        if (!isDeepStrictEqual(ours, theirs)) mismatches.push({ run: runs, kernel, signIn, ours, theirs });
      }
      runs++;
    }
    assert.equal(runs, RUNS);
    assert.deepEqual(mismatches, []);
  });
}
