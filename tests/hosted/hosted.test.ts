/** Signing in on the user pool's own page (ministack's), which ends in a WordPress session, or in none. */
import assert from "node:assert/strict";
import { before } from "node:test";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { By, type WebDriver } from "selenium-webdriver";
import { callAdminApi } from "../browser/harness/admin-api.ts";
import { journey } from "../browser/harness/journey.ts";
import type { LoginPage } from "../browser/harness/login-page.ts";
import { cognito, pool, site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { createUser } from "../browser/harness/users.ts";
import type { HostedPage } from "./page.ts";

const PATIENCE_MS = 20_000;
const stage = setStage();
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

before(() =>
  callAdminApi("UpdateUserPoolClient", {
    UserPoolId: pool.userPoolId,
    ClientId: pool.clientId,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid", "email", "profile"],
    CallbackURLs: [`${site.url}/wp-login.php`],
    SupportedIdentityProviders: ["COGNITO"],
  }),
);

/** Runs a function in the page, which has the script anew. */
async function run<Args extends unknown[], Result>(
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

/** Types user name and password into the page of the user pool. */
async function signInThere({ browser }: LoginPage, user: { username: string; password: string }): Promise<void> {
  await browser.wait(async () => (await browser.getCurrentUrl()).startsWith(cognito.url), PATIENCE_MS);
  await browser.findElement(By.id("username")).sendKeys(user.username);
  await browser.findElement(By.id("password")).sendKeys(user.password);
  await browser.findElement(By.css("button[type=submit]")).click();
}

async function redirectAndSignIn(page: LoginPage): Promise<{ email: string }> {
  const user = await createUser();
  await page.open();
  await run(page.browser, (hosted) => hosted.signIn().redirect({ scopes: ["openid", "email"] }));
  await signInThere(page, user);
  await page.browser.wait(async () => (await page.browser.getCurrentUrl()).includes("code="), PATIENCE_MS);
  return user;
}

const finish = (browser: WebDriver) =>
  run(browser, async (hosted) => {
    const tokens = await hosted.signIn().finish();
    if (!tokens) return null;
    const { challengeUrl, sessionUrl } = hosted.config;
    const where = { challengeUrl, sessionUrl, rememberMe: false, redirectTo: "" };
    return (await hosted.openWordPressSession(tokens, where)).redirectTo;
  });

async function assertLoggedIn({ browser }: LoginPage, isLoggedIn: boolean): Promise<void> {
  await browser.get(`${site.url}/wp-admin/profile.php`);
  assert.equal((await browser.getCurrentUrl()).includes("wp-login.php"), !isLoggedIn);
}

journey("by redirect: a WordPress session, and nothing in the address", stage, async (page) => {
  const { browser } = page;
  const { email } = await redirectAndSignIn(page);
  const redirectTo = await finish(browser);
  assert.equal(await browser.getCurrentUrl(), `${site.url}/wp-login.php`);
  assert.ok(redirectTo);
  assert.equal(await run(browser, (hosted) => hosted.signIn().finish()), null, "an answer counts once");
  await assertLoggedIn(page, true);
  assert.equal(await browser.findElement(By.id("email")).getAttribute("value"), email);
});

journey("in a popup: the page stays", stage, async (page) => {
  const { browser } = page;
  const user = await createUser();
  await page.open();
  const main = await browser.getWindowHandle();
  await run(browser, (hosted) => {
    hosted.signIn().popup().then(
      async (tokens) => {
        const { challengeUrl, sessionUrl } = hosted.config;
        const where = { challengeUrl, sessionUrl, rememberMe: false, redirectTo: "" };
        hosted.outcome = (await hosted.openWordPressSession(tokens, where)).redirectTo;
      },
      ({ code, message }) => (hosted.outcome = `${code}: ${message}`),
    );
  });
  await browser.wait(async () => (await browser.getAllWindowHandles()).length === 2, PATIENCE_MS);
  const popup = (await browser.getAllWindowHandles()).find((handle) => handle !== main)!;
  await browser.switchTo().window(popup);
  await signInThere(page, user);
  await browser.wait(async () => (await browser.getCurrentUrl()).includes("code="), PATIENCE_MS);
  await run(browser, (hosted) => void hosted.signIn().finish());
  await browser.switchTo().window(main);
  await browser.wait(async () => (await browser.getAllWindowHandles()).length === 1, PATIENCE_MS, "the popup stayed");
  await browser.wait(() => run(browser, (hosted) => hosted.outcome !== undefined), PATIENCE_MS);
  assert.match(await run(browser, (hosted) => hosted.outcome!), /wp-admin/);
  await assertLoggedIn(page, true);
});

journey("a popup that the user closes", stage, async (page) => {
  const { browser } = page;
  await page.open();
  const main = await browser.getWindowHandle();
  await run(browser, (hosted) => {
    hosted.signIn().popup().catch(({ code }) => (hosted.outcome = code));
  });
  await browser.wait(async () => (await browser.getAllWindowHandles()).length === 2, PATIENCE_MS);
  const popup = (await browser.getAllWindowHandles()).find((handle) => handle !== main)!;
  await browser.switchTo().window(popup);
  await browser.close();
  await browser.switchTo().window(main);
  await browser.wait(() => run(browser, (hosted) => hosted.outcome !== undefined), PATIENCE_MS);
  assert.equal(await run(browser, (hosted) => hosted.outcome), "Aborted");
});

/** What an attacker, or a fault, changes between the two halves, and the part that is found out. */
const WRONG: Readonly<Record<string, { spoil: () => void; found: RegExp }>> = {
  state: {
    spoil: () => history.replaceState(null, "", location.href.replace(/state=[^&]*/, "state=of-somebody-else")),
    found: /^Untrusted: state$/,
  },
  "another sign-in's state": { spoil: () => sessionStorage.clear(), found: /^Untrusted: state$/ },
  iss: {
    spoil: () => history.replaceState(null, "", `${location.href}&iss=https%3A%2F%2Fevil.example`),
    found: /^Untrusted: iss$/,
  },
  "a code twice": {
    spoil: () => history.replaceState(null, "", `${location.href}&code=of-somebody-else`),
    found: /^Untrusted: callback$/,
  },
  code: {
    spoil: () => history.replaceState(null, "", location.href.replace(/code=[^&]*/, "code=of-somebody-else")),
    found: /^invalid_grant:/,
  },
  verifier: {
    spoil: () =>
      sessionStorage.setItem(
        "cognipress:hosted",
        JSON.stringify({ ...JSON.parse(sessionStorage.getItem("cognipress:hosted")!), verifier: "A".repeat(43) }),
      ),
    found: /^invalid_grant:/,
  },
  nonce: {
    spoil: () =>
      sessionStorage.setItem(
        "cognipress:hosted",
        JSON.stringify({ ...JSON.parse(sessionStorage.getItem("cognipress:hosted")!), nonce: "A".repeat(43) }),
      ),
    found: /^Untrusted: nonce$/,
  },
};

for (const [name, { spoil, found }] of Object.entries(WRONG)) {
  journey(`${name} wrong: refused, and scrubbed all the same`, stage, async (page) => {
    await redirectAndSignIn(page);
    await run(page.browser, spoil);
    await assert.rejects(finish(page.browser), ({ message }: Error) => found.test(message) || assert.fail(message));
    assert.equal(await page.browser.getCurrentUrl(), `${site.url}/wp-login.php`);
    await assertLoggedIn(page, false);
  });
}
