/**
 * Arithmetic modulo N by the engine's own integers, for the core where it runs as JavaScript;
 * `src/srp/kernel/bigint.rs` is the other side. Not constant-time, and nothing of it can be wiped.
 */

/** Of a number modulo N. */
const BYTES = 384;

/** The prime of RFC 3526's 3072-bit group. */
const N = BigInt(
  "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C" +
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
);

/** R = 2^(2·STEP_BITS) exceeds 16·N, so that values stay below 2·N in size without a comparison. */
const STEP_BITS = 1600;
const STEP = BigInt(STEP_BITS);
const R = 1n << (2n * STEP);
const ONE = R % N;
const R_SQUARED = (R * R) % N;

/** −N⁻¹ mod 2^STEP_BITS, by Newton: each round doubles the number of right bits. */
const NEGATED_INVERSE = (() => {
  let inverse = 1n;
  for (let right = 1; right < STEP_BITS; right *= 2) {
    inverse = BigInt.asUintN(STEP_BITS, inverse * (2n - N * inverse));
  }
  return BigInt.asUintN(STEP_BITS, -inverse);
})();

/** t/R mod N after Montgomery, in two steps: each operation allocates, so many small ones would lose. */
function reduce(t: bigint): bigint {
  for (let step = 0; step < 2; step++) {
    const m = BigInt.asUintN(STEP_BITS, BigInt.asUintN(STEP_BITS, t) * NEGATED_INVERSE);
    t = (t + m * N) >> STEP;
  }
  return t;
}

const WINDOW = 5;

/** base^exponent mod N, by fixed windows: how many products there are depends on the exponent's length only. */
export function power(base: bigint, exponent: bigint, exponentBits: number): bigint {
  const table = [ONE];
  const factor = reduce(base * R_SQUARED);
  while (table.length < 1 << WINDOW) table.push(reduce(table.at(-1)! * factor));

  let result = ONE;
  for (let window = Math.ceil(exponentBits / WINDOW); window--; ) {
    for (let bit = 0; bit < WINDOW; bit++) result = reduce(result * result);
    const index = BigInt.asUintN(WINDOW, exponent >> BigInt(window * WINDOW));
    result = reduce(result * table[Number(index)]!);
  }
  return reduce(result) % N;
}

/** What the core imports. It gives the addresses of numbers in its memory, big-endian. */
export function imports(memory: () => WebAssembly.Memory): WebAssembly.ModuleImports {
  const bytes = (start: number, length: number) => new Uint8Array(memory().buffer, start, length);
  const read = (start: number, length = BYTES) =>
    BigInt(`0x${Array.from(bytes(start, length), (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
  const write = (start: number, value: bigint) => {
    const digits = (value < 0n ? value + N : value).toString(16).padStart(2 * BYTES, "0");
    bytes(start, BYTES).forEach((_, index, target) => {
      target[index] = Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16);
    });
  };
  return {
    multiply: (result: number, a: number, b: number) => write(result, (read(a) * read(b)) % N),
    subtract: (result: number, a: number, b: number) => write(result, (read(a) - read(b)) % N),
    power: (result: number, base: number, exponent: number, length: number) =>
      write(result, power(read(base), read(exponent, length), 8 * length)),
  };
}
