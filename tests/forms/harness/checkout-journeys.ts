/** What a guest does at a shop's checkout, badly first. */

import assert from "node:assert/strict";
import { usersWithEmail } from "../../browser/harness/wordpress.ts";
import type { ChallengePage } from "../../challenges/harness/challenge-page.ts";
import type { UserPool } from "../../user-pool/index.ts";
import { newcomer, REFUSED_PASSWORD, type Newcomer } from "./forms-page.ts";
import { PluginPage } from "./plugin-page.ts";
import type { CheckoutForm } from "./systems.ts";

/** Who wants no account is asked for none. */
export async function ordersAsGuest(page: ChallengePage, form: CheckoutForm, person = newcomer()): Promise<void> {
  const plugin = await fill(page, form, person);
  await plugin.enter(form.email);
  assert.equal(await form.customer(plugin), "");
  assert.deepEqual(await usersWithEmail(person.email), []);
}

export async function ordersWithAccount(page: ChallengePage, pool: UserPool, form: CheckoutForm): Promise<void> {
  const person = newcomer();
  const plugin = await fill(page, form, person);
  const [forgotten, text] = Object.entries(form.required)[0]!;
  await plugin.type(forgotten, "");
  await plugin.click(form.wantsAccount);
  await plugin.typePassword(form.password, REFUSED_PASSWORD);
  await plugin.enter(form.email);
  await plugin.find(".woocommerce-error, .is-error");
  assert.equal(pool.users.find(person.email), undefined, "there is an account before the order is complete");

  await plugin.type(forgotten, text);
  await plugin.enter(form.email);
  await plugin.assertTold("new-password-refused");
  await plugin.typePassword(form.password, person.password);
  await plugin.enter(form.email);
  await page.codeField();
  const { code } = pool.mailbox.latest(person.email, "sign-up");
  await page.typeCode(code === "000000" ? "000001" : "000000");
  await plugin.assertTold("code-refused");
  await page.assertNoSession();
  // The shop prints a part of the form anew, with the button in it.
  await plugin.type(forgotten, text);
  page.typedCodes.add(code);
  await page.typeAs("code", code);
  assert.equal(await form.customer(plugin), person.email, "the order is not the new customer's");
  assert.deepEqual((await usersWithEmail(person.email)).map(({ firstName }) => firstName), [person.givenName]);
}

/** The block checkout finds by itself what is missing; its password field has no name, and its script takes it. */
export async function ordersAtBlocks(page: ChallengePage, pool: UserPool, form: CheckoutForm): Promise<void> {
  const person = newcomer();
  const plugin = new PluginPage(page, form);
  if (form.fillCart) await plugin.open(form.fillCart);
  await plugin.open(form.path);
  await plugin.find(form.email);
  for (const [field, text] of Object.entries({ ...form.required, [form.givenName]: person.givenName, [form.email]: person.email })) {
    await plugin.type(field, text);
  }
  await plugin.click(form.wantsAccount);
  const order = async (password: string) => {
    page.stage.typedPasswords.add(password);
    await plugin.find(form.password);
    await plugin.type(form.password, password);
    const button = await plugin.find(form.button);
    await page.browser.wait(() => button.isEnabled(), 30_000, "the shop does not get ready");
    await plugin.click(form.button);
  };
  await order(REFUSED_PASSWORD);
  const words = await page.text("new-password-refused");
  const read = () => page.browser.executeScript<string>("return document.body.innerText");
  await page.browser.wait(async () => (await read()).includes(words), 30_000, `«${words}» is not told`);
  await order(person.password);
  await page.codeField();
  const { code } = pool.mailbox.latest(person.email, "sign-up");
  await page.typeCode(code === "000000" ? "000001" : "000000");
  await plugin.assertTold("code-refused");
  await page.assertNoSession();
  await page.typeCode(code);
  assert.equal(await form.customer(plugin), person.email, "the order is not the new customer's");
}

async function fill(page: ChallengePage, form: CheckoutForm, { email, givenName }: Newcomer): Promise<PluginPage> {
  const plugin = new PluginPage(page, form);
  if (form.fillCart) await plugin.open(form.fillCart);
  await plugin.open(form.path);
  for (const [field, text] of Object.entries({ ...form.required, [form.givenName]: givenName, [form.email]: email })) {
    await plugin.type(field, text);
  }
  return plugin;
}
