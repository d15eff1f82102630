import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { startBrowser } from "../../browser/harness/webdriver.ts";
import { configure, signIn, startPool } from "../harness/sign-in.ts";
import { Workshop } from "../harness/workshop.ts";

const workshop = await Workshop.open();
const page = join(workshop.examples, "script-tag/index.html");
const pool = await startPool();
configure(page, pool);
const browser = await startBrowser();
after(() => browser.quit());

/** What the page loaded or called, besides itself. */
const requests = () => browser.executeScript<string[]>(`return performance.getEntriesByType("resource").map(({ name }) => name)`);
const fallbacks = () => browser.executeScript<number>(`return performance.getEntriesByName("cognipress:fallback").length`);

test("a page that is opened from the disk signs in, as wasm, with one script", async () => {
  await signIn(browser, pathToFileURL(page).href);
  assert.equal(await fallbacks(), 0);
  const own = (name: string) => name.startsWith("data:") || name.endsWith("/single.js") || name.startsWith(pool.url);
  assert.deepEqual((await requests()).filter((name) => !own(name)), []);
});

test("and as JavaScript, where a policy has no wasm", async () => {
  const policy = `<meta http-equiv="content-security-policy" content="script-src file: 'unsafe-inline'">`;
  const strict = page.replace("index", "strict");
  writeFileSync(strict, readFileSync(page, "utf8").replace("<head>", `<head>${policy}`));
  await signIn(browser, pathToFileURL(strict).href);
  assert.equal(await fallbacks(), 1);
});
