/** An account from before Cognito, linked by its owner in a browser. */

import assert from "node:assert/strict";
import { before } from "node:test";
import { By, until } from "selenium-webdriver";
import { violationsWithin } from "../browser/harness/accessibility.ts";
import { journey } from "../browser/harness/journey.ts";
import type { LoginPage } from "../browser/harness/login-page.ts";
import { setStage } from "../browser/harness/stage.ts";
import { newUsername } from "../browser/harness/users.ts";
import { askWordPress, usersWithEmail } from "../browser/harness/wordpress.ts";
import { addPerson, set, setUserPool, type Person } from "./harness/pool.ts";

const stage = setStage();
const userPool = await setUserPool();
before(() => set({ link_by_email: true }));

interface Veteran extends Person {
  login: string;
  localPassword: string;
}

/** Somebody with an account of WordPress and a user of the pool, both with the same address. */
async function addVeteran(): Promise<Veteran> {
  const [login, localPassword] = [newUsername(), `Local '"\\ ${newUsername()}`];
  const person = addPerson(userPool);
  const account = [login, localPassword, person.email];
  await askWordPress("wp_insert_user(wp_slash(['user_login' => $arguments[0], 'user_email' => $arguments[2]]) + ['user_pass' => $arguments[1]]);", account);
  return { ...person, login, localPassword };
}

async function comeToTheLinkPage(page: LoginPage, person: Person): Promise<void> {
  await page.open();
  await page.submit(person);
  await page.browser.wait(until.urlContains("action=cognipress_link"), 60_000, "nobody asked for the WordPress password");
}

journey("the WordPress password is asked for once, and links the account", stage, async (page) => {
  const veteran = await addVeteran();
  await comeToTheLinkPage(page, veteran);
  assert.deepEqual(await violationsWithin(page.browser, "#login"), []);
  assert.equal(await page.isSignedIn(), false);

  await page.typeInto("user_pass", "wrong");
  await page.clickSubmit();
  const error = await page.browser.wait(until.elementLocated(By.id("login_error")), 30_000);
  assert.match(await error.getText(), /not the WordPress password/);

  await page.typeInto("user_pass", veteran.localPassword);
  await page.clickSubmit();
  await page.waitUntilSignedIn();
  assert.deepEqual((await usersWithEmail(veteran.email)).map(({ login, sessions }) => [login, sessions]), [[veteran.login, 1]]);

  await page.browser.manage().deleteAllCookies();
  await page.open();
  await page.signIn(veteran);
  assert.deepEqual((await usersWithEmail(veteran.email)).map(({ login, sessions }) => [login, sessions]), [[veteran.login, 2]]);
});

journey("who does not want that gets an account of their own", stage, async (page) => {
  const veteran = await addVeteran();
  await comeToTheLinkPage(page, veteran);
  await (await page.browser.findElement(By.name("cognipress_apart"))).click();
  await page.waitUntilSignedIn();
  assert.deepEqual((await usersWithEmail(veteran.email)).map(({ login, sessions }) => [login, sessions]), [[veteran.login, 0]]);
});
