/** Signing in on the user pool's own page (ministack's), which ends in a WordPress session, or in none. */
import assert from "node:assert/strict";
import { before } from "node:test";
import { By } from "selenium-webdriver";
import { journey } from "../browser/harness/journey.ts";
import { callAdminApi } from "../browser/harness/admin-api.ts";
import { pool, site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { createUser } from "../browser/harness/users.ts";
import { PATIENCE_MS, allowHostedSignIn, assertLoggedIn, finish, redirectAndSignIn, run, signInThere } from "./harness.ts";

const stage = setStage();

/** Of a resource server: an API of the site's own. */
const SCOPE = "orders/read";

before(async () => {
  const Scopes = [{ ScopeName: "read", ScopeDescription: "Orders" }];
  await callAdminApi("CreateResourceServer", { UserPoolId: pool.userPoolId, Identifier: "orders", Name: "Orders", Scopes });
  await allowHostedSignIn({
    SupportedIdentityProviders: ["COGNITO"],
    AllowedOAuthScopes: ["openid", "email", "profile", SCOPE],
  });
});

journey("by redirect: a WordPress session, and nothing in the address", stage, async (page) => {
  const { browser } = page;
  const user = await createUser();
  await redirectAndSignIn(page, user);
  const redirectTo = await finish(browser);
  assert.equal(await browser.getCurrentUrl(), `${site.url}/wp-login.php`);
  assert.ok(redirectTo);
  assert.equal(await run(browser, (hosted) => hosted.signIn().finish()), null, "an answer counts once");
  await assertLoggedIn(page, true);
  assert.equal(await browser.findElement(By.id("email")).getAttribute("value"), user.email);
});

journey("shown elsewhere, as an app has it: the page stays, and takes the address that the user came back by", stage, async (page) => {
  const { browser } = page;
  const user = await createUser();
  await page.open();
  const app = await browser.getWindowHandle();
  await run(browser, (hosted) =>
    hosted.signIn().open((url) => void (hosted.outcome = url), { scopes: ["openid", "email"] }),
  );
  const shown = await run(browser, (hosted) => hosted.outcome!);
  await browser.switchTo().newWindow("tab");
  await browser.get(shown);
  await signInThere(page, user);
  await browser.wait(async () => (await browser.getCurrentUrl()).includes("code="), PATIENCE_MS);
  const callback = await browser.getCurrentUrl();
  await browser.close();
  await browser.switchTo().window(app);
  assert.ok(await finish(browser, callback));
  await assert.rejects(finish(browser, callback), /^Error: Untrusted: state$/, "an answer counts once");
  await assertLoggedIn(page, true);
});

journey("in a popup: the page stays, and the access token has the scope that was asked for", stage, async (page) => {
  const { browser } = page;
  const user = await createUser();
  await page.open();
  const main = await browser.getWindowHandle();
  await run(browser, (hosted, scope) => {
    hosted.signIn().popup({ scopes: ["openid", scope] }).then(
      async (tokens) => {
        const claims = JSON.parse(atob(tokens.accessToken.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/")));
        const { challengeUrl, sessionUrl } = hosted.config;
        const where = { challengeUrl, sessionUrl, rememberMe: false, redirectTo: "" };
        hosted.outcome = `${claims.scope} ${(await hosted.openWordPressSession(tokens, where)).redirectTo}`;
      },
      ({ code, message }) => (hosted.outcome = `${code}: ${message}`),
    );
  }, SCOPE);
  await browser.wait(async () => (await browser.getAllWindowHandles()).length === 2, PATIENCE_MS);
  const popup = (await browser.getAllWindowHandles()).find((handle) => handle !== main)!;
  await browser.switchTo().window(popup);
  await signInThere(page, user);
  await browser.wait(async () => (await browser.getCurrentUrl()).includes("code="), PATIENCE_MS);
  await run(browser, (hosted) => void hosted.signIn().finish());
  await browser.switchTo().window(main);
  await browser.wait(async () => (await browser.getAllWindowHandles()).length === 1, PATIENCE_MS, "the popup stayed");
  await browser.wait(() => run(browser, (hosted) => hosted.outcome !== undefined), PATIENCE_MS);
  assert.match(await run(browser, (hosted) => hosted.outcome!), /\borders\/read\b.* http.*\/wp-admin/);
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
    await redirectAndSignIn(page, await createUser());
    await run(page.browser, spoil);
    await assert.rejects(finish(page.browser), ({ message }: Error) => found.test(message) || assert.fail(message));
    assert.equal(await page.browser.getCurrentUrl(), `${site.url}/wp-login.php`);
    await assertLoggedIn(page, false);
  });
}
