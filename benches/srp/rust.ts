import type { Candidate } from "./candidate.ts";
import { bytes, hex } from "./candidate.ts";

/** What `benches/rust-peers` exports. */
type Exports = { memory: WebAssembly.Memory } & Record<string, () => number>;

/** One of the big-integer crates in wasm, a 256-bit `a`. */
export async function rustPeer(name: string, wasm: WebAssembly.Module): Promise<Candidate> {
  const exports = (await WebAssembly.instantiate(wasm)).exports as Exports;
  const prefix = name.replace("-", "_");
  const compute = (operation: "a" | "s", numbers: Uint8Array[]) => {
    const start = exports["buffer"]!();
    let position = start;
    for (const number of numbers) {
      new Uint8Array(exports.memory.buffer).set(number, position);
      position += number.length;
    }
    exports[`${prefix}_${operation}`]!();
    return new Uint8Array(exports.memory.buffer).slice(start, start + 384);
  };
  return {
    name,
    gives: "S",
    begin({ B, x, u }) {
      const a = crypto.getRandomValues(new Uint8Array(32));
      const numbers = [bytes(B, 384), a, x, u];
      const A = compute("a", numbers);
      return { A: () => hex(A), answer: () => hex(compute("s", numbers)) };
    },
  };
}
