import assert from "node:assert/strict";
import { By, Key } from "selenium-webdriver";
import { challenges } from "./harness/challenges.ts";
import { setPage, type PanelPage } from "./harness/panel-page.ts";

const panelTest = setPage();

async function offered(page: PanelPage): Promise<string[]> {
  const labels = await page.browser.findElements(By.css("fieldset label"));
  return Promise.all(labels.map((label) => label.getText()));
}

panelTest("the second factor is chosen by the keyboard alone", async (page) => {
  await page.open("mfa-choice");
  assert.deepEqual(await offered(page), ["Authenticator app", "Email", "Text message"]);
  await page.assertFocused("cognipress-SOFTWARE_TOKEN_MFA");
  await page.press(Key.ARROW_DOWN);
  await page.tabTo("#wp-submit");
  await page.press(Key.ENTER);
  assert.deepEqual(await page.answers(), [{ name: "SELECT_MFA_TYPE", choice: "EMAIL_OTP" }]);
});

panelTest("to be set up, only what can be set up here is offered", async (page) => {
  await page.open("mfa-setup");
  assert.deepEqual(await offered(page), ["Authenticator app", "Email"]);
  await page.press(Key.ENTER);
  assert.deepEqual(await page.answers(), [{ name: "MFA_SETUP", choice: "SOFTWARE_TOKEN_MFA" }]);
});

panelTest("the password is asked for only where it is chosen, and by SRP", async (page) => {
  await page.open("first-factor");
  assert.deepEqual(await offered(page), ["Passkey", "Password", "Code by email", "Code by text message"]);
  assert.equal(await page.isShown("#user_pass"), false);
  await page.press(Key.ARROW_DOWN);
  assert.equal(await page.isShown("#user_pass"), true);
  await page.tabTo("#user_pass");
  await page.press("S3cret pass", Key.ENTER);
  assert.deepEqual(await page.answers(), [
    { name: "SELECT_CHALLENGE", choice: "PASSWORD_SRP", password: "S3cret pass" },
  ]);
  await page.hold((panels) => panels.clear());
  assert.equal(await (await page.find("#user_pass")).getAttribute("value"), "");
});

panelTest("another first factor goes without a password", async (page) => {
  await page.open("first-factor");
  await page.press(Key.ARROW_DOWN, Key.ARROW_DOWN);
  assert.equal(await page.isShown("#user_pass"), false);
  await page.press(Key.ENTER);
  assert.deepEqual(await page.answers(), [{ name: "SELECT_CHALLENGE", choice: "EMAIL_OTP" }]);
});

panelTest("the password alone is asked for in the form's own field", async (page) => {
  await page.open("password");
  await page.assertFocused("user_pass");
  await page.press("S3cret pass", Key.ENTER);
  assert.deepEqual(await page.answers(), [{ name: "PASSWORD_SRP", password: "S3cret pass" }]);
});

panelTest("nothing that could be offered is an error", async (page) => {
  await page.openWithout();
  const code = await page.hold((panels, challenge) => {
    try {
      panels.open({ ...challenge, options: ["HOLOGRAM"] });
      return "opened";
    } catch (error) {
      return (error as { code: string }).code;
    }
  }, challenges["mfa-choice"]);
  assert.equal(code, "UnexpectedChallenge");
});

panelTest("the site's own question is answered in words", async (page) => {
  await page.open("custom");
  assert.equal(await page.words("#cognipress-reason"), challenges.custom.parameters.question);
  await page.press(" École 42 ", Key.ENTER);
  assert.deepEqual(await page.answers(), [{ name: "CUSTOM_CHALLENGE", answer: " École 42 " }]);
});
