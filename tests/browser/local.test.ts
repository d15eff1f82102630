import assert from "node:assert/strict";
import { journey } from "./harness/journey.ts";
import type { LoginPage } from "./harness/login-page.ts";
import { pool, site } from "./harness/site.ts";
import { anyOperation, setStage } from "./harness/stage.ts";
import { createUser, newPassword } from "./harness/users.ts";
import { askWordPress, usersWithEmail } from "./harness/wordpress.ts";

const stage = setStage();

/** WordPress' own form posts its password, so it is none that the canary looks for. */
async function logInLocally(page: LoginPage, username: string, password: string): Promise<void> {
  await page.openUnadopted("?cognipress=local");
  await page.typeInto("user_login", username);
  await page.typeInto("user_pass", password);
  await page.clickSubmit();
}

journey("an administrator can still log in by WordPress' own form, without Cognito", stage, async (page) => {
  stage.cognito.inject(() => true, { kind: "drop" });
  const { username, password } = pool.administrator;
  await logInLocally(page, username, password);
  await page.waitUntilSignedIn();
  assert.equal(stage.cognito.matching(anyOperation).length, 0);
});

journey("the login page leads to WordPress' own form", stage, async (page) => {
  await page.open();
  await page.submit({ username: "nobody", password: newPassword() });
  await page.assertRefused("incorrect-credentials");
  const href = await page.browser.executeScript<string>(`return document.querySelector("#login_error a").href`);
  assert.equal(href, `${site.url}/wp-login.php?cognipress=local`);
});

journey("a user of the pool cannot log in by WordPress' own form, not even with a WordPress password", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.signIn(user);
  await page.browser.manage().deleteAllCookies();
  const [wordpressUser] = await usersWithEmail(user.email);
  const localPassword = newPassword();
  await askWordPress("wp_set_password($arguments[1], $arguments[0]);", [wordpressUser?.id, localPassword]);
  await logInLocally(page, wordpressUser?.login ?? "", localPassword);
  await page.browser.wait(async () => (await page.browser.findElements({ id: "login_error" })).length > 0, 10_000);
  await page.assertNoSession();
});
