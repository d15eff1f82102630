/** WooCommerce itself, where it is there: what its customers do goes on after a fresh proof. */

import assert from "node:assert/strict";
import { cpSync, existsSync } from "node:fs";
import { after, before } from "node:test";
import { By, until, type WebDriver, type WebElement } from "selenium-webdriver";
import { journey } from "../browser/harness/journey.ts";
import type { LoginPage } from "../browser/harness/login-page.ts";
import { site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { addPerson, set, setUserPool, type Person } from "./harness/pool.ts";
import { letAnHourPass, prove } from "./harness/proof.ts";

const PATIENCE_MS = 90_000;
const PLUGIN = "woocommerce/woocommerce.php";
const folder = `${process.env["COGNIPRESS_PLUGINS"]}/woocommerce`;
const skip = existsSync(folder) ? false : "COGNIPRESS_PLUGINS names no folder that has it";

const ADDRESS = { first_name: "Ada", last_name: "Lovelace", address_1: "1 St James's Square", city: "London & more", postcode: "SW1Y 4LB" };

const stage = setStage();
const userPool = await setUserPool();
let pages: { account: number; checkout: number; product: number };

before(async () => {
  if (skip) return;
  await set({ step_up_order: true, step_up_address: true, step_up_email: true });
  cpSync(folder, `${site.directory}/wp-content/plugins/woocommerce`, { recursive: true });
  // It asks its makers for news when it is activated.
  await askWordPress(
    `add_filter("pre_http_request", fn () => ["response" => ["code" => 404], "body" => ""]);
    require_once ABSPATH . "wp-admin/includes/plugin.php";
    activate_plugin($arguments);`,
    PLUGIN,
  );
  pages = await askWordPress(`
    WC_Install::create_pages();
    update_option("woocommerce_coming_soon", "no");
    update_option("woocommerce_default_country", "GB");
    update_option("woocommerce_cod_settings", ["enabled" => "yes", "title" => "Cash", "enable_for_virtual" => "yes"]);
    $product = new WC_Product_Simple();
    $product->set_props(["name" => "Lantern", "regular_price" => "9", "virtual" => true]);
    wp_update_post(["ID" => wc_get_page_id("checkout"), "post_content" => "[woocommerce_checkout]"]);
    return ["account" => wc_get_page_id("myaccount"), "checkout" => wc_get_page_id("checkout"), "product" => $product->save()];`);
});
after(async () => {
  if (skip) return;
  await askWordPress('require_once ABSPATH . "wp-admin/includes/plugin.php"; deactivate_plugins($arguments);', PLUGIN);
  await set({ step_up_order: false, step_up_address: false, step_up_email: false });
});

const find = (browser: WebDriver, selector: string): Promise<WebElement> =>
  browser.wait(until.elementLocated(By.css(selector)), PATIENCE_MS, `there is no ${selector}`);

/** Opens a page of the shop. */
const visit = ({ browser }: LoginPage, query: string): Promise<void> => browser.get(`${site.url}/?${query}`);

/** An address as the customer enters it, in fields that may be filled in already. */
async function enterAddress({ browser }: LoginPage, prefix: string): Promise<void> {
  for (const [name, text] of Object.entries(ADDRESS)) {
    const field = await find(browser, `#${prefix}${name}`);
    await field.clear();
    await field.sendKeys(text);
  }
}

async function click({ browser }: LoginPage, selector: string): Promise<void> {
  const button = await find(browser, selector);
  await browser.wait(() => button.isEnabled(), PATIENCE_MS, `${selector} is not ready`);
  // The shop may print a part of the form anew.
  await browser.executeScript("arguments[0].click()", await find(browser, selector));
}

/** Who has logged in, with the lantern in the cart, and then done nothing for an hour. */
async function customer(page: LoginPage): Promise<Person> {
  const person = addPerson(userPool);
  stage.typedPasswords.add(person.password);
  await page.open();
  await page.submit(person);
  // WooCommerce shows customers no wp-admin, and no bar of it.
  const isIn = async () => (await page.sessionCookies()).length > 0 && !(await page.browser.getCurrentUrl()).includes("wp-login.php");
  await page.browser.wait(isIn, PATIENCE_MS, "nobody is signed in");
  await visit(page, `add-to-cart=${pages.product}`);
  await letAnHourPass(person);
  return person;
}

const meta = ({ email }: Person, key: string): Promise<string> =>
  askWordPress('return get_user_meta(get_user_by("email", $arguments[0])->ID, $arguments[1], true);', [email, key]);

const orders = ({ email }: Person): Promise<string[]> =>
  askWordPress('return array_map(fn ($order) => $order->get_billing_city(), wc_get_orders(["customer_id" => get_user_by("email", $arguments)->ID]));', email);

journey("WooCommerce itself: an address is saved after a proof, and not before", stage, async (page) => {
  const person = await customer(page);
  await visit(page, `page_id=${pages.account}&edit-address=billing`);
  await enterAddress(page, "billing_");
  // Drawn over by a list of the shop's own.
  await page.browser.executeScript(`document.getElementById("billing_country").value = "GB"`);
  await page.browser.findElement(By.id("billing_phone")).sendKeys("+447700900123");
  await click(page, "[name=save_address]");
  await page.browser.wait(until.urlContains("action=cognipress_step_up"), PATIENCE_MS, "no proof is asked for");
  assert.equal(await meta(person, "billing_city"), "");
  await prove(page.browser, person);
  await find(page.browser, ".woocommerce-message, .wc-block-components-notice-banner.is-success");
  assert.equal(await meta(person, "billing_city"), ADDRESS.city);
}, { skip });

journey("WooCommerce itself: an order at the classic checkout", stage, async (page) => {
  const person = await customer(page);
  await visit(page, `page_id=${pages.checkout}`);
  await enterAddress(page, "billing_");
  await page.browser.findElement(By.id("billing_phone")).sendKeys("+447700900123");
  await click(page, "#place_order");
  await page.browser.wait(until.urlContains("action=cognipress_step_up"), PATIENCE_MS, "no proof is asked for");
  assert.deepEqual(await orders(person), []);
  await prove(page.browser, person);
  await find(page.browser, "body.woocommerce-order-received");
  assert.deepEqual(await orders(person), [ADDRESS.city]);
}, { skip });

journey("WooCommerce itself: a new e-mail address is asked for one proof, not two", stage, async (page) => {
  const person = await customer(page);
  const email = `new-${person.email}`;
  await visit(page, `page_id=${pages.account}&edit-account`);
  for (const [name, text] of Object.entries({ first_name: "Ada", last_name: "Lovelace", email })) {
    const field = await find(page.browser, `#account_${name}`);
    await field.clear();
    await field.sendKeys(text);
  }
  await click(page, "[name=save_account_details]");
  await (await find(page.browser, ".cognipress-panel [type=password]")).sendKeys(person.password, "\n");
  const code = await find(page.browser, ".cognipress-panel [autocomplete=one-time-code]");
  await code.sendKeys(userPool.mailbox.latest(email, "verify-attribute").code);
  await find(page.browser, ".woocommerce-message, .wc-block-components-notice-banner.is-success");
  assert.equal(await meta({ ...person, email }, "first_name"), "Ada");
}, { skip });
