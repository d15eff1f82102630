/** Signing in at another provider, a second user pool, by way of the first: to a WordPress session, or to none. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { before } from "node:test";
import { callAdminApi } from "../browser/harness/admin-api.ts";
import { journey } from "../browser/harness/journey.ts";
import { cognito, pool, region, site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { allowHostedSignIn, assertLoggedIn, finish, PATIENCE_MS, redirectAndSignIn, run } from "./harness.ts";

const PROVIDER = "Partner";
const LOGOUT_URL = `${site.url}/?signed-out`;
const stage = setStage();
const name = `partner-${randomBytes(4).toString("hex")}`;
const jane = { username: name, password: "Partners-Own-9!", email: `${name}@example.org` };
const partner = { identityProvider: PROVIDER };

before(async () => {
  const created = await callAdminApi("CreateUserPool", { PoolName: name });
  const UserPoolId: string = created["UserPool"].Id;
  const { port } = new URL(cognito.upstream);
  const client = await callAdminApi("CreateUserPoolClient", {
    UserPoolId,
    ClientName: "first pool",
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid", "email"],
    CallbackURLs: [`http://localhost:${port}/oauth2/idpresponse`],
    SupportedIdentityProviders: ["COGNITO"],
  });
  await callAdminApi("AdminCreateUser", {
    UserPoolId,
    Username: jane.username,
    MessageAction: "SUPPRESS",
    UserAttributes: [
      { Name: "email", Value: jane.email },
      { Name: "email_verified", Value: "true" },
    ],
  });
  const { username: Username, password: Password } = jane;
  await callAdminApi("AdminSetUserPassword", { UserPoolId, Username, Password, Permanent: true });
  await callAdminApi("CreateIdentityProvider", {
    UserPoolId: pool.userPoolId,
    ProviderName: PROVIDER,
    ProviderType: "OIDC",
    ProviderDetails: {
      client_id: client["UserPoolClient"].ClientId,
      client_secret: client["UserPoolClient"].ClientSecret,
      attributes_request_method: "GET",
      authorize_scopes: "openid email",
      oidc_issuer: `https://cognito-idp.${region}.amazonaws.com/${UserPoolId}`,
      authorize_url: `http://localhost:${port}/oauth2/authorize`,
      token_url: `http://localhost:${port}/oauth2/token`,
    },
    AttributeMapping: { email: "email", email_verified: "email_verified" },
  });
  await allowHostedSignIn({ LogoutURLs: [LOGOUT_URL], SupportedIdentityProviders: ["COGNITO", PROVIDER] });
});

journey("at the other provider: a WordPress session, and out again by /logout", stage, async (page) => {
  const { browser } = page;
  await redirectAndSignIn(page, jane, partner);
  assert.ok(await finish(browser));
  assert.equal(await browser.getCurrentUrl(), `${site.url}/wp-login.php`);
  await assertLoggedIn(page, true);
  await browser.manage().deleteAllCookies();
  await page.open();
  await run(browser, (hosted, url) => hosted.signIn().signOut(url), LOGOUT_URL);
  await browser.wait(async () => (await browser.getCurrentUrl()) === LOGOUT_URL, PATIENCE_MS);
  await page.open();
  await run(browser, (hosted) => hosted.signIn().signOut("https://evil.example/"));
  await browser.wait(async () => (await browser.getCurrentUrl()).includes("/logout?"), PATIENCE_MS);
});

/** What is changed on the way back. The verifier, which ministack does not ask for here, is in `hosted.test.ts`. */
const WRONG = {
  state: () => history.replaceState(null, "", location.href.replace(/state=[^&]*/, "state=of-somebody-else")),
  iss: () => history.replaceState(null, "", `${location.href}&iss=https%3A%2F%2Fevil.example`),
  nonce: () => {
    const pending = JSON.parse(sessionStorage.getItem("cognipress:hosted")!);
    sessionStorage.setItem("cognipress:hosted", JSON.stringify({ ...pending, nonce: "A".repeat(43) }));
  },
};

for (const [part, spoil] of Object.entries(WRONG)) {
  journey(`at the other provider, ${part} wrong: refused`, stage, async (page) => {
    await redirectAndSignIn(page, jane, partner);
    await run(page.browser, spoil);
    await assert.rejects(finish(page.browser), { message: `Untrusted: ${part}` });
    await assertLoggedIn(page, false);
  });
}
