import assert from "node:assert/strict";
import { site } from "../browser/harness/site.ts";
import { newPassword } from "../browser/harness/users.ts";
import { usersWithEmail } from "../browser/harness/wordpress.ts";
import type { ChallengePage } from "../challenges/harness/challenge-page.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { setForms } from "./harness/forms-page.ts";
import { note } from "./harness/table.ts";

const { journey } = setForms();

const URL = `${site.url}/wp-admin/profile.php?page=cognipress-account`;

async function type(page: ChallengePage, field: string, text: string): Promise<void> {
  if (/password/.test(field)) page.stage.typedPasswords.add(text);
  const input = await page.browser.findElement({ id: `cognipress-${field}` });
  await input.clear();
  await input.sendKeys(text);
}

const save = async (page: ChallengePage, form: string) => (await page.browser.findElement({ css: `[data-cognito=${form}] button.button-primary` })).click();

/** WordPress takes `updated` out of the address at once. */
const assertSaved = ({ browser }: ChallengePage) =>
  browser.wait(async () => (await browser.findElements({ css: ".wrap > .notice-success" })).length > 0, 30_000, "nothing was saved");

async function assertRefused(page: ChallengePage, words: RegExp): Promise<void> {
  const told = () => page.browser.executeScript<string>("return document.querySelector('.wrap [role=alert]')?.textContent ?? ''");
  await page.browser.wait(async () => words.test(await told()), 30_000, `nobody is told ${words}`);
}

journey("names and a new address reach Cognito and WordPress, the address by a code", async (page, userPool) => {
  const person = addPerson(userPool);
  const email = `new-${person.email}`;
  await page.open();
  await page.signIn(person);
  await page.browser.get(URL);
  await type(page, "profile-attr-given_name", "Ada");
  await type(page, "profile-attr-email", email);
  await type(page, "profile-password", newPassword());
  await save(page, "profile");
  await assertRefused(page, /current password is not correct/);
  note("Your account", "badly", "edit profile");
  await type(page, "profile-password", person.password);
  await save(page, "profile");
  const field = await page.browser.wait(
    async () => (await page.browser.findElements({ id: "cognipress-code" }))[0] ?? null,
    30_000,
    "no code is asked for",
  );
  const { code } = userPool.mailbox.latest(email, "verify-attribute");
  page.typedCodes.add(code);
  await field!.sendKeys(code === "000000" ? "000001" : "000000");
  await assertRefused(page, /code is not correct/);
  note("Your account", "badly", "change e-mail");
  await field!.sendKeys(code);
  await assertSaved(page);
  const user = userPool.users.find(person.username)!;
  assert.deepEqual(["given_name", "email", "email_verified"].map((name) => user.attributes.get(name)), ["Ada", email, "true"]);
  assert.deepEqual((await usersWithEmail(email)).map(({ firstName }) => firstName), ["Ada"]);
  note("Your account", "well", "edit profile", "change e-mail");
});

journey("the password is changed at Cognito, and the old one is of no use any more", async (page, userPool) => {
  const person = addPerson(userPool);
  const password = `${newPassword()}a`;
  await page.open();
  await page.signIn(person);
  await page.browser.get(URL);
  await type(page, "password-new-password", "too-simple");
  await type(page, "password-password", person.password);
  await save(page, "password");
  await assertRefused(page, /Password did not conform with policy/);
  await type(page, "password-new-password", password);
  await type(page, "password-password", person.password);
  await save(page, "password");
  await assertSaved(page);
  await page.logOut();
  await page.open();
  await page.submit(person);
  await page.assertRefused("incorrect-credentials");
  await page.signIn({ ...person, password });
  note("Your account", "badly", "change password");
  note("Your account", "well", "change password");
});
