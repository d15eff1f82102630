import assert from "node:assert/strict";
import { test } from "node:test";
import { Core } from "../../js/core.ts";
import { wasmFile } from "./wasm-files.ts";

for (const name of ["cognipress", "cognipress-simd"] as const) {
  test(`${name}: what all sign-ins share is computed by loading, in a task of its own`, async () => {
    const module = new WebAssembly.Module(wasmFile(name));
    let derived = 0;
    let isLoaded = false;
    const loading = Core.instantiate((imports) => {
      const { exports } = new WebAssembly.Instance(module, imports);
      const derive = () => {
        derived++;
        (exports["derive"] as () => void)();
      };
      return { exports: { ...exports, derive } };
    }).then(() => (isLoaded = true));
    // All that a task does without waiting for another.
    for (let i = 0; i < 100; i++) await null;
    assert.deepEqual([derived, isLoaded], [1, false]);
    await loading;
    assert.equal(derived, 1);
  });
}
