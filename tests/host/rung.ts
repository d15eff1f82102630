import type { WasmSource } from "../../js/index.ts";
import { wasmFile } from "./wasm-files.ts";

/** What the programs of this run are: `cargo xtask test delivery` runs these tests with each. */
export const rung = (process.env["COGNIPRESS_RUNG"] ?? "baseline") as "simd" | "baseline" | "script";

export const wasm: WasmSource = rung === "script" ? blocked() : compiled(rung === "simd" ? "-simd" : "");

function compiled(suffix: "" | "-simd"): WasmSource {
  return {
    signIn: new WebAssembly.Module(wasmFile(`cognipress${suffix}`)),
    full: new WebAssembly.Module(wasmFile(`cognipress-full${suffix}`)),
  };
}

/** A content security policy lets no program run but those that are compiled already: Node's own fetch has one. */
function blocked(): WasmSource {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (async (program: BufferSource | WebAssembly.Module, imports?: WebAssembly.Imports) => {
    if (program instanceof WebAssembly.Module) return instantiate(program, imports);
    throw new WebAssembly.CompileError("violates the Content Security Policy");
  }) as typeof WebAssembly.instantiate;
  const nowhere = (name: string) => ({ simd: `https://example.com/${name}`, baseline: "" });
  return { signIn: nowhere("sign-in"), full: nowhere("full") };
}
