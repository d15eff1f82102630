import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { accessibilityTree, violations, type Violation } from "./harness/accessibility.ts";
import { journey } from "./harness/journey.ts";
import type { LoginPage } from "./harness/login-page.ts";
import { site } from "./harness/site.ts";
import { setStage } from "./harness/stage.ts";
import { createUser, createUserWithTemporaryPassword, newPassword } from "./harness/users.ts";
import { browserName } from "./harness/webdriver.ts";

const stage = setStage();
const chromiumOnly = { skip: browserName !== "chromium" && "reads Chromium's accessibility tree" };

journey("everything can be done by the keyboard alone", stage, async (page) => {
  const user = await createUser();
  await page.open();
  stage.typedPasswords.add(user.password);
  const press = (...keys: string[]) => page.browser.actions().sendKeys(...keys).perform();
  const focused = async () => (await page.browser.switchTo().activeElement()).getAttribute("id");
  /** WordPress has buttons of its own in between. */
  const tabTo = async (id: string) => {
    for (let presses = 0; presses < 3 && (await focused()) !== id; presses++) await press(Key.TAB);
    assert.equal(await focused(), id);
  };
  assert.equal(await focused(), "user_login");
  await press(user.username, Key.TAB);
  assert.equal(await focused(), "user_pass");
  await press(user.password);
  await tabTo("rememberme");
  await press(Key.SPACE);
  await tabTo("wp-submit");
  await press(Key.ENTER);
  await page.waitUntilSignedIn();
  const cookies = await page.browser.manage().getCookies();
  assert.ok(cookies.some(({ name, expiry }) => name.startsWith("wordpress_logged_in_") && expiry !== undefined));
});

journey("a screen reader finds labelled fields, hears the error and is taken to it", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.submit({ ...user, password: newPassword() });
  await page.assertRefused("incorrect-credentials");
  const nodes = await accessibilityTree(page.browser);
  const words = await page.text("incorrect-credentials");
  const alert = nodes.find(({ role }) => role === "alert");
  assert.ok(alert?.properties["focused"], "the alert has not got the focus");
  assert.ok(nodes.some(({ role, name }) => role === "StaticText" && name === words));
  const username = nodes.find(({ role, name }) => role === "textbox" && /user ?name/i.test(name));
  const password = nodes.find(({ role, name }) => role === "textbox" && name === "Password");
  for (const field of [username, password]) {
    assert.ok(field, "a field has no label");
    assert.ok(field.description.includes(words), "a field is not described by the error");
    assert.ok(field.properties["required"]);
  }
  assert.ok(nodes.some(({ role, name }) => role === "button" && name === "Log In"));
  assert.ok(nodes.some(({ role, name }) => role === "checkbox" && /remember/i.test(name)));
}, chromiumOnly);

journey("a screen reader finds the question for a new password", stage, async (page) => {
  await openNewPasswordPanel(page);
  const nodes = await accessibilityTree(page.browser);
  const field = nodes.find(({ role, name }) => role === "textbox" && name === "New password");
  assert.ok(field?.properties["focused"], "the new field has not got the focus");
  assert.ok(field.properties["required"]);
  assert.ok(field.description.includes(await page.text("new-password-reason")));
  const submit = await page.text("save-password");
  assert.ok(nodes.some(({ role, name }) => role === "button" && name === submit));
  assert.ok(!nodes.some(({ role, name }) => role === "textbox" && name === "Password"), "the old field is still there");
}, chromiumOnly);

journey("a screen reader hears that the sign-in is under way", stage, async (page) => {
  const user = await createUser();
  await page.open();
  stage.cognito.inject(() => true, { kind: "hold", until: new Promise(() => {}) });
  await page.submit(user);
  const words = await page.text("logging-in");
  await page.browser.wait(
    async () => (await accessibilityTree(page.browser)).some(({ role, name }) => role === "StaticText" && name === words),
    60_000,
    "nothing is announced",
  );
  assert.ok((await accessibilityTree(page.browser)).some(({ role }) => role === "status"));
}, chromiumOnly);

journey("axe finds nothing in the page that WordPress' own has not", stage, async (page) => {
  await page.browser.get(`${site.url}/wp-login.php?cognipress=local`);
  const own = await violations(page.browser);
  await page.open();
  assert.deepEqual(added(own, await violations(page.browser)), []);
  await page.submit({ username: "nobody", password: newPassword() });
  await page.assertRefused("incorrect-credentials");
  assert.deepEqual(added(own, await violations(page.browser)), []);
  await openNewPasswordPanel(page);
  assert.deepEqual(added(own, await violations(page.browser)), []);
});

async function openNewPasswordPanel(page: LoginPage): Promise<void> {
  await page.open();
  await page.submit(await createUserWithTemporaryPassword());
  await page.browser.wait(
    () => page.browser.executeScript(`return document.activeElement.id === "cognipress-new-password"`),
    60_000,
    "no new password is asked for",
  );
}

/** What an element of ours does wrong, and every rule that WordPress' own page does not break. */
function added(own: Violation[], now: Violation[]): Violation[] {
  return now.filter(({ rule, isOurs }) => isOurs || !own.some((violation) => violation.rule === rule));
}
