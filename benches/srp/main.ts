import { loadScript } from "../../js/fallback.ts";
import { amplify } from "./amplify.ts";
import { bigint } from "./bigint.ts";
import type { Candidate, Load } from "./candidate.ts";
import { check } from "./check.ts";
import { cognipress } from "./cognipress.ts";
import { cognitoSrpHelper } from "./cognito-srp-helper.ts";
import { identityJs } from "./identity-js.ts";
import { type Sample, batch, challenge, samples, warmUp } from "./measure.ts";
import { rustPeer } from "./rust.ts";

export type { Sample };

/** By candidate. */
export type Samples = Record<string, Sample[]>;

/** In the order of their turns: ours come first, right after the native floor. */
const LOADS: readonly Load[] = [
  async () => cognipress("cognipress", await compile("cognipress-simd.wasm")),
  async () => cognipress("cognipress-scalar", await compile("cognipress.wasm")),
  async () => cognipress("cognipress-js", await loadScript("signIn", "to be measured")),
  async () => bigint,
  async () => rustPeer("num-bigint", await compile("rust_peers.wasm")),
  async () => rustPeer("crypto-bigint", await compile("rust_peers.wasm")),
  async () => amplify,
  async () => identityJs,
  async () => cognitoSrpHelper,
];

export interface Cold {
  /** From the fetch of our program until it is ready, with what it computes ahead. */
  readonly loadMs: number;
  readonly first: Samples;
}

/** From the touch of a form to its submit people take longer. */
const REST_MS = 500;

/**
 * The arithmetic of a sign-in by every candidate, in one page or process. The
 * candidates take turns, so that whatever else the machine does hits them all:
 * their ratios hold even where their times do not.
 */
export class SrpBench {
  readonly #candidates: Candidate[] = [];
  /** Sign-ins in each round. */
  readonly #counts = new Map<Candidate, number>();

  async load(): Promise<void> {
    for (const load of LOADS) this.#candidates.push(await load());
  }

  /**
   * Loads as well. The first sign-in of each candidate, when the page is at rest and the next candidate not yet
   * loaded: engines compile in the background, and what they did for the others would count too.
   */
  async cold(): Promise<Cold> {
    const first: Samples = {};
    let loadMs: number | undefined;
    for (const load of LOADS) {
      const start = performance.now();
      const candidate = await load();
      loadMs ??= performance.now() - start; // Ours is the first.
      await new Promise((rested) => setTimeout(rested, REST_MS));
      first[candidate.name] = [await batch(candidate, 1)];
      this.#candidates.push(candidate);
    }
    return { loadMs: loadMs!, first };
  }

  /** Throws unless all candidates compute the same. */
  async check(): Promise<void> {
    await check(this.#candidates, challenge());
  }

  async warmUp(): Promise<void> {
    for (const candidate of this.#candidates) this.#counts.set(candidate, await warmUp(candidate));
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
