import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { challenges, type ChallengeName } from "./harness/challenges.ts";
import { setPage } from "./harness/panel-page.ts";

const panelTest = setPage();
const TIME = ".cognipress-time";
const STATUS = ".cognipress-foot [role=status]";

panelTest("the time that is left is shown, and said only near the end", async (page) => {
  await page.open("code-app", { expiresInMs: 180_000 });
  assert.equal(await page.words(TIME), "Time left: 3:00");
  assert.equal(await (await page.find(TIME)).getAttribute("role"), "timer");
  await page.hold((panels) => panels.clock.tick(141_000));
  assert.equal(await page.words(TIME), "Time left: 0:39");
  assert.equal(await page.words(STATUS), "");
  await page.hold((panels) => panels.clock.tick(9_000));
  assert.equal(await page.words(STATUS), "Time left: 0:30");
  await page.hold((panels) => panels.clock.tick(20_000));
  assert.equal(await page.words(TIME), "Time left: 0:10");
  assert.equal(await page.words(STATUS), "Time left: 0:30", "every second is read aloud");
  await page.hold((panels) => panels.clock.tick(10_000));
  assert.equal(await page.words(TIME), "The time is up. You may have to log in again.");
  assert.equal(await page.words(STATUS), await page.words(TIME));
  assert.ok(await page.isShown("#cognipress-code"), "what was typed is lost");
});

panelTest("a new code gives new time", async (page) => {
  await page.open("code-sms", { expiresInMs: 10_000 });
  await page.hold((panels) => panels.prolong(120_000));
  await page.hold((panels) => panels.clock.tick(1_000));
  assert.equal(await page.words(TIME), "Time left: 1:59");
});

panelTest("without an end there is no countdown", async (page) => {
  await page.open("code-app");
  assert.equal(await page.isShown(TIME), false);
});

panelTest("another account can be used, and the login form is what it was", async (page, context) => {
  await page.openWithout();
  const form = () =>
    page.browser.executeScript<string>(`
      const form = document.getElementById("loginform").cloneNode(true);
      for (const element of form.querySelectorAll("[style='']")) element.removeAttribute("style");
      form.querySelector("#caps-warning")?.remove(); // WordPress' own, which comes and goes with the focus
      return form.outerHTML + document.getElementById("wp-submit").value;`);
  const before = await form();
  for (const name of Object.keys(challenges) as ChallengeName[]) {
    await context.test(name, async () => {
      await page.show(name, { resend: "sent", expiresInMs: 180_000 });
      assert.notEqual(await form(), before);
      const words = name === "current-password" ? "Back" : "Use another account";
      await (await page.button(words)).sendKeys(Key.ENTER);
      await page.assertFocused("user_login");
      assert.equal(await form(), before);
      assert.equal(await page.isShown("#cognipress-reason"), false);
      assert.equal(await page.hold((panels) => panels.clock.running), 0, "a clock is left running");
    });
  }
  assert.equal(await page.hold((panels) => panels.backs), Object.keys(challenges).length);
});
