import type { WasmProgram, WasmSource } from "./loader.js";

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

/** The program for AWS, which has nothing that SIMD would do. */
export function awsBesideThisScript(): WasmProgram {
  const baseline = new URL("./cognipress-aws.wasm", import.meta.url);
  return { simd: baseline, baseline };
}
