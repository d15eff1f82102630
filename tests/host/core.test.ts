import assert from "node:assert/strict";
import { test } from "node:test";
import { Core } from "../../js/core.ts";
import { wasmFile } from "./wasm-files.ts";

for (const name of ["cognipress", "cognipress-simd"] as const) {
  test(`${name}: what all sign-ins share is computed by loading, in a task of its own`, async () => {
    const module = new WebAssembly.Module(wasmFile(name));
    const derived: number[] = [];
    let isLoaded = false;
    const loading = Core.instantiate((imports) => {
      const { exports } = new WebAssembly.Instance(module, imports);
      const written = () => new Uint8Array((exports["memory"] as WebAssembly.Memory).buffer).filter(Boolean).length;
      const derive = () => {
        const before = written();
        (exports["derive"] as () => void)();
        derived.push(written() - before);
      };
      return { exports: { ...exports, derive } };
    }).then(() => (isLoaded = true));
    // All that a task does without waiting for another.
    for (let i = 0; i < 100; i++) await null;
    assert.equal(isLoaded, false);
    await loading;
    assert.equal(derived.length, 1);
    assert.ok(derived[0]! > 32 * 384, "the comb's 32 numbers of 3072 bits are in the memory");
  });
}
