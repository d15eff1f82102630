/** The apps of www/examples on a site that lists them: their pages run in the engine nearest to iOS'. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { By, Key, until, type WebDriver } from "selenium-webdriver";
import { violations } from "../../browser/harness/accessibility.ts";
import { cognito, pool, site } from "../../browser/harness/site.ts";
import { setStage } from "../../browser/harness/stage.ts";
import { startBrowser } from "../../browser/harness/webdriver.ts";
import { askWordPress } from "../../browser/harness/wordpress.ts";
import { setUserPool } from "../../wordpress/harness/pool.ts";
import { configure, JANE, signIn } from "../harness/sign-in.ts";
import { serveFolder } from "../harness/serve.ts";
import { Workshop } from "../harness/workshop.ts";

const PATIENCE_MS = 60_000;
const EMAIL = "jane@example.com";

const stage = setStage();
const workshop = await Workshop.open();
const server = await serveFolder(workshop.folder);
/** Another site than WordPress', which is on localhost. */
const origin = server.origin.replace("localhost", "127.0.0.1");

const userPool = await setUserPool();
userPool.addUser({ ...JANE, attributes: { email: EMAIL } });
await askWordPress("update_option('cognipress_settings', ['app_origins' => $arguments]);", `${origin} null`);
const apiUrl = await askWordPress<string>("return rest_url('cognipress/v1/');");
for (const app of ["capacitor", "android-webview", "wkwebview"]) {
  const page = join(workshop.examples, app, "index.html");
  configure(page, { poolId: pool.userPoolId, clientId: pool.clientId, url: cognito.url });
  change(page, /data-api-url="[^"]*"/, `data-api-url="${apiUrl}"`);
  change(page, /data-domain="[^"]*"/, `data-domain="${cognito.url}"`);
  if (app !== "capacitor") putFakeInto(page);
}

function change(file: string, what: RegExp | string, to: string): void {
  const text = readFileSync(file, "utf8");
  const changed = text.replace(what, () => to);
  assert.notEqual(changed, text, `${file} has no ${what}`);
  writeFileSync(file, changed);
}

/** The fake takes the app's place. */
function putFakeInto(page: string): void {
  const fake = readFileSync(fileURLToPath(new URL("fake-app.js", import.meta.url)), "utf8");
  change(page, "<head>", `<head><script>${fake}</script>`);
}

const wkWebView = pathToFileURL(join(workshop.examples, "wkwebview/index.html")).href;

/** Signs in, comes back later, and opens the site. */
async function signInAndOpen(browser: WebDriver, url: string): Promise<void> {
  await signIn(browser, url);
  await browser.get(url);
  const output = await browser.findElement(By.css("output"));
  await browser.wait(until.elementTextIs(output, `Signed in as ${JANE.username}`), PATIENCE_MS, "the app kept nothing");
  stage.typedPasswords.add(JANE.password);
  stage.wordpress.requests.length = 0;
  await browser.findElement(By.id("site")).click();
}

/** The user's page, and nothing secret in an address or by a cookie of another site's. */
async function assertOpened(browser: WebDriver): Promise<void> {
  await browser.wait(until.urlIs(`${site.url}/wp-admin/profile.php`), PATIENCE_MS);
  assert.equal(await browser.findElement(By.id("email")).getAttribute("value"), EMAIL);
  const asked = stage.wordpress.requests.map(({ method, target }) => `${method} ${decodeURIComponent(target)}`);
  assert.equal(asked.filter((line) => /^POST .*cognipress\/v1\/app-(challenge|code)$/.test(line)).length, 2);
  assert.equal(asked.filter((line) => line === "POST /wp-login.php?action=cognipress_app").length, 2);
  assert.deepEqual(asked.filter((line) => /eyJ|[\w-]{43}/.test(line)), [], "a secret in an address");
  const [first] = stage.wordpress.requests.filter(({ target }) => /app-challenge/.test(target));
  assert.equal(first!.headers.cookie, undefined);
}

/** A fresh browser for one test. */
function journey(name: string, run: (browser: WebDriver) => Promise<void>): void {
  test(name, { timeout: 300_000 }, async () => {
    const browser = await startBrowser();
    try {
      await run(browser);
    } finally {
      await browser.quit();
    }
  });
}

journey("Capacitor: built, made an Android project, signed in, and at the site", async (browser) => {
  await workshop.runIn("capacitor", "npm", "run", "--silent", "build");
  await workshop.runIn("capacitor", join("node_modules", ".bin", "cap"), "add", "android");
  await workshop.runIn("capacitor", join("node_modules", ".bin", "cap"), "sync", "android");
  const android = join(workshop.examples, "capacitor/android");
  assert.ok(existsSync(join(android, "app/src/main/assets/public/index.html")));
  assert.match(readFileSync(join(android, "capacitor.settings.gradle"), "utf8"), /:capacitor-secure-storage-plugin/);
  await signInAndOpen(browser, `${origin}/examples/capacitor/dist/`);
  await assertOpened(browser);
});

journey("Android's WebView: signed in, and at the site", async (browser) => {
  await signInAndOpen(browser, `${origin}/examples/android-webview/`);
  await assertOpened(browser);
});

journey("WKWebView from the disk: the site asks a person first", async (browser) => {
  await signInAndOpen(browser, wkWebView);
  await browser.wait(until.elementLocated(By.id("cognipress-app")), PATIENCE_MS);
  assert.match(await browser.findElement(By.css(".message")).getText(), new RegExp(`as ${EMAIL}`));
  assert.deepEqual((await violations(browser)).filter(({ isOurs }) => isOurs), []);
  // The page has put the focus there.
  await browser.switchTo().activeElement().sendKeys(Key.ENTER);
  await assertOpened(browser);
});

test("a foreign page gets nothing, and no answer is stored", async () => {
  const asked = ["/wp-login.php?action=cognipress_app", "/?rest_route=/cognipress/v1/app-challenge"].map((path) =>
    fetch(site.url + path, {
      method: "POST",
      headers: { origin: "https://evil.example", "content-type": "application/json" },
      body: JSON.stringify({ codeChallenge: "A".repeat(43) }),
    }),
  );
  for (const reply of await Promise.all(asked)) {
    assert.equal(reply.status, 403);
    assert.equal(reply.headers.get("access-control-allow-origin"), null);
    assert.match(reply.headers.get("cache-control")!, /no-store/);
  }
});

journey("Cognito's own page is shown by the app, with PKCE", async (browser) => {
  await browser.get(wkWebView);
  await browser.findElement(By.id("hosted")).click();
  const opened = () => browser.executeScript<string | null>("return window.fakeApp.opened ?? null");
  await browser.wait(async () => (await opened()) !== null, PATIENCE_MS);
  const { origin, pathname, searchParams } = new URL((await opened())!);
  assert.equal(origin + pathname, `${cognito.url}/oauth2/authorize`);
  assert.equal(searchParams.get("redirect_uri"), "https://app.example.com/signed-in");
  assert.equal(searchParams.get("code_challenge_method"), "S256");
  // Somebody else's answer: of no use in this page.
  await browser.executeScript(`finishSignIn("https://app.example.com/signed-in?code=theirs&state=theirs")`);
  const output = await browser.findElement(By.css("output"));
  await browser.wait(until.elementTextIs(output, "Untrusted"), PATIENCE_MS);
});
