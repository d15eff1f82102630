import assert from "node:assert/strict";
import { newPassword, newUsername } from "../browser/harness/users.ts";
import type { ChallengePage } from "../challenges/harness/challenge-page.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { assertNothingPosted, setForms } from "./harness/forms-page.ts";
import { note } from "./harness/table.ts";

const { journey } = setForms();
const LOST = "?action=lostpassword";

/** Asks for a code; the panel with code and new password is open then. */
async function ask(page: ChallengePage, username: string): Promise<void> {
  await page.open(LOST);
  await page.typeInto("user_login", username);
  await page.clickSubmit();
  await page.codeField();
}

/** Types the code, which leads to the password, and the password. */
async function answer(page: ChallengePage, code: string, password: string): Promise<void> {
  page.stage.typedPasswords.add(password);
  await page.typeCode(code);
  const field = await page.find("textbox", await page.text("new-password"));
  assert.equal(await field.getId(), await (await page.browser.switchTo().activeElement()).getId(), "the code does not lead to the password");
  await field.clear();
  await field.sendKeys(password);
  await page.clickSubmit();
}

journey("who has lost the password sets a new one by a code, and is signed in with it", async (page, userPool) => {
  const person = addPerson(userPool);
  const password = `${newPassword()}a`;
  await ask(page, person.username);
  const { code } = userPool.mailbox.latest(person.email, "forgot-password");
  await answer(page, code === "000000" ? "000001" : "000000", password);
  await page.assertAskedAgain("code-refused");
  await answer(page, code, "too-simple");
  assert.deepEqual(await page.error(), [
    await page.text("new-password-refused"),
    "Password did not conform with policy: Password must have uppercase characters",
  ]);
  await answer(page, code, password);
  await page.waitUntilSignedIn();
  assertNothingPosted(page);
  note("wp-login.php", "badly", "lost password");
  note("wp-login.php", "well", "lost password");
});

journey("who has not confirmed the account is offered to, and goes on", async (page, userPool) => {
  const person = addPerson(userPool, { status: "UNCONFIRMED", attributes: { email: "unconfirmed@example.org", email_verified: "false" } });
  const password = `${newPassword()}a`;
  await ask(page, person.username);
  await page.typeCode(userPool.mailbox.latest("unconfirmed@example.org", "sign-up").code);
  await page.find("textbox", await page.text("new-password"));
  await answer(page, userPool.mailbox.latest("unconfirmed@example.org", "forgot-password").code, password);
  await page.waitUntilSignedIn();
});

journey("an unknown name looks like a known one", async (page, userPool) => {
  await ask(page, newUsername());
  await answer(page, "123456", `${newPassword()}a`);
  await page.assertAskedAgain("code-expired");
  assert.deepEqual(userPool.mailbox.messages, []);
});

journey("too many requests are told, with the way to WordPress' own passwords", async (page, userPool) => {
  userPool.faults.plant("ForgotPassword", { kind: "throttle" }, 9);
  await page.open(LOST);
  await page.typeInto("user_login", addPerson(userPool).username);
  await page.clickSubmit();
  assert.equal((await page.error())[0], (await page.text("throttled-wait")).replace("%s", "1"));
  const link = await page.browser.findElement({ css: "#login_error a" });
  assert.match((await link.getAttribute("href")) ?? "", /action=lostpassword&cognipress=local$/);
});
