/** What a person who is signed in does with another plugin's account forms, badly first. */

import assert from "node:assert/strict";
import { newPassword } from "../../browser/harness/users.ts";
import { usersWithEmail } from "../../browser/harness/wordpress.ts";
import type { ChallengePage } from "../../challenges/harness/challenge-page.ts";
import { addPerson, type Person } from "../../challenges/harness/journey.ts";
import type { UserPool } from "../../user-pool/index.ts";
import { REFUSED_PASSWORD } from "./forms-page.ts";
import { PluginPage } from "./plugin-page.ts";
import type { AccountForm, PasswordForm, ProfileForm } from "./systems.ts";

export async function changesProfile(page: ChallengePage, pool: UserPool, form: ProfileForm): Promise<void> {
  const { person, plugin } = await open(page, pool, form);
  const email = form.email ? `new-${person.email}` : person.email;
  if (form.fullName) await plugin.type(form.fullName, "Ada Lovelace");
  if (form.givenName) await plugin.type(form.givenName, "Ada");
  if (form.family) await plugin.type(form.family, "Lovelace");
  if (form.email) await plugin.type(form.email, email);
  await plugin.click(form.button);
  await answer(page, newPassword());
  await plugin.assertTold("password-incorrect");
  await answer(page, person.password);
  if (form.email) {
    await page.codeField();
    const { code } = pool.mailbox.latest(email, "verify-attribute");
    await page.typeCode(code === "000000" ? "000001" : "000000");
    await plugin.assertTold("code-refused");
    assert.deepEqual(await usersWithEmail(email), [], "WordPress has an address that nobody verified");
    await page.typeCode(code);
  }
  // The rest was sent with a nonce of the session that the sign-in has begun: the plugins refuse others.
  await plugin.find(form.done);
  const { attributes } = pool.users.find(person.username)!;
  const [user] = await usersWithEmail(email);
  assert.deepEqual([attributes.get("email"), attributes.get("email_verified")], [email, "true"]);
  if (form.givenName) assert.deepEqual([attributes.get("given_name"), user?.firstName], ["Ada", "Ada"]);
  if (form.fullName) assert.deepEqual([attributes.get("name"), user?.displayName], ["Ada Lovelace", "Ada Lovelace"]);
  assert.ok(user);
}

export async function changesPassword(page: ChallengePage, pool: UserPool, form: PasswordForm): Promise<void> {
  const { person, plugin } = await open(page, pool, form);
  const password = `${newPassword()}a`;
  const submit = async (current: string, chosen: string, again = chosen) => {
    await plugin.typePassword(form.newPassword, chosen, form.opens !== undefined);
    if (form.again) await plugin.typePassword(form.again, again);
    if (form.current) await plugin.typePassword(form.current, current);
    await plugin.click(form.button);
    if (!form.current && chosen === again) await answer(page, current);
  };
  if (form.opens) await plugin.click(form.opens);
  if (form.required) {
    await submit(person.password, password);
    await plugin.assertDemanded(Object.keys(form.required)[0]!);
    for (const [field, text] of Object.entries(form.required)) await plugin.type(field, text);
  }
  if (form.again) {
    await submit(person.password, password, newPassword());
    await plugin.assertTold("passwords-differ");
  }
  await submit(person.password, REFUSED_PASSWORD);
  await plugin.assertTold("new-password-refused");
  await submit(person.password, password);
  await plugin.find(form.done);
  await plugin.open(form.path);
  if (form.opens) await plugin.click(form.opens);
  await submit(person.password, password);
  await plugin.assertTold("password-incorrect");
}

async function open(page: ChallengePage, pool: UserPool, { path, login, ...style }: AccountForm): Promise<{ person: Person; plugin: PluginPage }> {
  const person = addPerson(pool);
  const plugin = new PluginPage(page, style);
  if (login) {
    await plugin.open(login.path);
    await plugin.signIn(login, person);
    await plugin.waitForSession();
  } else {
    await page.open();
    await page.signIn(person);
  }
  await plugin.open(path);
  return { person, plugin };
}

/** Answers the panel that asks for the current password. */
async function answer(page: ChallengePage, password: string): Promise<void> {
  page.stage.typedPasswords.add(password);
  await page.typeAs("current-password", `${password}\n`);
}
