import assert from "node:assert/strict";
import { By } from "selenium-webdriver";
import { site } from "../browser/harness/site.ts";
import { newPassword } from "../browser/harness/users.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { setForms } from "./harness/forms-page.ts";
import { note } from "./harness/table.ts";

const { journey } = setForms();

journey("who logs in where a session has expired stays on the page, and core closes the dialog", async (page, userPool) => {
  const person = addPerson(userPool);
  const { browser } = page;
  await page.open();
  await page.signIn(person);
  const url = `${site.url}/wp-admin/profile.php`;
  await browser.get(url);
  await askWordPress("WP_Session_Tokens::get_instance(get_user_by('login', $arguments)->ID)->destroy_all();", person.username);
  // What WordPress asks its server for every minute.
  await browser.wait(() => browser.executeScript("window.wp?.heartbeat?.connectNow(); return Boolean(window.wp?.heartbeat)"), 30_000, "the page has no heartbeat");
  const frame = By.id("wp-auth-check-frame");
  await browser.wait(async () => (await browser.findElements(frame)).length > 0, 30_000, "core opens no dialog");
  await browser.switchTo().frame(await browser.findElement(frame));
  await browser.wait(() => page.isAdopted(), 30_000, "the form in the dialog was not adopted");
  await page.waitForFocus();
  await page.submit({ ...person, password: newPassword() });
  assert.equal((await page.error())[0], await page.text("incorrect-credentials"));
  note("expired session", "badly", "sign in");
  await page.submit(person);
  await browser.switchTo().defaultContent();
  await browser.wait(async () => (await browser.findElements(frame)).length === 0, 30_000, "the dialog stays open");
  assert.equal(await browser.getCurrentUrl(), url);
  await browser.navigate().refresh();
  assert.equal(await browser.getCurrentUrl(), url);
  note("expired session", "well", "sign in");
});
