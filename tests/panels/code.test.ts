import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { setPage, type PanelPage } from "./harness/panel-page.ts";

const panelTest = setPage();
const CODE = "#cognipress-code";

const type = async (page: PanelPage, text: string) => (await page.find(CODE)).sendKeys(text);

/** From the clipboard, by the keyboard. */
async function paste(page: PanelPage, text: string): Promise<void> {
  await page.browser.executeScript(
    `const area = document.createElement("textarea"); area.id = "source"; area.value = arguments[0];
     document.body.append(area); area.select();`,
    text,
  );
  await (await page.find("#source")).sendKeys(Key.chord(Key.CONTROL, "c"));
  await (await page.find(CODE)).sendKeys(Key.chord(Key.CONTROL, "v"));
}

/** As browsers do with a code out of a message. */
function fillIn(page: PanelPage, text: string): Promise<void> {
  return page.browser.executeScript(
    `const field = document.querySelector(arguments[0]); field.value = arguments[1]; field.dispatchEvent(new Event("input", { bubbles: true }));`,
    CODE,
    text,
  );
}

panelTest("the field asks for a one-time code and says where it was sent", async (page) => {
  await page.open("code-email");
  await page.assertFocused("cognipress-code");
  const field = await page.find(CODE);
  assert.equal(await field.getAttribute("autocomplete"), "one-time-code");
  assert.equal(await field.getAttribute("inputmode"), "numeric");
  assert.match(await page.words("#cognipress-reason"), /a\*\*\*@e\*\*\*/);
  assert.equal(await page.isShown("#user_login"), false);
  assert.equal(await page.isShown("#user_pass"), false);
});

panelTest("six digits submit themselves, once", async (page) => {
  await page.open("code-sms");
  await type(page, "12345");
  assert.deepEqual(await page.answers(), []);
  await type(page, "6");
  assert.deepEqual(await page.answers(), [{ name: "SMS_MFA", code: "123456" }]);
  await type(page, Key.BACK_SPACE);
  await type(page, "6");
  assert.equal((await page.answers()).length, 1, "the same code was sent again");
});

panelTest("a pasted code may have a space in it", async (page) => {
  await page.open("code-app");
  await paste(page, "123 456");
  assert.deepEqual(await page.answers(), [{ name: "SOFTWARE_TOKEN_MFA", code: "123456" }]);
});

panelTest("what is no digit cannot be typed, and other scripts' digits count", async (page) => {
  await page.open("code-app");
  await type(page, "1a-2 ٣۴５");
  assert.equal(await (await page.find(CODE)).getAttribute("value"), "12345");
});

panelTest("a typed one-time password waits for its eighth digit, one that comes at once may have six", async (page) => {
  await page.open("code-email");
  await type(page, "1234567");
  assert.deepEqual(await page.answers(), []);
  await type(page, "8");
  assert.deepEqual(await page.answers(), [{ name: "EMAIL_OTP", code: "12345678" }]);

  await page.open("code-email");
  await fillIn(page, "123456");
  assert.deepEqual(await page.answers(), [{ name: "EMAIL_OTP", code: "123456" }]);
});

panelTest("a code of six digits for an e-mail is sent by the button; a shorter one is not", async (page) => {
  await page.open("code-email");
  await type(page, "12345" + Key.ENTER);
  assert.deepEqual(await page.answers(), []);
  await type(page, "6" + Key.ENTER);
  assert.deepEqual(await page.answers(), [{ name: "EMAIL_OTP", code: "123456" }]);
});

panelTest("a refused code is told, emptied and asked for again", async (page) => {
  await page.open("code-sms");
  await type(page, "123456");
  await page.hold((panels) => panels.refuse("No, not this one."));
  assert.equal(await page.words("#login_error"), "No, not this one.");
  await page.assertFocused("cognipress-code");
  const field = await page.find(CODE);
  assert.equal(await field.getAttribute("value"), "");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  await type(page, "123456");
  assert.equal((await page.answers()).length, 2, "the same code is not sent again, though it may be right by now");
  await page.hold((panels) => panels.refuse("No, not this one."));
  await type(page, "654321");
  assert.equal(await field.getAttribute("aria-invalid"), null);
  assert.deepEqual((await page.answers()).at(-1), { name: "SMS_MFA", code: "654321" });
});

panelTest("a new code can be had when the last one had its time", async (page) => {
  await page.open("code-sms", { resend: "sent" });
  const button = await page.button("Send a new code");
  assert.equal(await button.getText(), "Send a new code in 30 s");
  await button.click();
  await page.hold((panels) => panels.clock.tick(29_000));
  assert.equal(await button.getText(), "Send a new code in 1 s");
  await button.click();
  assert.equal(await page.hold((panels) => panels.resends), 0, "it was sent too early");
  await page.hold((panels) => panels.clock.tick(1_000));
  assert.equal(await button.getText(), "Send a new code");
  await button.click();
  assert.equal(await page.hold((panels) => panels.resends), 1);
  assert.equal(await page.words(".cognipress-foot [role=status]"), "A new code was sent.");
  assert.equal(await button.getText(), "Send a new code in 30 s");
  await page.hold((panels) => panels.clock.tick(30_000));
  await button.click();
  assert.equal(await page.hold((panels) => panels.resends), 2);
});

panelTest("a new code that could not be sent can be asked for at once", async (page) => {
  await page.open("code-sms", { resend: "refused" });
  await page.hold((panels) => panels.clock.tick(30_000));
  const button = await page.button("Send a new code");
  await button.click();
  assert.equal(await button.getAttribute("aria-disabled"), "false");
  assert.equal(await page.words(".cognipress-foot [role=status]"), "");
});

panelTest("a new code that cannot be had any more is not offered any more", async (page) => {
  await page.open("code-sms", { resend: "lost" });
  await page.hold((panels) => panels.clock.tick(30_000));
  const button = await page.button("Send a new code");
  await button.click();
  await page.browser.wait(async () => !(await button.isDisplayed()), 1_000, "the button is still there");
});

panelTest("where no new code can be had, none is offered", async (page) => {
  await page.open("code-app");
  assert.doesNotMatch(await page.words("#loginform"), /new code/);
});
