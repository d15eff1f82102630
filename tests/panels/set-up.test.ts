import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { devTools } from "../browser/harness/webdriver.ts";
import { challenges } from "./harness/challenges.ts";
import { setPage } from "./harness/panel-page.ts";

const panelTest = setPage();

panelTest("the key is drawn as it was given", async (page) => {
  await page.open("mfa-setup-app");
  const { qr, qrSize } = challenges["mfa-setup-app"];
  assert.equal(await (await page.find(".cognipress-qr path:last-child")).getAttribute("d"), qr);
  const viewBox = await page.browser.executeScript(`return document.querySelector(".cognipress-qr").getAttribute("viewBox")`);
  assert.equal(viewBox, `0 0 ${qrSize} ${qrSize}`);
  const { width: shown } = await (await page.find(".cognipress-qr")).getRect();
  assert.ok(shown >= 4 * qrSize, `the modules are too small: ${shown} pixels for ${qrSize}`);
});

panelTest("the key can be read, copied, and handed to an app on a phone", async (page) => {
  await page.open("mfa-setup-app");
  const { secret, uri } = challenges["mfa-setup-app"];
  assert.equal(await page.words(".cognipress-key code"), "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP");
  await (await page.button("Copy")).click();
  await page.browser.wait(async () => (await page.words(".cognipress-foot [role=status]")) === "Copied", 5_000, "nothing is said");
  // What is pasted elsewhere has no spaces.
  await page.browser.executeScript(`document.body.insertAdjacentHTML("beforeend", "<textarea id=target>")`);
  const target = await page.find("#target");
  await target.sendKeys(Key.chord(Key.CONTROL, "v"));
  assert.equal(await target.getAttribute("value"), secret);
  assert.equal(await (await page.find(".cognipress-app-link")).getAttribute("href"), uri);
});

panelTest("only where there is a finger for a pointer is an app on this device likely", async (page) => {
  await page.open("mfa-setup-app");
  assert.equal(await page.isShown(".cognipress-app-link"), false);
  await devTools(page.browser, "Emulation.setTouchEmulationEnabled", { enabled: true });
  try {
    assert.equal(await page.isShown(".cognipress-app-link"), true);
  } finally {
    await devTools(page.browser, "Emulation.setTouchEmulationEnabled", { enabled: false });
  }
});

panelTest("the app's first code completes the set-up", async (page) => {
  await page.open("mfa-setup-app");
  await page.assertFocused("cognipress-code");
  await page.press("123456");
  assert.deepEqual(await page.answers(), [{ name: "MFA_SETUP_TOTP", code: "123456" }]);
});

panelTest("an address for codes is asked for, and has to be one", async (page) => {
  await page.open("mfa-setup-email");
  await page.assertFocused("cognipress-email");
  await page.press("ada", Key.ENTER);
  assert.deepEqual(await page.answers(), []);
  await page.press("@example.org", Key.ENTER);
  assert.deepEqual(await page.answers(), [{ name: "MFA_SETUP_EMAIL", email: "ada@example.org" }]);
});
