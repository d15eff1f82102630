/** Support sees the site as a user does, by a link that an administrator creates. */

import assert from "node:assert/strict";
import { before } from "node:test";
import { By, until } from "selenium-webdriver";
import { violationsWithin } from "../browser/harness/accessibility.ts";
import { journey } from "../browser/harness/journey.ts";
import { site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { newUsername } from "../browser/harness/users.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { Visitor } from "../exchange/harness/visitor.ts";
import { set } from "./harness/pool.ts";
import { becomeAdministrator } from "./harness/screens.ts";

const stage = setStage();
before(() => set({ temporary_access: true, log_days: 30 }));

journey("a link is made, opened once, and told of in the log", stage, async ({ browser }) => {
  const name = newUsername();
  const id = await askWordPress<number>("return wp_insert_user(['user_login' => $arguments, 'user_pass' => wp_generate_password()]);", name);
  await becomeAdministrator(browser);
  await browser.get(`${site.url}/wp-admin/user-edit.php?user_id=${id}`);
  assert.deepEqual(await violationsWithin(browser, "#cognipress-access"), []);
  await browser.findElement(By.css("#cognipress-access a")).click();
  const code = await browser.wait(until.elementLocated(By.css("code")), 30_000, "no link is shown");
  // WordPress' own page of a message.
  assert.deepEqual(await violationsWithin(browser, ".wp-die-message > *"), []);
  const link = await code.getText();

  await browser.manage().deleteAllCookies();
  await browser.get(link);
  assert.deepEqual(await violationsWithin(browser, "#login"), []);
  await browser.findElement(By.id("wp-submit")).click();
  await browser.wait(until.urlIs(`${site.url}/`), 30_000);
  await browser.get(`${site.url}/wp-admin/profile.php`);
  assert.equal(await browser.findElement(By.id("user_login")).getAttribute("value"), name);

  assert.equal((await new Visitor().get(link)).status, 403, "a second time");
  const events = await askWordPress<string[]>(
    `global $wpdb;
    return $wpdb->get_col($wpdb->prepare("SELECT event FROM {$wpdb->base_prefix}cognipress_events WHERE user_id = %d ORDER BY id", $arguments));`,
    id,
  );
  assert.deepEqual(events.slice(-2), ["access-given", "access-used"]);
});
