/** A process that signs in by a peer and by both builds of ours, and reports where they differ. */

import { isDeepStrictEqual } from "node:util";

import { type Case, type Transcript, cases } from "./case.ts";
import { cognipress } from "./cognipress.ts";
import * as shipped from "./shipped.ts";

export interface Share {
  peer: keyof typeof shipped;
  seed: string;
  runs: number;
}

export interface Comparison {
  compared: number;
  mismatches: { run: number; kernel: string; signIn: Case; ours: Transcript; theirs: Transcript }[];
}

const [peer, seed, runs] = process.argv.slice(2) as [Share["peer"], string, string];
const kernels = { simd: await cognipress("cognipress-simd.wasm"), scalar: await cognipress("cognipress.wasm") };
const comparison: Comparison = { compared: 0, mismatches: [] };
for (const signIn of cases(seed, Number(runs))) {
  const theirs = await shipped[peer](signIn);
  for (const [kernel, client] of Object.entries(kernels)) {
    const ours = await client(signIn);
    if (isDeepStrictEqual(ours, theirs)) continue;
    comparison.mismatches.push({ run: comparison.compared, kernel, signIn, ours, theirs });
  }
  comparison.compared++;
}
process.send?.(comparison, () => process.disconnect());
