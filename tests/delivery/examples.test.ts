import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { startBrowser } from "../browser/harness/webdriver.ts";
import { serveFolder } from "./harness/serve.ts";
import { configure, signIn, startPool } from "./harness/sign-in.ts";
import { Workshop } from "./harness/workshop.ts";

/** Where each example's page is once it is built. */
const PAGES: Record<string, { built: boolean; path: string; wasmBeside?: string }> = {
  vite: { built: true, path: "vite/dist/" },
  webpack: { built: true, path: "webpack/" },
  esbuild: { built: true, path: "esbuild/", wasmBeside: "esbuild/dist" },
  rollup: { built: true, path: "rollup/", wasmBeside: "rollup/dist" },
  "wordpress-scripts": { built: true, path: "wordpress-scripts/" },
  "import-map": { built: false, path: "import-map/" },
};

const workshop = await Workshop.open();
const server = await serveFolder(workshop.folder);
const pool = await startPool();
for (const example of Object.keys(PAGES)) configure(join(workshop.examples, example, "index.html"), pool);
const browser = await startBrowser();
after(() => browser.quit());

for (const [example, { built, path, wasmBeside }] of Object.entries(PAGES)) {
  test(`${example}: the page is built without a configuration, and signs in`, async () => {
    if (example === "wordpress-scripts") await workshop.buildForWordPress();
    else if (built) await workshop.build(example);
    const page = `${server.origin}/examples/${path}`;
    if (wasmBeside) {
      await signIn(browser, page); // as JavaScript
      const isWasm = (path: string) => !path.endsWith(".js");
      cpSync(join(workshop.package, "dist"), join(workshop.examples, wasmBeside), { recursive: true, filter: isWasm });
    }
    server.served.length = 0;
    await signIn(browser, page);
    const missing = server.served.filter(({ path, status }) => status !== 200 && path !== "/favicon.ico");
    assert.deepEqual(missing, []);
    const wasm = server.served.filter(({ path }) => path.endsWith(".wasm"));
    assert.equal(wasm.length, 1, "a sign-in takes one wasm program");
  });
}

test("wordpress-scripts: WordPress is told which of its own scripts the page needs", () => {
  const asset = readFileSync(join(workshop.examples, "wordpress-scripts/build/index.asset.php"), "utf8");
  assert.match(asset, /'dependencies' => array\('wp-dom-ready'\)/);
});
