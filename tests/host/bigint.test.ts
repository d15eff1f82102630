import assert from "node:assert/strict";
import { test } from "node:test";
import { N, modPow } from "../../benches/srp/group.ts";
import { imports, power } from "../../js/bigint.ts";

const BYTES = 384;
const bytes = (value: bigint, length = BYTES) => Buffer.from(value.toString(16).padStart(2 * length, "0"), "hex");
const integer = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
const random = (length: number) => integer(crypto.getRandomValues(new Uint8Array(length)));
const EDGES = [0n, 1n, 2n, N - 1n, N, N + 1n, 2n ** 3072n - 1n];

test("powers agree with the textbook", () => {
  const exponents = [0n, 1n, 31n, 32n, 2n ** 513n - 1n, random(32), random(64)];
  for (const base of [...EDGES, random(BYTES)]) {
    for (const exponent of exponents) assert.equal(power(base, exponent, 520), modPow(base % N, exponent) % N);
  }
});

test("what the core imports reads and writes its memory, and nothing beside", () => {
  const memory = { buffer: new ArrayBuffer(4 * BYTES) } as WebAssembly.Memory;
  const heap = new Uint8Array(memory.buffer);
  const functions = imports(() => memory) as Record<string, (...addresses: number[]) => void>;
  const compute = (name: string, a: bigint, b: bigint) => {
    heap.fill(0xee);
    heap.set(bytes(a), BYTES);
    heap.set(bytes(b), 2 * BYTES);
    functions[name]!(0, BYTES, 2 * BYTES, ...(name === "power" ? [BYTES] : []));
    assert.deepEqual([...heap.subarray(3 * BYTES)], Array(BYTES).fill(0xee));
    return integer(heap.slice(0, BYTES));
  };
  const values = [...EDGES, random(BYTES), random(BYTES)];
  for (const a of values) {
    for (const b of values) {
      assert.equal(compute("multiply", a, b), (a * b) % N);
      assert.equal(compute("subtract", a, b), (((a - b) % N) + N) % N);
    }
  }
  assert.equal(compute("power", 3n, 5n), 243n);
});
