/** The sample trigger of `www/examples/linking-lambda`: who comes from another provider is the user they were before. */
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { By } from "selenium-webdriver";
import { callAdminApi } from "../browser/harness/admin-api.ts";
import { journey } from "../browser/harness/journey.ts";
import type { LoginPage } from "../browser/harness/login-page.ts";
import { pool } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { createUser } from "../browser/harness/users.ts";
import { makeFunction } from "./function.ts";
import { assertLoggedIn, finish, redirectAndSignIn } from "./harness.ts";
import { makePartner, type Partner } from "./partner.ts";

/** With a `_`, which also parts it from the name of a user. */
const PROVIDER = "Linked_Partner";
const stage = setStage();
let partner: Partner;

const setTriggers = (LambdaConfig: object) => callAdminApi("UpdateUserPool", { UserPoolId: pool.userPoolId, LambdaConfig });

before(async () => {
  partner = await makePartner(PROVIDER);
  const file = fileURLToPath(new URL("../../www/examples/linking-lambda/index.py", import.meta.url));
  const actions = ["ListUsers", "ListIdentityProviders", "AdminLinkProviderForUser"].map((name) => `cognito-idp:${name}`);
  await setTriggers({ PreSignUp: await makeFunction("linking", file, actions) });
});
after(() => setTriggers({}));

/** Signs in at the other provider; who that is in WordPress. */
async function signInThere(page: LoginPage, user: { username: string; password: string }): Promise<string> {
  await page.browser.manage().deleteAllCookies();
  await redirectAndSignIn(page, user, { identityProvider: PROVIDER });
  assert.ok(await finish(page.browser));
  await assertLoggedIn(page, true);
  return (await page.browser.findElement(By.id("user_login")).getAttribute("value"))!;
}

journey("one user by password and at the other provider, where both have verified the address", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.signIn(user);
  await assertLoggedIn(page, true);
  const name = await page.browser.findElement(By.id("user_login")).getAttribute("value");
  for (const isVerified of [false, true]) {
    const same = await partner.addUser(user.email, isVerified);
    const names = [await signInThere(page, same), await signInThere(page, same)];
    assert.deepEqual(names.map((other) => other === name), [isVerified, isVerified], `the provider says ${isVerified}`);
  }
});
