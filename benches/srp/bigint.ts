import type { Candidate } from "./candidate.ts";
import { hex } from "./candidate.ts";
import { N, g, k, modPow } from "./group.ts";

/**
 * The best we can do with JavaScript's own BigInt, a 256-bit `a`, and no care
 * for constant time: Montgomery's reduction in a few large steps (each BigInt
 * operation costs an allocation, so many small ones lose), a comb for powers
 * of two, a sliding window for S.
 */
export const bigint: Candidate = {
  name: "bigint",
  gives: "S",
  begin({ B, x, u }) {
    const a = integer(crypto.getRandomValues(new Uint8Array(32)));
    const A = leave(powerOfTwo(a));
    return {
      A: () => A.toString(16),
      answer() {
        const exponent = a + integer(u) * integer(x);
        const verifier = reduce(K * powerOfTwo(integer(x)));
        const base = reduce(BigInt(`0x${B}`) * R_SQUARED) - verifier;
        return leave(power(base, exponent)).toString(16);
      },
    };
  },
};

/** R = 2^(STEPS·STEP_BITS) exceeds 16·N, so values stay below 2·N without a comparison. */
const STEPS = 2;
const STEP_BITS = 1600;
const STEP = BigInt(STEP_BITS);
const R = 1n << (BigInt(STEPS) * STEP);
const R_SQUARED = (R * R) % N;
const ONE = R % N;
const K = (k * R) % N;

/** −N⁻¹ mod 2^STEP_BITS, by Newton: each round doubles the number of right bits. */
const N_NEGATED_INVERSE = (() => {
  let inverse = 1n;
  for (let right = 1; right < STEP_BITS; right *= 2) {
    inverse = BigInt.asUintN(STEP_BITS, inverse * (2n - N * inverse));
  }
  return BigInt.asUintN(STEP_BITS, -inverse);
})();

/** t·R⁻¹ mod N, in (−N, 2·N) for |t| < 16·N². */
function reduce(t: bigint): bigint {
  for (let step = 0; step < STEPS; step++) {
    const m = BigInt.asUintN(STEP_BITS, BigInt.asUintN(STEP_BITS, t) * N_NEGATED_INVERSE);
    t = (t + m * N) >> STEP;
  }
  return t;
}

/** Out of Montgomery form, fully reduced. */
function leave(value: bigint): bigint {
  const reduced = reduce(value) % N;
  return reduced < 0n ? reduced + N : reduced;
}

const TEETH_BITS = 64;

/** Products of the comb's teeth 2^(2^64), 2^(2^128), 2^(2^192); the first tooth is 2 itself, a shift. */
const COMB = (() => {
  const teeth = [1n, 2n, 3n].map((tooth) => (modPow(g, 1n << (tooth * BigInt(TEETH_BITS))) * R) % N);
  return Array.from({ length: 8 }, (_, set) =>
    teeth.reduce((product, tooth, i) => ((set >> i) & 1 ? reduce(product * tooth) : product), ONE),
  );
})();

/** 2^exponent for up to 256 bits, in Montgomery form, in (−2·N, 4·N). */
function powerOfTwo(exponent: bigint): bigint {
  const digits = exponent.toString(2).padStart(4 * TEETH_BITS, "0");
  const bit = (i: number): number => digits.charCodeAt(digits.length - 1 - i) & 1;
  let result = ONE;
  for (let i = TEETH_BITS - 1; i >= 0; i--) {
    const set = bit(i + TEETH_BITS) | (bit(i + 2 * TEETH_BITS) << 1) | (bit(i + 3 * TEETH_BITS) << 2);
    result = reduce(result * result);
    if (set !== 0) result = reduce(result * (COMB[set] as bigint));
    if (bit(i)) result *= 2n;
  }
  return result;
}

const WINDOW = 5;

/** base^exponent in Montgomery form, by a sliding window over odd powers. */
function power(base: bigint, exponent: bigint): bigint {
  const square = reduce(base * base);
  const odd = [base];
  while (odd.length < 1 << (WINDOW - 1)) odd.push(reduce((odd.at(-1) as bigint) * square));

  const digits = exponent.toString(2);
  let result = ONE;
  for (let i = 0; i < digits.length; ) {
    if (digits[i] === "0") {
      result = reduce(result * result);
      i++;
      continue;
    }
    const window = digits.slice(i, i + WINDOW).replace(/0+$/, "");
    for (let j = 0; j < window.length; j++) result = reduce(result * result);
    result = reduce(result * (odd[Number.parseInt(window, 2) >> 1] as bigint));
    i += window.length;
  }
  return result;
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(bytes)}`);
}
