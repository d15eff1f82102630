import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { codeAt, scan } from "../challenges/harness/authenticator.ts";
import { violationsWithin } from "../browser/harness/accessibility.ts";
import { newPassword } from "../browser/harness/users.ts";
import { addPerson, type JourneyOptions } from "../challenges/harness/journey.ts";
import { addVirtualAuthenticator } from "../challenges/harness/virtual-authenticator.ts";
import { ACCOUNT_URL, AccountPage, words } from "./harness/account-page.ts";
import { setForms } from "./harness/forms-page.ts";
import { UnknownPage } from "./harness/unknown-page.ts";

const { journey } = setForms();

const everything: JourneyOptions = {
  mfa: "OPTIONAL",
  mfaTypes: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"],
  devices: "ALWAYS",
  firstFactors: ["PASSWORD", "WEB_AUTHN"],
  webAuthn: { relyingPartyId: "localhost", userVerification: "required", multiFactor: false },
  settings: { passkeys: true },
};

journey("an authenticator app is set up, asked for from then on, and turned off; an address is verified before codes are sent there", async (page, userPool) => {
  const person = addPerson(userPool);
  const user = userPool.users.find(person.username)!;
  const account = new AccountPage(page);
  await page.open();
  await page.signIn(person);
  await account.unlock(person.password);
  assert.deepEqual(await account.titles(), [words["mfa-title"], words["sessions-title"]], "the pool has neither devices nor passkeys");
  await account.press("mfa", "mfa-set-up", words["choice-app"]);
  const app = await scan(await account.find(".cognipress-qr"));
  const field = await account.find("#cognipress-code");
  const code = codeAt(app, Date.now());
  page.typedCodes.add(code);
  await field.sendKeys(code === "000000" ? "000001" : "000000");
  await account.find(".cognipress-account [role=alert]");
  assert.ok(!user.mfa.has("SOFTWARE_TOKEN_MFA"));
  await field.sendKeys(code);
  await account.assertSaved("mfa");
  assert.ok(user.mfa.has("SOFTWARE_TOKEN_MFA"));
  assert.equal(user.preferredMfa, "SOFTWARE_TOKEN_MFA");

  userPool.clock.advance(30);
  user.attributes.set("email_verified", "false");
  await account.prove(person.password);
  const next = codeAt(app, Date.now() + 30_000);
  page.typedCodes.add(next);
  await (await account.find("#cognipress-code")).sendKeys(next);
  await account.shown();
  assert.deepEqual(await page.browser.findElements({ id: "cognipress-reason" }), [], "the panel is still there");

  await account.press("mfa", "mfa-turn-on", words["choice-email"]);
  const sent = await account.find("#cognipress-code");
  const { code: proof } = userPool.mailbox.latest(person.email, "verify-attribute");
  page.typedCodes.add(proof);
  await sent.sendKeys(proof === "000000" ? "000001" : "000000");
  await account.find(".cognipress-account [role=alert]");
  assert.equal(user.attributes.get("email_verified"), "false");
  await sent.sendKeys(proof);
  await account.assertSaved("mfa");
  assert.equal(user.attributes.get("email_verified"), "true");
  await account.press("mfa", "mfa-prefer", words["choice-email"]);
  await account.assertSaved("mfa");
  assert.deepEqual([[...user.mfa].sort(), user.preferredMfa], [["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"], "EMAIL_OTP"]);
  await account.press("mfa", "mfa-turn-off", words["choice-app"]);
  await account.assertSaved("mfa");
  assert.deepEqual([...user.mfa], ["EMAIL_OTP"]);
}, { mfa: "OPTIONAL", mfaTypes: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] });

journey("a passkey is added and deleted, a device forgotten, another session ended, then all of them", async (page, userPool) => {
  const person = addPerson(userPool);
  const user = userPool.users.find(person.username)!;
  const account = new AccountPage(page);
  const authenticator = await addVirtualAuthenticator(page.browser);
  await page.open();
  await page.submit(person);
  await page.click("button", "not-now");
  await page.waitUntilSignedIn();
  await account.unlock(person.password);
  assert.deepEqual(await account.titles(), ["mfa", "passkeys", "devices", "sessions"].map((name) => words[`${name}-title` as keyof typeof words]));

  await authenticator.setWilling(false);
  await account.press("passkeys", "create-passkey");
  assert.equal(await (await account.find("#cognipress-passkeys-error")).getText(), words["passkey-not-created"]);
  await authenticator.setWilling(true);
  await account.press("passkeys", "create-passkey");
  await account.assertSaved("passkeys");
  assert.equal(user.passkeys.size, 1);
  await account.press("passkeys", "passkey-remove", [...user.passkeys.values()][0]!.friendlyName);
  await account.assertSaved("passkeys");
  assert.equal(user.passkeys.size, 0);

  const [device] = [...user.devices.values()].filter(({ confirmed }) => confirmed);
  const deviceName = "Chrome, Linux";
  assert.match((await account.rows("devices")).join(), new RegExp(`^${deviceName} · ${words["device-this"]} · ${words["device-remembered"]}`));
  await account.press("devices", "device-not-remember", deviceName);
  await account.assertSaved("devices");
  assert.equal(device!.remembered, false);
  await account.press("devices", "device-forget", deviceName);
  await account.assertSaved("devices");
  assert.deepEqual(await account.rows("devices"), []);
  assert.ok(!user.devices.has(device!.key));

  const { session } = userPool.pool.tokens.start(user, ["PASSWORD"], undefined, "Mozilla/5.0 (iPhone) Safari/605.1.15");
  await account.unlock(person.password);
  assert.match((await account.rows("sessions"))[0]!, new RegExp(words["session-this"]));
  await account.press("sessions", "session-end", "Safari, iPhone");
  await account.assertSaved("sessions");
  assert.ok(session.revoked);
  assert.ok(userPool.pool.tokens.active(user).length > 0);
  await account.press("sessions", "sessions-end");
  await page.browser.wait(async () => (await page.browser.getCurrentUrl()).includes("loggedout=true"), 30_000, "the user is not logged out");
  await page.assertNoSession();
  assert.deepEqual(userPool.pool.tokens.active(user), []);
}, everything);

journey("who has no password opens the account, changes a name and sets a password by a passkey", async (page, userPool) => {
  const person = addPerson(userPool);
  const user = userPool.users.find(person.username)!;
  const { browser } = page;
  await addVirtualAuthenticator(browser);
  await page.open();
  await page.submit(person);
  await page.click("button", "create-passkey");
  await page.waitUntilSignedIn();
  user.password = undefined;
  const account = new AccountPage(page);
  /** Leaves the password empty, and uses the passkey by the button that has the focus then. */
  const prove = async (id: string) => {
    await (await account.find(`#cognipress-${id}-password`)).sendKeys(Key.ENTER);
    await page.find("button", words["use-passkey"]);
    await browser.actions().sendKeys(Key.ENTER).perform();
  };
  const saved = () => account.find(".wrap > .notice-success");

  await browser.get(ACCOUNT_URL);
  await prove("mfa");
  await account.shown();
  assert.ok((await account.titles()).includes(words["passkeys-title"]));

  await browser.get(ACCOUNT_URL);
  await (await account.find("#cognipress-profile-attr-given_name")).sendKeys("Ada");
  await prove("profile");
  await saved();
  assert.equal(user.attributes.get("given_name"), "Ada");

  await browser.get(ACCOUNT_URL);
  const password = `${newPassword()}a`;
  page.stage.typedPasswords.add(password);
  await (await account.find("#cognipress-password-new-password")).sendKeys(password);
  await prove("password");
  await saved();
  assert.ok(userPool.users.isPassword(user, password));
}, everything);

journey("a form by hand shows one part, and another logs out", async (page, userPool) => {
  const person = addPerson(userPool);
  const account = new AccountPage(page);
  await page.open();
  await page.signIn(person);
  const byHand = await UnknownPage.open(page, `
    <section data-cognito="sessions" data-cognito-redirect="/by-hand"><form method="post">
      <input type="hidden" data-cognito-field="username" value="${person.username}">
      <label>Password <input class="password" type="password" data-cognito-field="password"></label>
      <button>Where am I?</button>
    </form></section>
    <form id="out" data-cognito="signout" data-cognito-redirect="/by-hand?out"><button>Out</button></form>`);
  await byHand.type(".password", newPassword());
  await byHand.click("section button");
  await byHand.assertTold("password-incorrect");
  await byHand.type(".password", person.password);
  await byHand.click("section button");
  await account.shown();
  assert.deepEqual(await account.titles(), [words["sessions-title"]]);
  assert.deepEqual(await violationsWithin(page.browser, "main"), []);
  await byHand.click("#out button");
  await page.browser.wait(async () => (await page.browser.getCurrentUrl()).endsWith("/by-hand?out"), 30_000, "the page was not left");
  await page.assertNoSession();
  assert.ok(userPool.pool.tokens.active(userPool.users.find(person.username)!).length === 0, "the tokens were not revoked");
});

journey("what a pool does not have is not shown, and nobody is told", async (page, userPool) => {
  const person = addPerson(userPool);
  const account = new AccountPage(page);
  await page.open();
  await page.signIn(person);
  await account.unlock(person.password);
  assert.deepEqual(await account.titles(), [words["sessions-title"]]);
  assert.deepEqual(await page.browser.findElements({ css: ".cognipress-account [role=alert]" }), []);
}, { mfa: "OFF" });

