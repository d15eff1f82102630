import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { wasmFile } from "./wasm-files.ts";

const URLS = { simd: "https://example.com/simd.wasm", baseline: "https://example.com/baseline.wasm" };

/** A page that has loaded nothing yet: the loader of another page would remember its module. */
async function freshLoader(name: string): Promise<typeof import("../../js/loader.ts")> {
  return import(`../../js/loader.ts?page=${encodeURIComponent(name)}`);
}

const served = (type: string, status = 200) => async () =>
  new Response(wasmFile("cognipress"), { status, headers: { "content-type": type } });

test("a module that does not fit the host: WasmUnavailable", async (t) => {
  const { loadCore } = await freshLoader(t.name);
  const fetch = async () => new Response(importing("nothing we have"));
  await assert.rejects(loadCore(URLS, { fetch }), { name: "CognipressError", code: "WasmUnavailable" });
});

test("a module is compiled while it streams in", async (t) => {
  const streaming = t.mock.method(WebAssembly, "compileStreaming");
  const { loadCore } = await freshLoader(t.name);
  await loadCore(URLS, { fetch: served("application/wasm") });
  assert.equal(streaming.mock.callCount(), 1);
});

for (const type of ["application/octet-stream", "text/plain; charset=utf-8", ""]) {
  test(`the MIME type “${type}” is no obstacle`, async (t) => {
    const streaming = t.mock.method(WebAssembly, "compileStreaming");
    const { loadCore } = await freshLoader(t.name);
    await loadCore(URLS, { fetch: served(type) });
    assert.equal(streaming.mock.callCount(), 0);
  });
}

test("an engine without streaming compiles the whole file", async (t) => {
  replace(t, WebAssembly, "compileStreaming", undefined);
  const { loadCore } = await freshLoader(t.name);
  await loadCore(URLS, { fetch: served("application/wasm") });
});

for (const [engine, simd, url] of [
  ["with", true, URLS.simd],
  ["without", false, URLS.baseline],
] as const) {
  test(`an engine ${engine} SIMD loads ${url}`, async (t) => {
    if (!simd) replace(t, WebAssembly, "validate", () => false);
    const fetch = t.mock.fn(served("application/wasm"));
    const { loadCore } = await freshLoader(t.name);
    await loadCore(URLS, { fetch });
    assert.deepEqual(fetch.mock.calls.map(({ arguments: [asked] }: { arguments: unknown[] }) => asked), [url]);
  });
}

test("the module that tells SIMD from no SIMD is a valid one", async (t) => {
  const validate = t.mock.method(WebAssembly, "validate");
  const { loadCore } = await freshLoader(t.name);
  await loadCore(URLS, { fetch: served("application/wasm") });
  assert.equal(validate.mock.calls[0]?.result, true);
});

test("callers share one download", async (t) => {
  const fetch = t.mock.fn(served("application/wasm"));
  const { loadCore } = await freshLoader(t.name);
  await Promise.all([loadCore(URLS, { fetch }), loadCore(URLS, { fetch })]);
  await loadCore(URLS, { fetch });
  assert.equal(fetch.mock.callCount(), 1);
});

test("a module that was compiled elsewhere needs no download", async (t) => {
  const { loadCore } = await freshLoader(t.name);
  await loadCore(new WebAssembly.Module(wasmFile("cognipress")), { fetch: () => assert.fail("fetched") });
});

const failures: [string, () => Promise<Response>][] = [
  ["404", served("text/html", 404)],
  ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["no reply", () => new Promise(() => {})],
  ["a page in place of the file", async () => new Response("<!DOCTYPE html>")],
  ["a page that says it is wasm", async () => new Response("<", { headers: { "content-type": "application/wasm" } })],
];
for (const [name, fetch] of failures) {
  test(`${name}: WasmUnavailable, and the next call tries again`, async (t) => {
    const { loadCore } = await freshLoader(t.name);
    await assert.rejects(loadCore(URLS, { fetch, timeoutMs: 50 }), { name: "CognipressError", code: "WasmUnavailable" });
    await loadCore(URLS, { fetch: served("application/wasm") });
  });
}

test("a policy that blocks wasm: WasmBlocked, and nothing is fetched", async (t) => {
  const { loadCore } = await freshLoader(t.name);
  replace(t, WebAssembly, "Module", function () {
    throw new WebAssembly.CompileError("violates the Content Security Policy");
  });
  await assert.rejects(loadCore(URLS, { fetch: () => assert.fail("fetched") }), { code: "WasmBlocked" });
});

test("no WebAssembly at all: WasmBlocked", async (t) => {
  const { loadCore } = await freshLoader(t.name);
  replace(t, globalThis, "WebAssembly", undefined);
  await assert.rejects(loadCore(URLS, { fetch: () => assert.fail("fetched") }), { code: "WasmBlocked" });
});

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
