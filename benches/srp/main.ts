import { loadScript } from "../../js/fallback.ts";
import { amplify } from "./amplify.ts";
import { bigint } from "./bigint.ts";
import type { Candidate } from "./candidate.ts";
import { check } from "./check.ts";
import { cognipress } from "./cognipress.ts";
import { cognitoSrpHelper } from "./cognito-srp-helper.ts";
import { identityJs } from "./identity-js.ts";
import { type Sample, batch, challenge, samples, warmUp } from "./measure.ts";
import { rustPeers } from "./rust.ts";

export type { Sample };

/** By candidate. */
export type Samples = Record<string, Sample[]>;

/**
 * The arithmetic of a sign-in by every candidate, in one page or process. The
 * candidates take turns, so that whatever else the machine does hits them all:
 * their ratios hold even where their times do not.
 */
export class SrpBench {
  /** Sign-ins in each round. */
  readonly #counts = new Map<Candidate, number>();

  private constructor(readonly candidates: readonly Candidate[]) {}

  /** Fetches and compiles what the candidates need. */
  static async load(): Promise<SrpBench> {
    const [simd, scalar, rust] = await Promise.all(
      ["cognipress-simd.wasm", "cognipress.wasm", "rust_peers.wasm"].map(compile),
    );
    return new SrpBench([
      await cognipress("cognipress", simd as WebAssembly.Module),
      await cognipress("cognipress-scalar", scalar as WebAssembly.Module),
      await cognipress("cognipress-js", await loadScript("signIn", "to be measured")),
      bigint,
      ...(await rustPeers(rust as WebAssembly.Module)),
      amplify,
      identityJs,
      cognitoSrpHelper,
    ]);
  }

  /** The first sign-in of each candidate since it was loaded. */
  async cold(): Promise<Samples> {
    const first: Samples = {};
    for (const candidate of this.candidates) first[candidate.name] = [await batch(candidate, 1)];
    return first;
  }

  /** Throws unless all candidates compute the same. */
  async check(): Promise<void> {
    await check(this.candidates, challenge());
  }

  async warmUp(): Promise<void> {
    for (const candidate of this.candidates) this.#counts.set(candidate, await warmUp(candidate));
  }

  /** One turn of each candidate. */
  async round(): Promise<Samples> {
    const turns: Samples = {};
    for (const [candidate, count] of this.#counts) turns[candidate.name] = await samples(candidate, count);
    return turns;
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
