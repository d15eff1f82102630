import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, test } from "node:test";
import { devTools, startBrowser } from "../browser/harness/webdriver.ts";
import { serveFolder } from "./harness/serve.ts";
import { configure, signIn, startPool } from "./harness/sign-in.ts";
import { Workshop } from "./harness/workshop.ts";

const workshop = await Workshop.open();
configure(join(workshop.examples, "import-map/index.html"), await startPool());
const server = await serveFolder(workshop.folder);
const browser = await startBrowser();
after(() => browser.quit());
afterEach(() => void (server.headers = {}));

/** Signs in, and tells which of the package's files with a program in them were loaded. */
async function programs(): Promise<string[]> {
  server.served.length = 0;
  await signIn(browser, `${server.origin}/examples/import-map/`);
  const names = server.served.filter(({ status }) => status === 200).map(({ path }) => path.split("/").at(-1)!);
  return names.filter((name) => /\.wasm$|script-/.test(name)).map((name) => name.replace(/-\w{8}\.js$/, ".js"));
}

/** The marks of programs that run as JavaScript. */
function marks(): Promise<{ program: string; reason: string }[]> {
  return browser.executeScript(`return performance.getEntriesByName("cognipress:fallback").map(({ detail }) => detail)`);
}

/** Runs a script before any of the page's own, as if the engine were another. */
async function engineWithout(script: string, work: () => Promise<void>): Promise<void> {
  const { identifier } = await devTools<{ identifier: string }>(browser, "Page.addScriptToEvaluateOnNewDocument", { source: script });
  try {
    await work();
  } finally {
    await devTools(browser, "Page.removeScriptToEvaluateOnNewDocument", { identifier });
  }
}

test("wasm with SIMD: the first rung", async () => {
  assert.deepEqual(await programs(), ["cognipress-simd.wasm"]);
  assert.deepEqual(await marks(), []);
});

test("an engine without SIMD: the second rung", () =>
  engineWithout("WebAssembly.validate = () => false", async () => {
    assert.deepEqual(await programs(), ["cognipress.wasm"]);
    assert.deepEqual(await marks(), []);
  }));

test("an engine without WebAssembly: the third rung", () =>
  engineWithout("delete globalThis.WebAssembly", async () => {
    assert.deepEqual(await programs(), ["sign-in-script.js"]);
    assert.deepEqual(await marks(), [{ program: "signIn", reason: "ReferenceError: WebAssembly is not defined" }]);
  }));

test("a content security policy without 'wasm-unsafe-eval': the third rung, without eval", async () => {
  server.headers = { "content-security-policy": "script-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'" };
  assert.deepEqual(await programs(), ["sign-in-script.js"]);
  assert.match((await marks())[0]!.reason, /CompileError/);
});

test("a wrong MIME type for wasm: the first rung", async () => {
  server.types[".wasm"] = "text/html";
  assert.deepEqual(await programs(), ["cognipress-simd.wasm"]);
  server.types[".wasm"] = "application/wasm";
});

test("the wasm files were not deployed: the third rung", async () => {
  for (const file of ["cognipress.wasm", "cognipress-simd.wasm"]) rmSync(join(workshop.package, "dist", file));
  assert.deepEqual(await programs(), ["sign-in-script.js"]);
  assert.match((await marks())[0]!.reason, /HTTP 404/);
});
