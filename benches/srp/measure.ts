import { type Candidate, type Challenge, hex } from "./candidate.ts";

/** Milliseconds for one sign-in: before and after the submit. */
export type Sample = readonly [begin: number, answer: number];

/** A challenge like Cognito's. Its numbers are random: no candidate's time may hang on them. */
export function challenge(): Challenge {
  const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
  const B = random(384);
  B[0] = (B[0] as number) & 0x7f; // below N
  return {
    poolName: "Ab12Cd34E",
    userId: "6b1f4f8e-9c5d-4d0a-8c5e-2f6a3b7c9d10",
    password: "correct horse battery staple",
    salt: hex(random(16)),
    B: hex(B),
    secretBlock: btoa(String.fromCharCode(...random(1200))),
    nowMs: Date.UTC(2026, 2, 7, 9, 5, 3),
    timestamp: "Sat Mar 7 09:05:03 UTC 2026",
    x: random(32),
    u: random(32),
  };
}

/** What a candidate shall fill in each round. */
const ROUND_MS = 10;

/**
 * Browsers coarsen the clock of a page that is not isolated, up to a
 * millisecond: there only the mean of a batch tells something.
 */
const HAS_FINE_CLOCK = globalThis.crossOriginIsolated ?? true; // Node has no such thing, and a fine clock

/** So many sign-ins, one by one where the clock allows it. */
export async function samples(candidate: Candidate, count: number): Promise<Sample[]> {
  if (!HAS_FINE_CLOCK) return [await batch(candidate, count)];
  const samples: Sample[] = [];
  while (samples.length < count) samples.push(await batch(candidate, 1));
  return samples;
}

/** The mean of several sign-ins. */
export async function batch(candidate: Candidate, size: number): Promise<Sample> {
  const challenges = Array.from({ length: size }, challenge);
  const start = performance.now();
  const begun = [];
  for (const each of challenges) begun.push(await candidate.begin(each));
  const middle = performance.now();
  for (const each of begun) await each.answer();
  const end = performance.now();
  return [(middle - start) / size, (end - middle) / size];
}

/** Engines optimise what runs long, and what runs often. */
const WARM_UP_MS = 300;
const WARM_UP_RUNS = 10;

/** Warms a candidate up; how many sign-ins it needs to fill a round. */
export async function warmUp(candidate: Candidate): Promise<number> {
  const start = performance.now();
  let best = Number.POSITIVE_INFINITY;
  for (let runs = 0; runs < WARM_UP_RUNS || performance.now() - start < WARM_UP_MS; runs++) {
    const [begin, answer] = await batch(candidate, 1);
    best = Math.min(best, begin + answer);
  }
  return Math.max(1, Math.ceil(ROUND_MS / best));
}
