/*
 * The kernel as wasm, both builds: right against num-bigint, and with the same branches and
 * addresses whatever the secrets are.
 *
 *   node --import tsx --test tests/kernel/kernel.test.ts
 *
 * COGNIPRESS_KERNEL_PRODUCTS is how many times two products and four squares are checked,
 * COGNIPRESS_KERNEL_POWERS how many times a power of a number and one of 2.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import binaryen from "binaryen";
import { traced } from "./trace.ts";

interface Kernel {
  memory: WebAssembly.Memory;
  holds_at_edges(): void;
  holds_at_random(seed: number, products: number, powers: number): void;
  secrets(): number;
  generator_pow(): void;
  pow(): void;
  mul_and_sub(): void;
  leak_by_branches(): void;
  leak_by_addresses(): void;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const products = Number(process.env["COGNIPRESS_KERNEL_PRODUCTS"] ?? 200);
const powers = Number(process.env["COGNIPRESS_KERNEL_POWERS"] ?? 5);
/** Each with its own seed, so that the long run can say how far it is. */
const PARTS = 5;
const LONG = 1000;

/** The bytes of a number, a key and an exponent. */
const SECRETS = 384 + 32 + 64;

/** Compiled and optimised as the page's wasm is. */
function build(variant: string, rustflags: string): Uint8Array<ArrayBuffer> {
  const env = {
    ...process.env,
    // It would take the place of the flags for this target.
    RUSTFLAGS: undefined,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: rustflags,
    // binaryen has to know which features are used.
    CARGO_PROFILE_WASM_STRIP: "debuginfo",
  };
  const target = join(process.env["CARGO_TARGET_DIR"] ?? join(root, "target"), `kernel-${variant}`);
  execFileSync(
    "cargo",
    ["build", "--quiet", "--package", "kernel-proofs", "--lib", "--profile", "wasm"].concat(
      ["--target", "wasm32-unknown-unknown", "--target-dir", target],
    ),
    { cwd: root, env },
  );
  const module = binaryen.readBinary(readFileSync(join(target, "wasm32-unknown-unknown/wasm/kernel_proofs.wasm")));
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setLowMemoryUnused(true);
  module.optimize();
  const wasm = new Uint8Array(module.emitBinary());
  module.dispose();
  return wasm;
}

for (const [variant, rustflags] of [
  ["scalar", ""],
  ["simd", "-C target-feature=+simd128"],
] as const) {
  const wasm = build(variant, rustflags);

  test(`${variant}: agrees with num-bigint`, () => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm));
    const kernel = exports as unknown as Kernel;
    kernel.holds_at_edges();
    for (let done = 0; done < PARTS; done++) {
      kernel.holds_at_random(done + 1, Math.ceil(products / PARTS), Math.ceil(powers / PARTS));
      if (powers > LONG) console.log(`${variant}: ${done + 1} of ${PARTS} parts agree`);
    }
  });

  const { exports, trace } = traced(wasm);
  const kernel = exports as unknown as Kernel;
  const values = [
    new Uint8Array(SECRETS),
    new Uint8Array(SECRETS).fill(0xff),
    ...Array.from({ length: 2 }, () => randomBytes(SECRETS)),
  ];
  /** The different traces an operation leaves. */
  const traces = (operation: () => void) => {
    trace(operation); // The first run may make what is kept and depends on no secret.
    return new Set(
      values.map((value) => {
        new Uint8Array(kernel.memory.buffer, kernel.secrets(), SECRETS).set(value);
        return trace(operation);
      }),
    );
  };

  for (const operation of ["generator_pow", "pow", "mul_and_sub"] as const) {
    test(`${variant}: ${operation} has one trace for all secrets`, () => {
      const [found, ...others] = traces(kernel[operation]);
      assert.match(found!, /^\d{5,} events/, "the wasm is not instrumented");
      assert.deepEqual(others, []);
    });
  }

  for (const leak of ["leak_by_branches", "leak_by_addresses"] as const) {
    test(`${variant}: ${leak} has a trace for each secret`, () => {
      assert.equal(traces(kernel[leak]).size, values.length);
    });
  }
}
