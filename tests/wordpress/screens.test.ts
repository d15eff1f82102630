/** Each screen of the plugin, in each look: nothing for axe to find, nothing that sticks out. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { WebDriver } from "selenium-webdriver";
import { violationsWithin } from "../browser/harness/accessibility.ts";
import { setStage } from "../browser/harness/stage.ts";
import { startBrowser } from "../browser/harness/webdriver.ts";
import { set, setUserPool } from "./harness/pool.ts";
import { becomeAdministrator, fillQueue, LOOKS, open, screens } from "./harness/screens.ts";

setStage();
await setUserPool();
let browser: WebDriver;
before(async () => {
  await set({ role_map: { editors: "editor" }, log_days: 30, sync: true });
  await fillQueue();
  browser = await startBrowser();
  await becomeAdministrator(browser);
});
after(async () => {
  await set({ sync: false });
  await browser?.quit();
});

for (const [name, screen] of Object.entries(screens)) {
  for (const [lookName, look] of Object.entries(LOOKS)) {
    test(`${name}, ${lookName}`, async () => {
      await open(browser, screen, look);
      assert.deepEqual(await violationsWithin(browser, screen.part), []);
      const excess = await browser.executeScript<number>("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assert.ok(excess <= 0, `${excess} px wider than the window`);
    });
  }
}
