import { type Candidate, type Challenge, hex } from "./candidate.ts";
import { N, g, modPow, secret } from "./group.ts";

/**
 * Gives every candidate the same `a` and throws unless they agree: on A and S
 * with the textbook, on the signature with each other. Nothing is timed that
 * did not pass.
 */
export async function check(candidates: readonly Candidate[], challenge: Challenge): Promise<void> {
  const a = crypto.getRandomValues(new Uint8Array(32));
  const expected = {
    A: modPow(g, integer(a)).toString(16),
    S: secret(BigInt(`0x${challenge.B}`) % N, integer(a), integer(challenge.x), integer(challenge.u)).toString(16),
  };
  let signature: string | undefined;
  for (const candidate of candidates) {
    const begun = await withEntropy(a, async () => candidate.begin(challenge));
    same(candidate.name, "A", withoutZeros(begun.A()), expected.A);
    const answer = await begun.answer();
    if (candidate.gives === "S") same(candidate.name, "S", withoutZeros(answer), expected.S);
    else same(candidate.name, "signature", answer, (signature ??= answer));
  }
}

function same(name: string, what: string, actual: string, expected: string): void {
  if (actual !== expected) throw new Error(`${name} computes another ${what} than the others`);
}

function withoutZeros(digits: string): string {
  return digits.toLowerCase().replace(/^0+/, "");
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(bytes)}`);
}

/** The clients draw `a` from the platform: ours at once, the peers as 32 words whose last eight are ours. */
async function withEntropy<T>(a: Uint8Array, run: () => Promise<T>): Promise<T> {
  const words = new DataView(new Uint8Array([...new Uint8Array(96), ...a]).buffer);
  let drawn = 0;
  Object.defineProperty(crypto, "getRandomValues", {
    configurable: true,
    value(into: Uint8Array | Uint32Array) {
      if (into instanceof Uint8Array) into.set(a);
      else into[0] = words.getUint32(4 * drawn++);
      return into;
    },
  });
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(crypto, "getRandomValues"); // uncovers the platform's own
  }
}
