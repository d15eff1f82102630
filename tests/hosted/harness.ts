/** Leads a browser through the user pool's own page, and back to WordPress. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { By, until, type WebDriver } from "selenium-webdriver";
import type { LoginPage } from "../browser/harness/login-page.ts";
import { callAdminApi } from "../browser/harness/admin-api.ts";
import { pool, site } from "../browser/harness/site.ts";
import type { AuthorizeOptions } from "../../js/hosted/index.ts";
import type { HostedPage } from "./page.ts";

export const PATIENCE_MS = 60_000;

const script = buildSync({
  entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
  define: { "import.meta.url": "null" },
  alias: { "cognipress-errors": "./target/wasm/errors.ts" },
  external: ["cognipress-scripts/*"],
}).outputFiles[0]!.text;

/**
 * Runs a function in the page, which has the script anew. What leads away from the page is for a timer to start: when a
 * page goes before the driver has the answer, it runs the function in the next one too.
 */
export async function run<Args extends unknown[], Result>(
  browser: WebDriver,
  work: (hosted: HostedPage, ...args: Args) => Result,
  ...args: Args
): Promise<Awaited<Result>> {
  const [result, error] = (await browser.executeAsyncScript(
    `const done = arguments[arguments.length - 1];
     const __name = (named) => named;
     if (!window.hosted) { ${script} }
     (async () => (${work})(window.hosted, ...[...arguments].slice(0, -1)))()
       .then((result) => done([result ?? null, null]), ({ code, message }) => done([null, code + ": " + message]));`,
    ...args,
  )) as [never, string | null];
  if (error !== null) throw new Error(error);
  return result;
}

/** Lets the app client use the user pool's own page, which leads back to the login page. */
export const allowHostedSignIn = (more: {
  SupportedIdentityProviders: string[];
  AllowedOAuthScopes?: string[];
  LogoutURLs?: string[];
}) =>
  callAdminApi("UpdateUserPoolClient", {
    UserPoolId: pool.userPoolId,
    ClientId: pool.clientId,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid", "email", "profile"],
    CallbackURLs: [`${site.url}/wp-login.php`],
    ...more,
  });

/** Types user name and password into the page of a user pool. */
export async function signInThere({ browser }: LoginPage, user: { username: string; password: string }): Promise<void> {
  await browser.wait(until.elementLocated(By.id("username")), PATIENCE_MS);
  await browser.findElement(By.id("username")).sendKeys(user.username);
  await browser.findElement(By.id("password")).sendKeys(user.password);
  await browser.findElement(By.css("button[type=submit]")).click();
}

/** Goes there, signs in, and comes back with an answer. */
export async function redirectAndSignIn(
  page: LoginPage,
  user: { username: string; password: string },
  options: AuthorizeOptions = {},
): Promise<void> {
  await page.open();
  await run(
    page.browser,
    (hosted, options) => void setTimeout(() => hosted.signIn().redirect({ scopes: ["openid", "email"], ...options })),
    options,
  );
  await signInThere(page, user);
  await page.browser.wait(async () => (await page.browser.getCurrentUrl()).includes("code="), PATIENCE_MS);
}

/** @param callback Where the user has come back to another place than the page. */
export const finish = (browser: WebDriver, callback?: string) =>
  run(browser, async (hosted, callback) => {
    const tokens = await hosted.signIn().finish(callback ?? undefined);
    if (!tokens) return null;
    const { challengeUrl, sessionUrl } = hosted.config;
    const where = { challengeUrl, sessionUrl, rememberMe: false, redirectTo: "" };
    return (await hosted.openWordPressSession(tokens, where)).redirectTo;
  }, callback);

export async function assertLoggedIn({ browser }: LoginPage, isLoggedIn: boolean): Promise<void> {
  await browser.get(`${site.url}/wp-admin/profile.php`);
  assert.equal((await browser.getCurrentUrl()).includes("wp-login.php"), !isLoggedIn);
}
