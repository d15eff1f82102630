import type { Candidate } from "./candidate.ts";
import { bytes, hex } from "./candidate.ts";

/** What `benches/rust-peers` exports. */
interface Glue {
  initSync(options: { module: WebAssembly.Module }): unknown;
  numBigintA(a: Uint8Array): Uint8Array;
  numBigintS(B: Uint8Array, a: Uint8Array, x: Uint8Array, u: Uint8Array): Uint8Array;
  cryptoBigintA(a: Uint8Array): Uint8Array;
  cryptoBigintS(B: Uint8Array, a: Uint8Array, x: Uint8Array, u: Uint8Array): Uint8Array;
}

/** The big-integer crates in wasm, a 256-bit `a`. */
export async function rustPeers(wasm: WebAssembly.Module): Promise<Candidate[]> {
  const glue = (await import(new URL("rust_peers.js", import.meta.url).href)) as Glue;
  glue.initSync({ module: wasm });
  return [
    arithmetic("num-bigint", glue.numBigintA, glue.numBigintS),
    arithmetic("crypto-bigint", glue.cryptoBigintA, glue.cryptoBigintS),
  ];
}

function arithmetic(name: string, publicKey: Glue["numBigintA"], secret: Glue["numBigintS"]): Candidate {
  return {
    name,
    gives: "S",
    begin({ B, x, u }) {
      const a = crypto.getRandomValues(new Uint8Array(32));
      const A = publicKey(a);
      return { A: () => hex(A), answer: () => hex(secret(bytes(B, 384), a, x, u)) };
    },
  };
}
