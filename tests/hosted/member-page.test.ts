/**
 * A member's page: who is logged in to WordPress sees rows from DynamoDB behind API Gateway, asked by the browser and by
 * PHP; and the tokens of the browser end with the WordPress session.
 */
import assert from "node:assert/strict";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { By, until, type WebDriver } from "selenium-webdriver";
import type { CognipressApi } from "../../js/api.ts";
import { callAdminApi } from "../browser/harness/admin-api.ts";
import { journey } from "../browser/harness/journey.ts";
import type { LoginPage } from "../browser/harness/login-page.ts";
import { cognito, pool, site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { createUser } from "../browser/harness/users.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { makeOrdersApi, type OrdersApi } from "./orders-api.ts";

const PATIENCE_MS = 30_000;
const FIXTURE = `${site.directory}/wp-content/mu-plugins/orders.php`;
const PAGE = `${site.url}/?orders`;

const stage = setStage();
let api: OrdersApi;

before(async () => {
  api = await makeOrdersApi();
  await mkdir(new URL(".", `file://${FIXTURE}`), { recursive: true });
  await copyFile(fileURLToPath(new URL("fixtures/orders.php", import.meta.url)), FIXTURE);
  const settings = { api_origins: new URL(cognito.upstream).origin, api_bridge: true, browser_tokens: true };
  await askWordPress(
    `update_option('orders_url', $arguments[0]);
     update_option('cognipress_settings', $arguments[1] + (array) get_option('cognipress_settings', []));`,
    [api.url, settings],
  );
});
after(async () => {
  await rm(FIXTURE, { force: true });
  const off = { api_origins: "", api_bridge: false, browser_tokens: false };
  await askWordPress("update_option('cognipress_settings', $arguments + (array) get_option('cognipress_settings', []));", off);
});

/** Runs a function in the page, with the plugin's API. */
async function run<Args extends unknown[], Result>(
  { browser }: LoginPage,
  work: (api: CognipressApi, ...args: Args) => Result,
  ...args: Args
): Promise<Awaited<Result>> {
  await browser.wait(() => browser.executeScript("return window.cognipressApi !== undefined"), PATIENCE_MS, "no script");
  const [result, error] = (await browser.executeAsyncScript(
    `const done = arguments[arguments.length - 1];
     const __name = (named) => named;
     (async () => (${work})(window.cognipressApi, ...[...arguments].slice(0, -1)))()
       .then((result) => done([result ?? null, null]), (error) => done([null, String(error)]));`,
    ...args,
  )) as [never, string | null];
  if (error !== null) throw new Error(error);
  return result;
}

async function addMember(title: string) {
  const user = await createUser();
  const { UserAttributes } = await callAdminApi("AdminGetUser", { UserPoolId: pool.userPoolId, Username: user.username });
  await api.add(UserAttributes.find(({ Name }: { Name: string }) => Name === "sub").Value, title);
  return user;
}

const rowsByPhp = async (browser: WebDriver): Promise<string> => browser.findElement(By.css("pre")).getText();

const rowsByBrowser = (page: LoginPage) =>
  run(page, async ({ authorizedFetch }, url) => (await authorizedFetch(url)).json(), api.url);

/** As a script of the site's own asks through WordPress. */
const rowsByBridge = (page: LoginPage) =>
  run(
    page,
    async (_api, url) => {
      const { tokenUrl, nonce } = JSON.parse(document.getElementById("cognipress-session")!.textContent!);
      const headers = { "content-type": "application/json", "x-wp-nonce": nonce };
      const send = (headers: Record<string, string>) =>
        fetch(tokenUrl.replace(/token$/, "request"), { method: "POST", headers, body: JSON.stringify({ url }) });
      const { "x-wp-nonce": _nonce, ...bare } = headers;
      const [reply, refused] = [await send(headers), await send(bare)];
      return [refused.status, await reply.json()] as const;
    },
    api.url,
  );

/** As when their time is up. */
const endSessions = () => askWordPress("WP_Session_Tokens::destroy_all_for_all_users();");

/** The login page says why it is there, and leads back. */
async function logInAgain(page: LoginPage, user: { username: string; password: string }): Promise<void> {
  const { browser } = page;
  await browser.wait(until.urlContains("wp-login.php"), PATIENCE_MS, "never came to the login page");
  assert.match(await browser.findElement(By.id("login")).getText(), /Your session has expired\. Please log in again\./);
  await browser.wait(() => page.isAdopted(), PATIENCE_MS);
  await page.waitForFocus();
  await page.submit(user);
  await browser.wait(until.urlIs(PAGE), PATIENCE_MS, "did not come back");
}

journey("a member sees their own rows, by PHP, by the browser and through WordPress", stage, async (page) => {
  await addMember("of somebody else");
  const user = await addMember("a book");
  await page.open();
  await page.signIn(user);
  await page.browser.get(PAGE);
  assert.equal(await rowsByPhp(page.browser), '["a book"]');
  assert.deepEqual(await rowsByBrowser(page), ["a book"]);
  const [refused, { status, body }] = await rowsByBridge(page);
  assert.deepEqual([refused, status, body], [401, 200, '["a book"]']);
  await assert.rejects(run(page, ({ authorizedFetch }) => authorizedFetch("https://evil.example/")), /not allowed/);
  assert.equal(await page.browser.executeScript("return JSON.stringify([{ ...localStorage }, { ...sessionStorage }]).includes('eyJ')"), false);
});

journey("a session that has expired leads to the login page, with a message and back again", stage, async (page) => {
  const { browser } = page;
  const user = await addMember("a pen");
  await page.open();
  await page.signIn(user);
  await browser.get(PAGE);
  await rowsByBrowser(page);

  await endSessions();
  await browser.get(PAGE);
  await logInAgain(page, user);
  assert.equal(await rowsByPhp(browser), '["a pen"]');

  await endSessions();
  assert.equal(await run(page, ({ getSession }) => getSession({ refresh: true })), null);
  await run(page, ({ logIn }) => logIn());
  await logInAgain(page, user);
  assert.deepEqual(await rowsByBrowser(page), ["a pen"]);
});

journey("browser and WordPress log out together, in every tab", stage, async (page) => {
  const { browser } = page;
  const user = await addMember("a cup");
  await page.open();
  await page.signIn(user);
  await browser.get(PAGE);
  await rowsByBrowser(page);
  const first = await browser.getWindowHandle();
  const hasTokens = () => run(page, ({ currentSession }) => currentSession() !== null);
  assert.equal(await hasTokens(), true);

  await browser.switchTo().newWindow("tab");
  await browser.get(PAGE);
  await browser.get(await askForLogoutUrl(browser));
  await browser.switchTo().window(first);
  assert.equal(await hasTokens(), false, "after a logout of WordPress in another tab");

  await page.open();
  await page.signIn(user);
  await browser.get(PAGE);
  await rowsByBrowser(page);
  await run(page, ({ signOut }) => signOut());
  assert.equal(await run(page, ({ getSession }) => getSession()), null);
  await browser.get(`${site.url}/wp-admin/profile.php`);
  assert.match(await browser.getCurrentUrl(), /wp-login\.php/, "WordPress still knows the user");
});

journey("tokens last as long as the sign-in was to last", stage, async (page) => {
  const { browser } = page;
  const user = await addMember("a map");
  for (const isRemembered of [false, true]) {
    await browser.manage().deleteAllCookies();
    await page.open();
    if (isRemembered) await browser.findElement(By.id("rememberme")).click();
    await page.signIn(user);
    const cookies = await browser.manage().getCookies();
    const { value, expiry } = cookies.find(({ name }) => name.startsWith("cognipress_session_"))!;
    const days = (Number.parseInt(value, 10) - Date.now() / 1000) / 86_400;
    assert.equal(Math.round(days), isRemembered ? 14 : 2);
    assert.equal(expiry === undefined, !isRemembered, "the cookie ends with the browser, unless the user wants otherwise");
    assert.deepEqual(await page.sessionDays(), [isRemembered ? 14 : undefined]);
  }
  // The session ends by its own time, whether or not the browser still has the cookie.
  await browser.get(PAGE);
  await rowsByBrowser(page);
  await browser.executeScript(`
    const [name] = document.cookie.split("; ").find((cookie) => cookie.startsWith("cognipress_session_")).split("=");
    document.cookie = name + "=" + Math.floor(Date.now() / 1000 - 1) + ".0123456789abcdef; path=/";`);
  assert.equal(await run(page, ({ currentSession }) => currentSession()), null);
});

/** The link in the toolbar, which a page of wp-admin has. */
async function askForLogoutUrl(browser: WebDriver): Promise<string> {
  await browser.get(`${site.url}/wp-admin/profile.php`);
  return browser.executeScript(`return document.querySelector("#wp-admin-bar-logout a").href`);
}
