import { amplify } from "./amplify.ts";
import { bigint } from "./bigint.ts";
import type { Candidate } from "./candidate.ts";
import { check } from "./check.ts";
import { cognipress } from "./cognipress.ts";
import { cognitoSrpHelper } from "./cognito-srp-helper.ts";
import { identityJs } from "./identity-js.ts";
import { type Sample, batch, batchSize, challenge, once } from "./measure.ts";
import { rustPeers } from "./rust.ts";

export type { Sample };

/** Samples by candidate. */
export type Samples = Record<string, Sample>;

const WARM_UP_MS = 300;

/**
 * The arithmetic of a sign-in by every candidate, in one page or process. The
 * candidates take turns, so that whatever else the machine does hits them all:
 * their ratios hold even where their times do not.
 */
export class SrpBench {
  readonly #sizes = new Map<Candidate, number>();

  private constructor(readonly candidates: readonly Candidate[]) {}

  /** Fetches and compiles what the candidates need. */
  static async load(): Promise<SrpBench> {
    const [simd, scalar, rust] = await Promise.all(
      ["cognipress-simd.wasm", "cognipress.wasm", "rust_peers_bg.wasm"].map(compile),
    );
    return new SrpBench([
      await cognipress("cognipress", simd as WebAssembly.Module),
      await cognipress("cognipress-scalar", scalar as WebAssembly.Module),
      bigint,
      ...(await rustPeers(rust as WebAssembly.Module)),
      amplify,
      identityJs,
      cognitoSrpHelper,
    ]);
  }

  /** The first sign-in of each candidate since it was loaded. */
  async cold(): Promise<Samples> {
    const samples: Samples = {};
    for (const candidate of this.candidates) samples[candidate.name] = await once(candidate);
    return samples;
  }

  /** Throws unless all candidates compute the same. */
  async check(): Promise<void> {
    await check(this.candidates, challenge());
  }

  async warmUp(): Promise<void> {
    for (const candidate of this.candidates) this.#sizes.set(candidate, await batchSize(candidate, WARM_UP_MS));
  }

  /** One batch of each candidate. */
  async round(): Promise<Samples> {
    const samples: Samples = {};
    for (const [candidate, size] of this.#sizes) samples[candidate.name] = await batch(candidate, size);
    return samples;
  }
}

/** Beside this script, over HTTP in a page and from the disk in Node. */
async function compile(file: string): Promise<WebAssembly.Module> {
  const url = new URL(file, import.meta.url);
  if (url.protocol === "file:") {
    const { readFile } = await import("node:fs/promises");
    return WebAssembly.compile(await readFile(url));
  }
  return WebAssembly.compileStreaming(fetch(url));
}
