/** By the keyboard alone, and as a screen reader is told of it: what has no journey of another plugin's. */

import assert from "node:assert/strict";
import { By, Key } from "selenium-webdriver";
import { accessibilityTree, focused, type AccessibleNode } from "../browser/harness/accessibility.ts";
import { pressByKeys, typeByKeys } from "../browser/harness/keyboard.ts";
import { site } from "../browser/harness/site.ts";
import { operation } from "../browser/harness/stage.ts";
import { newPassword } from "../browser/harness/users.ts";
import type { ChallengePage } from "../challenges/harness/challenge-page.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { ACCOUNT_URL, AccountPage, words } from "./harness/account-page.ts";
import { setForms } from "./harness/forms-page.ts";

const PATIENCE_MS = 60_000;

const { journey } = setForms();

const press = ({ browser }: ChallengePage, ...keys: string[]) => browser.actions().sendKeys(...keys).perform();

/** Waits until the focus is there: this is its name, and this describes it. */
async function assertFocus({ browser }: ChallengePage, role: string, name: string, description = "", isInvalid = false): Promise<void> {
  let seen: AccessibleNode | undefined;
  const isThere = async () => {
    seen = focused(await accessibilityTree(browser));
    return (
      seen?.role === role && seen.name === name && seen.description.includes(description) && (seen.properties["invalid"] === "true") === isInvalid
    );
  };
  await browser.wait(isThere, PATIENCE_MS).catch(() => assert.deepEqual(seen, { role, name, description, isInvalid }));
}

journey("the keyboard leads from the login page to a new password, and a screen reader follows", async (page, pool) => {
  const { browser } = page;
  const person = addPerson(pool);
  const password = `${newPassword()}a`;
  page.stage.typedPasswords.add(password);
  await page.open();
  await pressByKeys(browser, await browser.findElement(By.css("#nav a[href*=lostpassword]")));
  await browser.wait(async () => (await browser.getCurrentUrl()).includes("lostpassword") && page.isAdopted(), PATIENCE_MS, "the form was not adopted");
  await typeByKeys(browser, await page.field("user_login"), person.username);
  await press(page, Key.ENTER);
  await page.codeField();
  const { code } = pool.mailbox.latest(person.email, "forgot-password");
  const reason = (await page.text("code-sent-to")).split("%s")[0]!;
  await assertFocus(page, "textbox", await page.text("code"), reason);
  await page.typeCode(code === "000000" ? "000001" : "000000");
  await assertFocus(page, "textbox", await page.text("new-password"));
  await press(page, password, Key.ENTER);
  await assertFocus(page, "textbox", await page.text("code"), await page.text("code-refused"), true);
  assert.ok((await accessibilityTree(browser)).some(({ role }) => role === "alert"), "the error is not announced");
  await page.typeCode(code);
  await press(page, password, Key.ENTER);
  await page.waitUntilSignedIn();
});

journey("the keyboard is enough for «Your account», and a screen reader is told of each part", async (page, pool) => {
  const { browser } = page;
  const person = addPerson(pool);
  const account = new AccountPage(page);
  page.stage.typedPasswords.add(person.password);
  await page.open();
  await page.signIn(person);
  await browser.get(ACCOUNT_URL);
  await typeByKeys(browser, await account.find("#cognipress-mfa-password"), person.password);
  await press(page, Key.ENTER);
  await account.shown();
  const told = await accessibilityTree(browser);
  const names = (wanted: string) => told.filter(({ role }) => role === wanted).map(({ name }) => name);
  for (const title of [words["mfa-title"], words["sessions-title"]]) {
    assert.ok(names("region").includes(title) && names("heading").includes(title), `${title} is no part of its own`);
  }
  const setUp = `${words["mfa-set-up"]}: ${words["choice-app"]}`;
  assert.ok(names("button").includes(setUp));

  const button = (name: string) => account.find(`.cognipress-account button[aria-label="${name}"]`);
  await pressByKeys(browser, await button(setUp));
  await assertFocus(page, "textbox", words.code, words["mfa-scan"]);
  let release = () => {};
  const answer = operation("VerifySoftwareToken");
  page.stage.cognito.inject(answer, { kind: "hold", until: new Promise<void>((resolve) => (release = resolve)) });
  const isSent = page.stage.cognito.arrival(answer);
  await page.typeCode("000000");
  await isSent;
  await pressByKeys(browser, await page.find("button", words.cancel));
  await assertFocus(page, "button", words.cancel); // It cannot be taken back any more.
  release();
  await assertFocus(page, "textbox", words.code, words["code-refused"], true);
  await pressByKeys(browser, await page.find("button", words.cancel));
  await assertFocus(page, "button", setUp);
  await pressByKeys(browser, await button(`${words["mfa-turn-on"]}: ${words["choice-email"]}`));
  await account.assertSaved("mfa");
  await assertFocus(page, "heading", words["mfa-title"]);
  assert.ok((await accessibilityTree(browser)).some(({ role, properties }) => role === "status" && properties["live"] === "polite"));

  await browser.get(`${site.url}/?fixture=memberpress-account`);
  await typeByKeys(browser, await account.find("#user_first_name"), "Ada");
  await press(page, Key.ENTER);
  await assertFocus(page, "textbox", words["current-password"], words["current-password-reason"]);
  await pressByKeys(browser, await page.find("button", words.back));
  await assertFocus(page, "button", "Save Profile");
}, { mfa: "OPTIONAL", mfaTypes: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] });
