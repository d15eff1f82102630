import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { By } from "selenium-webdriver";
import { violations } from "../browser/harness/accessibility.ts";
import { picture } from "../browser/harness/look.ts";
import { devTools, startBrowser } from "../browser/harness/webdriver.ts";
import { serveFolder } from "./harness/serve.ts";
import { JANE, startPool } from "./harness/sign-in.ts";
import { Workshop } from "./harness/workshop.ts";

const SITE = "dist/site";
const pages = readdirSync(SITE).filter((file) => file.endsWith(".html"));
const contents = new Map<string, string>();
const read = (file: string) => {
  if (!contents.has(file)) contents.set(file, readFileSync(join(SITE, file), "utf8"));
  return contents.get(file)!;
};

const server = await serveFolder(SITE);
const browser = await startBrowser();
const workshop = await Workshop.open();
after(() => browser.quit());

for (const [whose, folder, atLeast] of [["the site", ".", 40], ["the crate", "rust", 200]] as const) {
  test(`no link in the pages of ${whose} is broken`, () => {
    const all = readdirSync(join(SITE, folder), { recursive: folder !== ".", encoding: "utf8" })
      .filter((file) => file.endsWith(".html"))
      .map((file) => join(folder, file));
    assert.ok(all.length > atLeast);
    assert.deepEqual(all.flatMap(brokenLinks), []);
  });
}

function brokenLinks(page: string): string[] {
  const ownHtml = read(page).replace(/<pre.*?<\/pre>|(?<=<script>).*?(?=<\/script>)/gs, "");
  const targets = [...ownHtml.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, target]) => target!);
  return targets.flatMap((target) => {
    if (/^(https|data|javascript):/.test(target)) return [];
    const [path, anchor] = target.split("#");
    const file = path ? join(dirname(page), path) : page;
    const isLine = /^\d+(-\d+)?$/.test(anchor ?? ""); // rustdoc marks lines by a script.
    const isFound = existsSync(join(SITE, file)) && (!anchor || isLine || read(file).includes(`id="${anchor}"`));
    return isFound ? [] : [`${page}: ${target}`];
  });
}

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
      await keepPicture(page, scheme);
    }
  });
}

/** With `--all` only. */
async function keepPicture(page: string, look: string): Promise<void> {
  const pictures = process.env["COGNIPRESS_PICTURES"];
  if (!pictures) return;
  const folder = join(pictures, "site", look);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, page.replace(".html", ".png")), await picture(browser));
}

test("no page is wider than a phone", async () => {
  await devTools(browser, "Emulation.setDeviceMetricsOverride", { width: 360, height: 700, deviceScaleFactor: 1, mobile: false });
  for (const page of pages) {
    await browser.get(`${server.origin}/${page}`);
    const overflow = await browser.executeScript<number>("return document.documentElement.scrollWidth - innerWidth");
    assert.ok(overflow <= 0, `${page}: ${overflow} pixels`);
    await keepPicture(page, "phone");
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

test("a page about a form shows it out of the demo's WordPress, and nothing from elsewhere", async () => {
  const shown = () => browser.executeScript<string | null>("return document.querySelector('.example iframe')?.src ?? null");
  await browser.get(`${server.origin}/woocommerce.html?demo=https://localhost.example.org`);
  assert.equal(await shown(), null);
  await browser.get(`${server.origin}/woocommerce.html?demo=${server.origin}`);
  assert.equal(await shown(), `${server.origin}/?fixture=woocommerce`);
  await browser.get(`${server.origin}/gravity-forms.html`);
  assert.equal(await shown(), `${server.origin}/?fixture=gravity-forms&for=signin`);
});
