import assert from "node:assert/strict";
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { By } from "selenium-webdriver";
import { violations } from "../browser/harness/accessibility.ts";
import { devTools, startBrowser } from "../browser/harness/webdriver.ts";
import { serveFolder } from "./harness/serve.ts";
import { JANE, startPool } from "./harness/sign-in.ts";
import { Workshop } from "./harness/workshop.ts";

const SITE = "dist/site";
const pages = readdirSync(SITE).filter((file) => file.endsWith(".html"));
const read = (file: string) => readFileSync(join(SITE, file), "utf8");

const server = await serveFolder(SITE);
const browser = await startBrowser();
const workshop = await Workshop.open();
after(() => browser.quit());

test("no link is broken", () => {
  assert.ok(pages.length > 10);
  const broken: string[] = [];
  for (const page of pages) {
    const withoutSamples = read(page).replace(/<pre.*?<\/pre>/gs, "");
    for (const [, target] of withoutSamples.matchAll(/(?:href|src)="([^"]+)"/g)) {
      if (/^(https:|data:)/.test(target!)) continue;
      const [file, anchor] = target!.split("#");
      if (file !== "" && !existsSync(join(SITE, file!))) broken.push(`${page}: ${target}`);
      else if (anchor !== undefined && !read(file || page).includes(`id="${anchor}"`)) broken.push(`${page}: ${target}`);
    }
  }
  assert.deepEqual(broken, []);
});

test("every page can be reached from every other", () => {
  for (const page of pages) {
    for (const other of pages) assert.ok(read(page).includes(`<a href="${other}"`), `${page} does not lead to ${other}`);
  }
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing on any page, in ${scheme} colours`, async () => {
    await devTools(browser, "Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    for (const page of pages) {
      await browser.get(`${server.origin}/${page}`);
      assert.deepEqual((await violations(browser)).map(({ rule, element }) => [page, rule, element]), []);
    }
  });
}

test("no page is wider than a phone", async () => {
  await devTools(browser, "Emulation.setDeviceMetricsOverride", { width: 360, height: 700, deviceScaleFactor: 1, mobile: false });
  for (const page of pages) {
    await browser.get(`${server.origin}/${page}`);
    const overflow = await browser.executeScript<number>("return document.documentElement.scrollWidth - innerWidth");
    assert.ok(overflow <= 0, `${page}: ${overflow} pixels`);
  }
  await devTools(browser, "Emulation.clearDeviceMetricsOverride");
});

test("the search finds a heading and a code, and is loaded only when it is used", async () => {
  server.served.length = 0;
  await browser.get(`${server.origin}/index.html`);
  assert.ok(!server.served.some(({ path }) => path.startsWith("/search")));
  const query = await browser.findElement(By.id("query"));
  const find = async (words: string, url: string) => {
    await query.clear();
    await query.sendKeys(words);
    const results = () => browser.executeScript<string[]>(`return [...document.querySelectorAll("#results a")].map((link) => link.getAttribute("href"))`);
    await browser.wait(async () => (await results()).includes(url), 10_000, `${words} does not lead to ${url}`);
  };
  await find("app client", "cognito.html#the-app-client");
  await find("PasswordHistoryPolicyViolation", "errors.html#of-the-core-and-of-cognito");
});

test("the page to try it signs in to the user pool that its address names", async () => {
  const { poolId, clientId, url } = await startPool();
  const query = new URLSearchParams({ userPoolId: poolId, clientId, endpoint: url, username: JANE.username });
  await browser.get(`${server.origin}/live.html?${query}`);
  await browser.findElement(By.id("live-password")).sendKeys(JANE.password);
  await browser.findElement(By.css("#live button")).click();
  const said = async () => browser.findElement(By.id("live-result")).getText();
  await browser.wait(async () => /^Signed in/.test(await said()), 60_000, "nobody is signed in");
  assert.match(await said(), /"cognito:username": "jane"/);
});

test("every error of the core is told", async () => {
  const errors = read("errors.html");
  const { default: catalogue } = await import("cognipress-errors");
  for (const code of Object.keys(catalogue)) assert.ok(errors.includes(`<code>${code}</code>`), code);
});

test("what is shown in TypeScript compiles", async () => {
  const samples = readdirSync("www/pages").flatMap((page) =>
    [...readFileSync(join("www/pages", page), "utf8").matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!),
  );
  assert.ok(samples.length > 5);
  await workshop.compiles(samples.map((code) => `${code}\nexport {};`), "bundler");
});
