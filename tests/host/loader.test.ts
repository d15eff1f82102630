import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { CoreFlow, type Core } from "../../js/core.ts";
import { wasmFile } from "./wasm-files.ts";

const URLS = { simd: "https://example.com/simd.wasm", baseline: "https://example.com/baseline.wasm" };
const wasm = { signIn: URLS, full: URLS };

/** A page that has loaded nothing yet: the loader of another page would remember its module. */
async function freshLoader(name: string): Promise<typeof import("../../js/loader.ts")> {
  return import(`../../js/loader.ts?page=${encodeURIComponent(name)}`);
}

const served = (type: string, status = 200) => async () =>
  new Response(wasmFile("cognipress"), { status, headers: { "content-type": type } });

test("a module is compiled while it streams in", async (t) => {
  const streaming = t.mock.method(WebAssembly, "compileStreaming");
  const { loadCore } = await freshLoader(t.name);
  await loadCore("signIn", { wasm, fetch: served("application/wasm") });
  assert.equal(streaming.mock.callCount(), 1);
});

for (const type of ["application/octet-stream", "text/plain; charset=utf-8", ""]) {
  test(`the MIME type “${type}” is no obstacle`, async (t) => {
    const streaming = t.mock.method(WebAssembly, "compileStreaming");
    const { loadCore } = await freshLoader(t.name);
    await loadCore("signIn", { wasm, fetch: served(type) });
    assert.equal(streaming.mock.callCount(), 0);
  });
}

for (const [engine, simd, url] of [
  ["with", true, URLS.simd],
  ["without", false, URLS.baseline],
] as const) {
  test(`an engine ${engine} SIMD loads ${url}`, async (t) => {
    if (!simd) replace(t, WebAssembly, "validate", () => false);
    const fetch = t.mock.fn(served("application/wasm"));
    const { loadCore } = await freshLoader(t.name);
    await loadCore("signIn", { wasm, fetch });
    assert.deepEqual(fetch.mock.calls.map(({ arguments: [asked] }: { arguments: unknown[] }) => asked), [url]);
  });
}

test("the module that tells SIMD from no SIMD is a valid one", async (t) => {
  const validate = t.mock.method(WebAssembly, "validate");
  const { loadCore } = await freshLoader(t.name);
  await loadCore("signIn", { wasm, fetch: served("application/wasm") });
  assert.equal(validate.mock.calls[0]?.result, true);
});

test("callers share one download", async (t) => {
  const fetch = t.mock.fn(served("application/wasm"));
  const { loadCore } = await freshLoader(t.name);
  await Promise.all([loadCore("signIn", { wasm, fetch }), loadCore("signIn", { wasm, fetch })]);
  await loadCore("signIn", { wasm, fetch });
  assert.equal(fetch.mock.callCount(), 1);
});

test("a module that was compiled elsewhere needs no download", async (t) => {
  const { loadCore } = await freshLoader(t.name);
  const signIn = new WebAssembly.Module(wasmFile("cognipress"));
  await loadCore("signIn", { wasm: { ...wasm, signIn }, fetch: () => assert.fail("fetched") });
});

/** Why a program ran as JavaScript, for each that did. */
function fallbacks(t: TestContext): { program: string; reason: string }[] {
  const seen: { program: string; reason: string }[] = [];
  t.mock.method(console, "warn", () => {});
  t.mock.method(performance, "mark", (name: string, { detail }: PerformanceMarkOptions) => {
    assert.equal(name, "cognipress:fallback");
    seen.push(detail);
  });
  return seen;
}

const unusable: [string, RegExp, () => Promise<Response>][] = [
  ["404", /HTTP 404/, served("text/html", 404)],
  ["a fetch that is refused", /Failed to fetch/, () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a page in place of the file", /expected magic word/, async () => new Response("<!DOCTYPE html>")],
  ["a page that says it is wasm", /CompileError/, async () => new Response("<", { headers: { "content-type": "application/wasm" } })],
  ["a module that does not fit", /Import #0/, async () => new Response(importing("nothing we have"))],
];
for (const [name, why, fetch] of unusable) {
  test(`${name}: the program runs as JavaScript, and says why`, async (t) => {
    const seen = fallbacks(t);
    const { loadCore } = await freshLoader(t.name);
    await assertRuns(await loadCore("signIn", { wasm, fetch }));
    assert.equal(seen[0]?.program, "signIn");
    assert.match(seen[0].reason, why);
  });
}

test("a policy that blocks wasm: both programs run as JavaScript, and no wasm is fetched", async (t) => {
  const seen = fallbacks(t);
  const { loadCore } = await freshLoader(t.name);
  // WebKit compiles all the same, and refuses the instance.
  replace(t, WebAssembly, "instantiate", () => Promise.reject(new WebAssembly.CompileError("violates the Content Security Policy")));
  const fetch = t.mock.fn(async () => Response.error());
  const options = { wasm: { ...wasm, full: { simd: "https://example.com/full.wasm", baseline: "" } }, fetch };
  for (const program of ["signIn", "full"] as const) await assertRuns(await loadCore(program, options));
  assert.equal(fetch.mock.callCount(), 0);
  assert.deepEqual(seen.map(({ program }) => program), ["signIn", "full"]);
});

test("no WebAssembly at all: the program runs as JavaScript", async (t) => {
  fallbacks(t);
  const { loadCore } = await freshLoader(t.name);
  replace(t, globalThis, "WebAssembly", undefined);
  await assertRuns(await loadCore("signIn", { wasm, fetch: () => assert.fail("fetched") }));
});

test("wasm leaves no mark", async (t) => {
  const seen = fallbacks(t);
  const { loadCore } = await freshLoader(t.name);
  await loadCore("signIn", { wasm, fetch: served("application/wasm") });
  assert.deepEqual(seen, []);
});

test("no reply: WasmUnavailable, and the next call tries again", async (t) => {
  const { loadCore } = await freshLoader(t.name);
  const fetch = () => new Promise<Response>(() => {});
  await assert.rejects(loadCore("signIn", { wasm, fetch, timeoutMs: 50 }), { name: "CognipressError", code: "WasmUnavailable" });
  await loadCore("signIn", { wasm, fetch: served("application/wasm") });
});

test("neither wasm nor JavaScript is to be had: WasmUnavailable, and why there was no wasm", async (t) => {
  t.mock.method(performance, "mark", () => {
    throw new Error("as good as a script that was not found");
  });
  const { loadCore } = await freshLoader(t.name);
  const loading = loadCore("signIn", { wasm, fetch: served("text/html", 404) });
  await assert.rejects(loading, { name: "CognipressError", code: "WasmUnavailable", message: /HTTP 404/ });
});

/** It makes a flow, with all the arithmetic that takes. */
async function assertRuns(core: Core): Promise<void> {
  const config = JSON.stringify({ userPoolId: "eu-west-1_Ab12Cd34E", clientId: "1example23456789" });
  (await CoreFlow.create(core, "sign_in", config, new Uint8Array(32).fill(7))).free();
}

function replace<T extends object>(t: TestContext, target: T, key: keyof T, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(target, key)!;
  Object.defineProperty(target, key, { ...before, value });
  t.after(() => Object.defineProperty(target, key, before));
}

/** A module that imports the function `name` from a module of the same name. */
function importing(name: string): Uint8Array<ArrayBuffer> {
  const text = [name.length, ...Buffer.from(name)];
  const entry = [1, ...text, ...text, 0, 0];
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, entry.length, ...entry]);
}
