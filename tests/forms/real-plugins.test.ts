import assert from "node:assert/strict";
import { cpSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { site } from "../browser/harness/site.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { changesPassword, changesProfile } from "./harness/account-journeys.ts";
import { ordersAsGuest, ordersWithAccount } from "./harness/checkout-journeys.ts";
import { setForms } from "./harness/forms-page.ts";
import { losesPassword, registers, signsIn } from "./harness/plugin-journeys.ts";
import { PluginPage } from "./harness/plugin-page.ts";
import { wooCommerceCheckout, wooCommercePassword, wooCommerceProfile } from "./harness/systems.ts";

/** What WooCommerce tells when it has saved an account. */
const SAVED = ".woocommerce-message, .wc-block-components-notice-banner.is-success";

/** A folder with unpacked plugins; none is part of this project. */
const folder = process.env["COGNIPRESS_PLUGINS"];

const { journey } = setForms();

/** Runs the journeys with a plugin, or has them counted as skipped where it is not there. */
function withPlugin(name: string, file: string, setUp: () => Promise<void>, run: () => void): void {
  const slug = dirname(file);
  if (!folder || !existsSync(join(folder, slug))) {
    test(`${name} itself`, { skip: "COGNIPRESS_PLUGINS names no folder that has it" }, () => {});
    return;
  }
  before(async () => {
    cpSync(join(folder, slug), join(site.directory, "wp-content/plugins", slug), { recursive: true });
    await askWordPress(`require_once ABSPATH . "wp-admin/includes/plugin.php"; activate_plugin($arguments);`, file);
    await setUp();
  });
  run();
}

let account = "";
let checkout = "";
let product = 0;
async function setUpWooCommerce(): Promise<void> {
  const shop = await askWordPress<{ account: number; checkout: number; product: number }>(`
    WC_Install::create_pages();
    update_option("woocommerce_enable_myaccount_registration", "yes");
    update_option("woocommerce_enable_signup_and_login_from_checkout", "yes");
    update_option("woocommerce_enable_checkout_login_reminder", "yes");
    update_option("woocommerce_coming_soon", "no");
    update_option("woocommerce_default_country", "GB");
    update_option("woocommerce_cod_settings", ["enabled" => "yes", "title" => "Cash", "enable_for_virtual" => "yes"]);
    wp_update_post(["ID" => wc_get_page_id("checkout"), "post_content" => "[woocommerce_checkout]"]);
    $product = new WC_Product_Simple();
    $product->set_props(["name" => "Lantern", "regular_price" => "9", "virtual" => true]);
    return ["account" => wc_get_page_id("myaccount"), "checkout" => wc_get_page_id("checkout"), "product" => $product->save()];`);
  account = `/?page_id=${shop.account}`;
  checkout = `/?page_id=${shop.checkout}`;
  ({ product } = shop);
}

withPlugin("WooCommerce", "woocommerce/woocommerce.php", setUpWooCommerce, () => {
  // WooCommerce shows customers no wp-admin.
  const login = () => ({ path: account, username: "#username", password: "#password", button: "[name=login]" });
  const customer = async (plugin: PluginPage) => {
    await plugin.find("body.woocommerce-order-received");
    return askWordPress<string>('return (string) get_userdata(current(wc_get_orders(["limit" => 1, "orderby" => "id"]))->get_customer_id())->user_email;');
  };
  const fillCart = () => `/?add-to-cart=${product}`;

  journey("WooCommerce itself: signs in, and the cart is kept", async (page, pool) => {
    await new PluginPage(page).open(fillCart());
    await signsIn(page, pool, login());
    await new PluginPage(page).open(checkout);
    await new PluginPage(page).find(".cart_item");
  }, {});
  journey(
    "WooCommerce itself: registers",
    async (page, pool) => {
      const form = { username: "#reg_email", password: "#reg_password", button: "[name=register]", isSent: false };
      await registers(page, pool, { path: account, ...form });
    },
    { usernameAttributes: ["email"] },
  );
  journey("WooCommerce itself: lost the password", async (page, pool) => {
    await losesPassword(page, pool, { path: `${account}&lost-password`, username: "#user_login", button: "button[value='Reset password']" });
  }, {});
  journey("WooCommerce itself: names and e-mail address are changed", async (page, pool) => {
    await changesProfile(page, pool, { login: login(), path: `${account}&edit-account`, ...wooCommerceProfile, family: "#account_last_name", done: SAVED });
  }, {});
  journey("WooCommerce itself: the password is changed", async (page, pool) => {
    await changesPassword(page, pool, { login: login(), path: `${account}&edit-account`, ...wooCommercePassword, done: SAVED });
  }, {});
  journey(
    "WooCommerce itself: orders, and has an account made with it",
    async (page, pool) => {
      const form = {
        path: checkout,
        ...wooCommerceCheckout,
        required: {
          "#billing_phone": "+447700900123",
          "#billing_last_name": "Lovelace",
          "#billing_address_1": "1 St James's Square",
          "#billing_city": "London",
          "#billing_postcode": "SW1Y 4LB",
        },
        fillCart: fillCart(),
        customer,
      };
      await ordersAsGuest(page, form);
      await ordersWithAccount(page, pool, form);
    },
    { usernameAttributes: ["email"] },
  );
});

let contact = "";
async function setUpContactForm7(): Promise<void> {
  const id = await askWordPress<number>(`
    $form = WPCF7_ContactForm::get_template();
    $form->set_properties([
      "form" => "[text* your-name class:cognito-attr-given_name] [email* your-email class:cognito-attr-email] [text your-password class:cognito-password] [submit]",
      "additional_settings" => "demo_mode: on",
    ]);
    $content = sprintf('[contact-form-7 id="%d" html_class="cognito-signup"]', $form->save());
    return wp_insert_post(["post_type" => "page", "post_status" => "publish", "post_title" => "Join", "post_content" => $content]);`);
  contact = `/?page_id=${id}`;
}

withPlugin("Contact Form 7", "contact-form-7/wp-contact-form-7.php", setUpContactForm7, () => {
  journey(
    "Contact Form 7 itself: registers",
    async (page, pool) => {
      const field = (name: string) => `[name=${name}]`;
      const password = ".cognito-password";
      await registers(page, pool, { path: contact, givenName: field("your-name"), username: field("your-email"), password, button: ".wpcf7-submit", isSent: false });
      const status = () => page.browser.executeScript<string>("return document.querySelector('.wpcf7-form').dataset.status");
      await page.browser.wait(async () => (await status()) === "sent", 30_000, "the plugin was not sent the form");
      const posted = page.stage.wordpress.matching(({ method, target }) => method === "POST" && decodeURIComponent(target).includes("/feedback"));
      assert.deepEqual(posted.map(({ body }) => body.includes("your-password")), [false]);
    },
    { usernameAttributes: ["email"] },
  );
});
