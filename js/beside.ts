import type { WasmSource } from "./loader.js";

/** The wasm programs as the npm package has them: beside its scripts. */
export function besideThisScript(): WasmSource {
  return {
    signIn: {
      simd: new URL("./cognipress-simd.wasm", import.meta.url),
      baseline: new URL("./cognipress.wasm", import.meta.url),
    },
    full: {
      simd: new URL("./cognipress-full-simd.wasm", import.meta.url),
      baseline: new URL("./cognipress-full.wasm", import.meta.url),
    },
  };
}
