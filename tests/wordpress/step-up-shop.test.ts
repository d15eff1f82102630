/** What WooCommerce's customers do that needs a fresh proof: it is asked for at that moment, and what was sent goes on. */

import assert from "node:assert/strict";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { By, until, type WebDriver } from "selenium-webdriver";
import { journey } from "../browser/harness/journey.ts";
import { site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { addPerson, set, setUserPool } from "./harness/pool.ts";
import { letAnHourPass, prove } from "./harness/proof.ts";

const PATIENCE_MS = 60_000;
const FIXTURE = `${site.directory}/wp-content/mu-plugins/shop.php`;
const CITY = "Zürich & O'Hare";

const stage = setStage();
const userPool = await setUserPool();

before(async () => {
  await askWordPress("delete_option('deeds');");
  await set({ step_up_order: true, step_up_address: true });
  await mkdir(new URL(".", `file://${FIXTURE}`), { recursive: true });
  await copyFile(fileURLToPath(new URL("fixtures/shop.php", import.meta.url)), FIXTURE);
});
after(async () => {
  await rm(FIXTURE);
  await set({ step_up_order: false, step_up_address: false });
});

const deeds = () => askWordPress<[string, string][]>("return get_option('deeds', []);");

async function send(browser: WebDriver, deed: string): Promise<void> {
  await browser.get(`${site.url}/?shop=${deed}`);
  await browser.findElement(By.name("city")).sendKeys(CITY);
  await browser.findElement(By.css("button")).click();
}

const isDone = (browser: WebDriver) => browser.wait(until.titleIs("Done"), PATIENCE_MS, "what was sent did not go on");

journey("an address, an order at the classic checkout, an order at the block checkout", stage, async (page) => {
  const { browser } = page;
  const person = addPerson(userPool);
  stage.typedPasswords.add(person.password);
  await page.open();
  await page.signIn(person);
  const expected: [string, string][] = [];
  for (const deed of ["address", "order"]) {
    await letAnHourPass(person);
    await send(browser, deed);
    await prove(browser, person);
    await isDone(browser);
    expected.push([deed, CITY]);
    assert.deepEqual(await deeds(), expected);
  }
  // The block checkout keeps what was entered by itself: the customer comes back, and presses the button again.
  await letAnHourPass(person);
  await send(browser, "blocks");
  const link = await browser.wait(until.elementLocated(By.css("[role=alert] a")), PATIENCE_MS, "the block checkout tells nothing");
  await link.click();
  await prove(browser, person);
  await browser.wait(until.titleIs("Shop"), PATIENCE_MS, "the customer does not come back");
  assert.deepEqual(await deeds(), expected, "ordered without being asked again");
  await send(browser, "blocks");
  await isDone(browser);
  assert.deepEqual(await deeds(), [...expected, ["blocks", CITY]]);
});
