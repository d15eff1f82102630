/** WooCommerce itself, where it is there. */

import assert from "node:assert/strict";
import { askWordPress, usersWithEmail } from "../browser/harness/wordpress.ts";
import type { ChallengePage } from "../challenges/harness/challenge-page.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { changesPassword, changesProfile } from "./harness/account-journeys.ts";
import { ordersAsGuest, ordersAtBlocks, ordersWithAccount } from "./harness/checkout-journeys.ts";
import { newcomer } from "./harness/forms-page.ts";
import { losesPassword, registers, signsIn } from "./harness/plugin-journeys.ts";
import { PluginPage } from "./harness/plugin-page.ts";
import { setRealPlugins } from "./harness/real-plugins.ts";
import { wooCommerceBlocks, wooCommerceCheckout, wooCommercePassword, wooCommerceProfile } from "./harness/systems.ts";

/** What WooCommerce tells when it has saved an account. */
const SAVED = ".woocommerce-message, .wc-block-components-notice-banner.is-success";

/** What a shop in Britain has to know of its customers. */
const ADDRESS = { last_name: "Lovelace", address_1: "1 St James's Square", city: "London", postcode: "SW1Y 4LB" };
const addressIn = (prefix: string) => Object.fromEntries(Object.entries(ADDRESS).map(([name, text]) => [prefix + name, text]));

/** Paths of the shop's pages. */
interface Shop {
  account: string;
  checkout: string;
  blockCheckout: string;
  fillCart: string;
}

async function setUp(): Promise<Shop> {
  const { account, product, ...pages } = await askWordPress<Record<"account" | "checkout" | "blockCheckout" | "product", number>>(`
    WC_Install::create_pages();
    update_option("woocommerce_enable_myaccount_registration", "yes");
    update_option("woocommerce_enable_signup_and_login_from_checkout", "yes");
    update_option("woocommerce_enable_checkout_login_reminder", "yes");
    remove_all_filters("pre_option_woocommerce_registration_generate_password");
    update_option("woocommerce_registration_generate_password", "no");
    update_option("woocommerce_coming_soon", "no");
    update_option("woocommerce_default_country", "GB");
    update_option("woocommerce_cod_settings", ["enabled" => "yes", "title" => "Cash", "enable_for_virtual" => "yes"]);
    $product = new WC_Product_Simple();
    $product->set_props(["name" => "Lantern", "regular_price" => "9", "virtual" => true]);
    $blocks = wc_get_page_id("checkout");
    $classic = wp_insert_post(["post_type" => "page", "post_status" => "publish", "post_title" => "Checkout", "post_content" => "[woocommerce_checkout]"]);
    update_option("cognipress_test_checkouts", ["checkout" => $classic, "blockCheckout" => $blocks]);
    return ["account" => wc_get_page_id("myaccount"), "checkout" => $classic, "blockCheckout" => $blocks, "product" => $product->save()];`);
  return { account: path(account), checkout: path(pages.checkout), blockCheckout: path(pages.blockCheckout), fillCart: `/?add-to-cart=${product}` };
}

const path = (page: number) => `/?page_id=${page}`;

/** Has the shop lead to one of its checkouts. */
const useCheckout = (which: "checkout" | "blockCheckout") =>
  askWordPress('update_option("woocommerce_checkout_page_id", get_option("cognipress_test_checkouts")[$arguments]);', which);

const customerOfLastOrder = () =>
  askWordPress<string>('return (string) get_userdata(current(wc_get_orders(["limit" => 1, "orderby" => "id"]))->get_customer_id())->user_email;');

async function customer(plugin: PluginPage): Promise<string> {
  await plugin.find("body.woocommerce-order-received");
  return customerOfLastOrder();
}

/** WooCommerce's own style. */
const own = { hidesFocus: true };

/** WooCommerce shows customers no wp-admin. */
const login = ({ account }: Shop) => ({ ...own, path: account, username: "#username", password: "#password", button: "[name=login]" });

const registration = ({ account }: Shop) => ({ ...own, path: account, username: "#reg_email", password: "#reg_password", button: "[name=register]", isSent: false });

const lost = ({ account }: Shop) => ({ ...own, path: `${account}&lost-password`, username: "#user_login", button: "button[value='Reset password']" });

const classic = ({ checkout, fillCart }: Shop) => ({
  ...own,
  path: checkout,
  ...wooCommerceCheckout,
  required: { "#billing_phone": "+447700900123", ...addressIn("#billing_") },
  fillCart,
  customer,
});

/** Whose cart has the lantern now, at the checkout. */
async function assertAtCheckout(page: ChallengePage, email: { field: string; value: string }): Promise<void> {
  const plugin = new PluginPage(page);
  await plugin.find(".cart_item, .wc-block-components-order-summary-item");
  const value = async () => (await plugin.find(email.field)).getAttribute("value").catch(() => "");
  await page.browser.wait(async () => (await value()) === email.value, 90_000, "the checkout does not know the customer");
}

setRealPlugins()("WooCommerce itself", "woocommerce/woocommerce.php", setUp, (journey, withoutJavaScript) => {
  journey("signs in, and the cart is kept", ["sign in"], async (page, pool, shop) => {
    const plugin = new PluginPage(page);
    await useCheckout("checkout");
    await plugin.open(shop.fillCart);
    await signsIn(page, pool, login(shop));
    await plugin.open(shop.checkout);
    await plugin.find(".cart_item");
  }, {});
  journey("signs in at the checkout, which goes on as the customer's", ["sign in"], async (page, pool, shop) => {
    await useCheckout("checkout");
    await new PluginPage(page).open(shop.fillCart);
    const { email } = await signsIn(page, pool, { ...login(shop), path: shop.checkout, next: ".showlogin" });
    await assertAtCheckout(page, { field: "#billing_email", value: email });
  }, {});
  journey("signs in from the block checkout, and is back there", ["sign in"], async (page, pool, shop) => {
    const plugin = new PluginPage(page);
    await useCheckout("blockCheckout");
    await plugin.open(shop.fillCart);
    const { email } = await signsIn(page, pool, { ...login(shop), path: shop.blockCheckout, next: ".wc-block-checkout__login-prompt" });
    await assertAtCheckout(page, { field: "#email", value: email });
  }, {});
  journey(
    "registers",
    ["register", "confirm"],
    (page, pool, shop) => registers(page, pool, registration(shop)),
    { usernameAttributes: ["email"] },
  );
  journey("lost the password", ["lost password"], async (page, pool, shop) => {
    await losesPassword(page, pool, lost(shop));
  }, {});
  journey("names and e-mail address are changed", ["edit profile", "change e-mail"], async (page, pool, shop) => {
    await changesProfile(page, pool, { ...own, login: login(shop), path: `${shop.account}&edit-account`, ...wooCommerceProfile, done: SAVED });
  }, {});
  journey("the password is changed", ["change password"], async (page, pool, shop) => {
    await changesPassword(page, pool, { ...own, login: login(shop), path: `${shop.account}&edit-account`, ...wooCommercePassword, done: SAVED });
  }, {});
  journey(
    "orders, and has an account made with it",
    ["checkout"],
    async (page, pool, shop) => {
      await useCheckout("checkout");
      await ordersWithAccount(page, pool, classic(shop));
    },
    { usernameAttributes: ["email"] },
  );
  journey(
    "orders at the block checkout, and has an account made with it",
    ["checkout"],
    async (page, pool, { blockCheckout, fillCart }) => {
      await useCheckout("blockCheckout");
      await ordersAtBlocks(page, pool, { ...own, path: blockCheckout, ...wooCommerceBlocks, required: addressIn("#billing-"), fillCart, customer });
    },
    { usernameAttributes: ["email"] },
  );
  journey(
    "what was ordered as a guest is the customer's once the address is verified",
    ["checkout"],
    async (page, pool, shop) => {
      const person = newcomer();
      await useCheckout("checkout");
      await ordersAsGuest(page, classic(shop), person);
      assert.equal(await customerOfLastOrder(), "");
      await registers(page, pool, registration(shop), person);
      assert.equal(await customerOfLastOrder(), person.email);
      await new PluginPage(page).open(`${shop.account}&orders`);
      await new PluginPage(page).find(".woocommerce-orders-table__row");
    },
    { usernameAttributes: ["email"] },
  );
  journey("what was ordered as a guest stays so where another account has the address, and the site is told", [], async (page, pool, shop) => {
    const person = addPerson(pool);
    await askWordPress(
      `wp_insert_user(["user_login" => "other-" . $arguments, "user_email" => $arguments, "user_pass" => wp_generate_password()]);
      $order = wc_create_order();
      $order->set_billing_email($arguments);
      $order->save();`,
      person.email,
    );
    const plugin = new PluginPage(page, own);
    await plugin.open(shop.account);
    await plugin.signIn(login(shop), person);
    await plugin.waitForSession();
    assert.equal(await customerOfLastOrder(), "");
    const conflicts = await askWordPress<{ user: number; email: string }[]>('return get_option("cognipress_test_conflicts");');
    assert.deepEqual(conflicts.filter(({ email }) => email === person.email).length, 1);
    assert.deepEqual((await usersWithEmail(person.email)).map(({ login }) => login), [`other-${person.email}`]);
  }, {});
  withoutJavaScript((shop) => [
    [login(shop), { ...login(shop), name: "#username", logsIn: true }],
    [registration(shop), { ...registration(shop), name: "#reg_email" }],
    [lost(shop)],
  ]);
});
