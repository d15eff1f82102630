import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { violations } from "../browser/harness/accessibility.ts";
import { setPage, type PanelPage } from "./harness/panel-page.ts";

const panelTest = setPage();

async function open(page: PanelPage, template: string, name: Parameters<PanelPage["show"]>[0]): Promise<void> {
  await page.openWithout();
  await page.hold((panels, html) => panels.addTemplate(html), template);
  await page.show(name, { resend: "sent", expiresInMs: 161_000, passwordPolicy: { minimumLength: 12 } });
}

/** What is shown inside an element, in the order of the page: each field as its id. */
const shownIn = (page: PanelPage, css: string) =>
  page.browser.executeScript<string[]>(
    `const walker = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
     const shown = [];
     while (walker.nextNode()) {
       const { nodeType, nodeValue, id, localName } = walker.currentNode;
       if (nodeType === 3 ? nodeValue.trim() : localName === "input") shown.push(nodeType === 3 ? nodeValue.trim() : id);
     }
     return shown;`,
    css,
  );

panelTest("the page's own template has the parts of the panel in its slots, and they work there", async (page) => {
  await open(
    page,
    `<template data-cognipress-panel="SMS_MFA EMAIL_OTP">
      <div class="card"><h2>Almost there</h2><slot name="reason"></slot><slot></slot><slot name="resend"></slot>
      <slot name="help">Ask us.</slot></div>
    </template>`,
    "code-sms",
  );
  assert.deepEqual(await shownIn(page, ".card"), [
    "Almost there",
    "Enter the code that was sent to",
    "+*******1234",
    ".",
    "Code",
    "cognipress-code",
    "Send a new code in 30 s",
    "Ask us.",
  ]);
  assert.deepEqual(await shownIn(page, ".cognipress-foot"), ["Time left: 2:41", "Use another account"], "what has no slot stays");
  assert.equal(await (await page.find("#cognipress-code")).getAttribute("aria-describedby"), "cognipress-reason login_error");
  await page.assertFocused("cognipress-code");
  await page.hold((panels) => panels.clock.tick(30_000));
  await (await page.button("Send a new code")).click();
  assert.equal(await page.hold(({ resends }) => resends), 1);
  await page.hold((panels) => panels.refuse("That was wrong."));
  assert.deepEqual((await violations(page.browser)).filter(({ isOurs }) => isOurs), []);
  await page.press("123456");
  assert.deepEqual(await page.answers(), [{ name: "SMS_MFA", code: "123456" }]);
  await page.hold((panels) => panels.close());
  assert.equal(await page.isShown(".card"), false);
  assert.ok(await page.isShown("#user_login"));
});

panelTest("rows that have a slot of their own are not in the one without a name; those without any come last", async (page) => {
  await open(
    page,
    `<template data-cognipress-panel="NEW_PASSWORD_REQUIRED"><p>Who?</p><slot></slot><p>Secret</p><slot name="new-password"></slot></template>
     <template data-cognipress-panel="MFA_SETUP_TOTP"><slot name="key"></slot><hr></template>`,
    "new-password",
  );
  const shown = await shownIn(page, ".cognipress-panel");
  assert.deepEqual(shown.slice(0, 1), ["Who?"]);
  assert.deepEqual(shown.slice(-3), ["Secret", "New password", "cognipress-new-password"]);
  assert.ok(shown.includes("cognipress-attribute-given_name") && shown.includes("The password needs:"));
  await page.show("mfa-setup-app");
  const order = await page.browser.executeScript("return [...document.querySelector('.cognipress-panel').children].map((part) => part.className || part.localName)");
  assert.deepEqual(order, ["cognipress-key", "hr", "div", "cognipress-app-link", "div"]);
});

panelTest("a template for another panel changes nothing, and by the keyboard the way back is found in its slot", async (page) => {
  await open(page, `<template data-cognipress-panel="EMAIL_OTP"><slot name="back"></slot><slot></slot></template>`, "code-sms");
  const panel = await shownIn(page, ".cognipress-panel");
  assert.deepEqual(panel, ["Code", "cognipress-code"]);
  await page.show("code-email");
  await page.browser.actions().keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT).perform();
  await page.press(Key.ENTER);
  assert.equal(await page.hold(({ backs }) => backs), 1);
});
