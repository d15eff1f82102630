/** What a person does with another plugin's form, badly first, until signed in. */

import assert from "node:assert/strict";
import { newPassword } from "../../browser/harness/users.ts";
import { usersWithEmail } from "../../browser/harness/wordpress.ts";
import type { ChallengePage } from "../../challenges/harness/challenge-page.ts";
import { addPerson, type Person } from "../../challenges/harness/journey.ts";
import type { UserPool } from "../../user-pool/index.ts";
import { newcomer, REFUSED_PASSWORD } from "./forms-page.ts";
import { PluginPage } from "./plugin-page.ts";
import type { FormFields, SignUpForm, System } from "./systems.ts";

/** Somebody with the name that the form asks for. */
function addUser(userPool: UserPool): Person {
  const person = addPerson(userPool);
  const isByEmail = userPool.pool.options.usernameAttributes.includes("email");
  return isByEmail ? { ...person, username: person.email } : person;
}

export async function signsIn(page: ChallengePage, pool: UserPool, form: FormFields): Promise<Person> {
  const person = addUser(pool);
  const plugin = new PluginPage(page, form);
  await plugin.open(form.path);
  await plugin.signIn(form, { ...person, password: newPassword() });
  await plugin.assertTold("incorrect-credentials");
  await page.assertNoSession();
  await plugin.typePassword(form.password, person.password);
  await plugin.click(form.button);
  await plugin.waitForSession();
  return person;
}

export async function registers(page: ChallengePage, { mailbox }: UserPool, form: SignUpForm, person = newcomer()): Promise<void> {
  const plugin = new PluginPage(page, form);
  await plugin.open(form.path);
  if (form.passwordAgain) {
    await plugin.signUp(form, person, newPassword());
    await plugin.assertTold("passwords-differ");
    await plugin.typePassword(form.passwordAgain, person.password);
    await plugin.click(form.button);
  } else {
    await plugin.signUp(form, { ...person, password: REFUSED_PASSWORD });
    await plugin.assertTold("new-password-refused");
    await plugin.typePassword(form.password, person.password, form.isShown);
    await plugin.click(form.button);
  }
  await page.codeField();
  const { code } = mailbox.latest(person.email, "sign-up");
  await page.typeCode(code === "000000" ? "000001" : "000000");
  await plugin.assertTold("code-refused");
  await page.assertNoSession();
  await page.typeCode(code);
  await plugin.waitForSession();
  const [user] = await usersWithEmail(person.email);
  assert.equal(user?.sessions, 1);
  if (form.givenName) assert.equal(user?.firstName, person.givenName);
  if (!form.isSent) return;
  const entry = JSON.stringify(await plugin.entry());
  assert.ok(entry.includes(person.email), "the plugin was not sent the rest of the form");
}

export async function losesPassword(page: ChallengePage, pool: UserPool, form: NonNullable<System["forgot"]>): Promise<void> {
  const person = addUser(pool);
  const password = `${newPassword()}a`;
  const plugin = new PluginPage(page, form);
  page.stage.typedPasswords.add(password);
  await plugin.open(form.path);
  await plugin.turnPage(form.next);
  await plugin.type(form.username, person.username);
  await plugin.click(form.button);
  await page.codeField();
  const { code } = pool.mailbox.latest(person.email, "forgot-password");
  await page.typeCode(code === "000000" ? "000001" : "000000");
  await page.typeAs("new-password", `${password}\n`);
  await plugin.assertTold("code-refused");
  await page.typeCode(code);
  await page.typeAs("new-password", `${password}\n`);
  await plugin.waitForSession();
}
