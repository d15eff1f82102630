import { readFileSync } from "node:fs";

const folder = new URL("../../target/wasm/", import.meta.url);

/** The built wasm, by the name a page loads it under. */
export function wasmFile(name: `cognipress${"" | "-full"}${"" | "-simd"}` | "cognipress-aws"): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`${name}.wasm`, folder)));
}
