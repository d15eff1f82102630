import assert from "node:assert/strict";
import { By, until } from "selenium-webdriver";
import { journey } from "./harness/journey.ts";
import type { LoginPage } from "./harness/login-page.ts";
import { site } from "./harness/site.ts";
import { anyOperation, setStage } from "./harness/stage.ts";
import { createUser, newPassword, newUsername } from "./harness/users.ts";
import { askWordPress, usersWithEmail } from "./harness/wordpress.ts";

const stage = setStage();

/** Without quotes, which wp-login.php would escape before it compares. */
const newLocalPassword = () => `Local-${newUsername()}`;

/** WordPress' own form posts its password, so it is none that the canary looks for. */
async function logInLocally(page: LoginPage, username: string, password: string): Promise<void> {
  await page.openUnadopted("?cognipress=local");
  await page.typeInto("user_login", username);
  await page.typeInto("user_pass", password);
  await page.clickSubmit();
}

/** A user of WordPress alone. */
async function createLocalUser(role: string): Promise<{ username: string; password: string }> {
  const [username, password] = [newUsername(), newLocalPassword()];
  await askWordPress(
    `return wp_insert_user(['user_login' => $arguments[0], 'user_pass' => $arguments[1], 'role' => $arguments[2]]);`,
    [username, password, role],
  );
  return { username, password };
}

async function inStrictMode(run: () => Promise<void>): Promise<void> {
  const setStrict = (strict: boolean) =>
    askWordPress("update_option('cognipress_settings', ['strict' => $arguments] + (array) get_option('cognipress_settings', []));", strict);
  await setStrict(true);
  try {
    await run();
  } finally {
    await setStrict(false);
  }
}

for (const [somebody, role] of [
  ["an administrator", "administrator"],
  ["a subscriber", "subscriber"],
] as const) {
  journey(`${somebody} of WordPress alone logs in by WordPress' own form, without Cognito`, stage, async (page) => {
    stage.cognito.inject(() => true, { kind: "drop" });
    const { username, password } = await createLocalUser(role);
    await logInLocally(page, username, password);
    await page.waitUntilSignedIn();
    assert.equal(stage.cognito.matching(anyOperation).length, 0);
  });
}

journey("in strict mode an administrator still gets in by WordPress' own form", stage, async (page) => {
  const { username, password } = await createLocalUser("administrator");
  await inStrictMode(async () => {
    await logInLocally(page, username, password);
    await page.waitUntilSignedIn();
  });
});

journey("in strict mode nobody else gets in by WordPress' own form, and no link leads there", stage, async (page) => {
  const { username, password } = await createLocalUser("subscriber");
  await inStrictMode(async () => {
    await logInLocally(page, username, password);
    await assertPasswordClosed(page);
    await page.open();
    await page.submit({ username: "nobody", password: newPassword() });
    await page.assertRefused("incorrect-credentials");
    assert.equal((await page.browser.findElements(By.css("#login_error a"))).length, 0);
  });
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
  const localPassword = newLocalPassword();
  await askWordPress("wp_set_password($arguments[1], $arguments[0]);", [wordpressUser?.id, localPassword]);
  await logInLocally(page, wordpressUser?.login ?? "", localPassword);
  await assertPasswordClosed(page);
});

async function assertPasswordClosed(page: LoginPage): Promise<void> {
  const error = await page.browser.wait(until.elementLocated(By.id("login_error")), 60_000);
  assert.match(await error.getText(), /does not sign in with a WordPress password/);
  await page.assertNoSession();
}
