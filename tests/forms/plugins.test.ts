import assert from "node:assert/strict";
import { before } from "node:test";
import type { ChallengePage } from "../challenges/harness/challenge-page.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { newPassword } from "../browser/harness/users.ts";
import { usersWithEmail } from "../browser/harness/wordpress.ts";
import type { UserPool } from "../user-pool/index.ts";
import { installFixtures } from "./harness/fixtures.ts";
import { newcomer, setForms } from "./harness/forms-page.ts";
import { PluginPage } from "./harness/plugin-page.ts";
import { fixtures, type FormFields, type SignUpForm, type System } from "./harness/systems.ts";

const { journey } = setForms();
before(installFixtures);

async function signIn(page: ChallengePage, pool: UserPool, form: FormFields): Promise<void> {
  const person = addPerson(pool);
  const plugin = new PluginPage(page);
  await plugin.open(form.path);
  await plugin.signIn(form, { ...person, password: newPassword() });
  await plugin.assertTold("incorrect-credentials");
  await page.assertNoSession();
  await plugin.signIn(form, person);
  await plugin.waitForSession();
}

async function signUp(page: ChallengePage, { mailbox }: UserPool, form: SignUpForm): Promise<void> {
  const person = newcomer();
  const plugin = new PluginPage(page);
  await plugin.open(form.path);
  if (form.passwordAgain) {
    await plugin.signUp(form, person, newPassword());
    await plugin.assertTold("passwords-differ");
    await plugin.typePassword(form.passwordAgain, person.password);
    await plugin.click(form.button);
  } else {
    await plugin.signUp(form, person);
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

async function forgot(page: ChallengePage, pool: UserPool, form: NonNullable<System["forgot"]>): Promise<void> {
  const person = addPerson(pool);
  const password = `${newPassword()}a`;
  const plugin = new PluginPage(page);
  page.stage.typedPasswords.add(password);
  await plugin.open(form.path);
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

for (const system of fixtures) {
  const { name } = system;
  if (system.signIn) journey(`${name}: signs in`, (page, pool) => signIn(page, pool, system.signIn!), {});
  if (system.signUp) {
    journey(`${name}: registers`, (page, pool) => signUp(page, pool, system.signUp!), { usernameAttributes: ["email"] });
  }
  if (system.forgot) journey(`${name}: lost the password`, (page, pool) => forgot(page, pool, system.forgot!), {});
}
