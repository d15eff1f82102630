import assert from "node:assert/strict";
import { By } from "selenium-webdriver";
import { journey } from "./harness/journey.ts";
import type { LoginPage } from "./harness/login-page.ts";
import { operation, setStage } from "./harness/stage.ts";
import { createUserWithTemporaryPassword, newPassword } from "./harness/users.ts";
import { usersWithEmail } from "./harness/wordpress.ts";

const stage = setStage();
const NEW_PASSWORD = "cognipress-new-password";

async function openPanel(page: LoginPage) {
  const user = await createUserWithTemporaryPassword();
  await page.open();
  await page.submit(user);
  await page.browser.wait(
    async () => (await page.browser.findElements(By.id(NEW_PASSWORD))).length > 0,
    60_000,
    "no new password is asked for",
  );
  return user;
}

journey("a temporary password is exchanged for one of the user's own, which then works", stage, async (page) => {
  const user = await openPanel(page);
  assert.equal(await (await page.browser.switchTo().activeElement()).getAttribute("id"), NEW_PASSWORD);
  assert.equal(await (await page.field(NEW_PASSWORD)).getAttribute("autocomplete"), "new-password");
  assert.equal(await (await page.field("user_pass")).isDisplayed(), false);
  const password = newPassword();
  await page.typePassword(NEW_PASSWORD, password);
  await page.pressEnter(NEW_PASSWORD);
  await page.waitUntilSignedIn();
  assert.equal((await usersWithEmail(user.email)).length, 1);

  await page.browser.manage().deleteAllCookies();
  await page.open();
  await page.submit(user);
  await page.assertRefused("incorrect-credentials");
  await page.signIn({ ...user, password });
});

journey("«Remember Me» can still be chosen beside the new password", stage, async (page) => {
  await openPanel(page);
  await (await page.field("rememberme")).click();
  await page.typePassword(NEW_PASSWORD, newPassword());
  await page.clickSubmit();
  await page.waitUntilSignedIn();
  assert.deepEqual(await page.sessionDays(), [14]);
});

journey("a new password that the pool refuses can be replaced by another", stage, async (page) => {
  await openPanel(page);
  const stop = stage.cognito.inject(operation("RespondToAuthChallenge"), {
    kind: "answer",
    status: 400,
    headers: { "content-type": "application/x-amz-json-1.1", "access-control-allow-origin": "*" },
    body: JSON.stringify({ __type: "InvalidPasswordException", message: "Password did not conform with policy: Password not long enough" }),
  });
  await page.typePassword(NEW_PASSWORD, newPassword());
  await page.clickSubmit();
  assert.equal((await page.error())[0], await page.text("new-password-refused"));
  assert.match((await page.error())[1] ?? "", /not long enough/);
  stop();
  await page.typePassword(NEW_PASSWORD, newPassword());
  await page.clickSubmit();
  await page.waitUntilSignedIn();
});
