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

/** One sign-in, timed. */
export async function once(candidate: Candidate): Promise<Sample> {
  return (await batch(candidate, 1)) as Sample;
}

/** Long enough that a browser's coarse clock does not matter. */
const BATCH_MS = 10;

/** The mean of as many sign-ins as fill a batch. */
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

/** How many sign-ins a batch needs; it also warms the candidate up. */
export async function batchSize(candidate: Candidate, warmUpMs: number): Promise<number> {
  const start = performance.now();
  let runs = 0;
  let best = Number.POSITIVE_INFINITY;
  do {
    const [begin, answer] = await once(candidate);
    best = Math.min(best, begin + answer);
    runs++;
  } while (performance.now() - start < warmUpMs);
  return Math.max(1, Math.ceil(BATCH_MS / best));
}
