/** A network of two sites: its own settings, who may join which site as what, and sites that come later. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, until, type WebDriver } from "selenium-webdriver";
import { violationsWithin } from "../browser/harness/accessibility.ts";
import { LoginPage } from "../browser/harness/login-page.ts";
import { site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { newPassword, newUsername } from "../browser/harness/users.ts";
import { startBrowser } from "../browser/harness/webdriver.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { setUserPool } from "../wordpress/harness/pool.ts";
import { becomeAdministrator, LOOKS, open } from "../wordpress/harness/screens.ts";

const SETTINGS = { path: "network/settings.php?page=cognipress", part: ".wrap" };

const stage = setStage();
const userPool = await setUserPool();
let administrator: WebDriver;
before(async () => {
  administrator = await startBrowser();
  await becomeAdministrator(administrator);
});
after(() => administrator?.quit());

const username = newUsername();
const person = { username, password: newPassword(), email: `${username}@example.org` };
userPool.addUser({ ...person, attributes: { email: person.email }, groups: ["editors"] });

/** Settings of one site that the network leaves to it. */
const setOn = (id: number, settings: object): Promise<void> =>
  askWordPress("switch_to_blog($arguments[0]); update_option('cognipress_settings', $arguments[1]);", [id, settings]);

const rolesOn = (id: number): Promise<string[]> =>
  askWordPress("return array_values((new WP_User(get_user_by('email', $arguments[1])->ID, '', $arguments[0]))->roles);", [id, person.email]);

const countPeople = (): Promise<number> => askWordPress("return count(get_users(['blog_id' => 0, 'search' => $arguments]));", person.email);

async function loginPageOf(browser: WebDriver, path: string): Promise<LoginPage> {
  const page = new LoginPage(browser, stage);
  await browser.get(`${site.url}${path}wp-login.php`);
  await browser.wait(() => page.isAdopted(), 60_000, "the form was not adopted");
  await page.waitForFocus();
  return page;
}

for (const [name, look] of Object.entries(LOOKS)) {
  test(`the network's page, ${name}`, async () => {
    await open(administrator, SETTINGS, look);
    assert.deepEqual(await violationsWithin(administrator, SETTINGS.part), []);
    const excess = await administrator.executeScript<number>("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assert.ok(excess <= 0, `${excess} px wider than the window`);
  });
}

test("a network is activated by one click, and decides what its sites may change", async () => {
  await askWordPress("require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins('cognipress/cognipress.php', true, true);");
  await open(administrator, { path: "network/plugins.php", part: "#wpbody" }, LOOKS["light"]!);
  await administrator.findElement(By.css("tr[data-slug=cognipress] .activate a")).click();
  await administrator.wait(until.elementLocated(By.css("tr[data-slug=cognipress].active")), 60_000);

  await open(administrator, SETTINGS, LOOKS["light"]!);
  await administrator.executeScript(`
    document.getElementById("cognipress-log-days").value = "45";
    for (const box of document.getElementsByName("cognipress_unlocked[]")) box.checked = ["role_map", "default_role"].includes(box.value);
    document.getElementById("submit").click();`);
  const notice = await administrator.wait(until.elementLocated(By.css(".notice-success")), 60_000);
  assert.match(await notice.getText(), /Settings saved/);
});

test("a new site is set up by itself", async () => {
  const path = "/second/";
  const id: number = await askWordPress("return wp_insert_site(['domain' => get_network()->domain, 'path' => $arguments, 'title' => 'Second', 'user_id' => 1]);", path);
  assert.equal(id, 2);
  await open(administrator, { path: "../second/wp-admin/options-general.php?page=cognipress", part: ".wrap" }, LOOKS["light"]!);
  const state = await administrator.executeScript(`
    const days = document.getElementById("cognipress-log-days");
    return [days.value, days.readOnly, document.getElementById("cognipress-log-days-help").textContent.startsWith("Set for the whole network."), document.getElementById("cognipress-role-map").readOnly];`);
  assert.deepEqual(state, ["45", true, true, false]);
  assert.deepEqual(await violationsWithin(administrator, ".wrap"), []);
});

test("one person is of each site what that site's groups say", async () => {
  await setOn(1, { role_map: { editors: "editor" } });
  await setOn(2, { role_map: { editors: "author" } });
  const browser = await startBrowser();
  try {
    await (await loginPageOf(browser, "/")).signIn(person);
    assert.deepEqual([await rolesOn(1), await rolesOn(2)], [["editor"], []]);
    await browser.get(`${site.url}/second/wp-admin/edit.php`);
    assert.equal((await browser.findElements(By.css(".wp-list-table"))).length, 0, "a member of one site is in the other");

    // Who is logged in is sent on by wp-login.php.
    await browser.manage().deleteAllCookies();
    await (await loginPageOf(browser, "/second/")).signIn(person);
    assert.match(await browser.getCurrentUrl(), /\/second\/wp-admin\//);
    assert.deepEqual([await rolesOn(1), await rolesOn(2)], [["editor"], ["author"]]);
    assert.equal(await countPeople(), 1);
  } finally {
    await browser.quit();
  }
});

test("who was removed from one site stays out of it, and in the other", async () => {
  await askWordPress("remove_user_from_blog(get_user_by('email', $arguments)->ID, 2);", person.email);
  const browser = await startBrowser();
  try {
    const page = await loginPageOf(browser, "/second/");
    await page.submit(person);
    await page.error();
    assert.deepEqual(await rolesOn(2), []);
    await (await loginPageOf(browser, "/")).signIn(person);
    assert.deepEqual([await rolesOn(1), await rolesOn(2)], [["editor"], []]);
  } finally {
    await browser.quit();
  }
});

test("a change on any site is for the sync of the main site", async () => {
  const queued = () =>
    askWordPress<number>(
      `update_site_option('cognipress_unlocked', ['role_map', 'default_role', 'sync']);
      switch_to_blog(2);
      $user = get_user_by('email', $arguments);
      update_user_meta($user->ID, 'first_name', uniqid());
      return count((new Cognipress\\Change_Queue())->of_user($user->user_login));`,
      person.email,
    );
  await setOn(2, { role_map: { editors: "author" }, sync: true });
  assert.equal(await queued(), 0, "another site's setting counts");
  await setOn(1, { role_map: { editors: "editor" }, sync: true });
  assert.equal(await queued(), 1);
  const hasSync = async (path: string) => {
    await open(administrator, { path: `${path}options-general.php?page=cognipress`, part: ".wrap" }, LOOKS["light"]!);
    return administrator.executeScript(`return document.getElementById("cognipress-sync") !== null`);
  };
  assert.deepEqual([await hasSync(""), await hasSync("../second/wp-admin/")], [true, false]);
  await setOn(1, { role_map: { editors: "editor" } });
});
