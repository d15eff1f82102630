import assert from "node:assert/strict";
import { cpSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { site } from "../browser/harness/site.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import type { ChallengePage } from "../challenges/harness/challenge-page.ts";
import { changesPassword, changesProfile } from "./harness/account-journeys.ts";
import { ordersAsGuest, ordersAtBlocks, ordersWithAccount } from "./harness/checkout-journeys.ts";
import { setForms } from "./harness/forms-page.ts";
import { losesPassword, registers, signsIn } from "./harness/plugin-journeys.ts";
import { PluginPage } from "./harness/plugin-page.ts";
import { wooCommerceBlocks, wooCommerceCheckout, wooCommercePassword, wooCommerceProfile } from "./harness/systems.ts";

/** What WooCommerce tells when it has saved an account. */
const SAVED = ".woocommerce-message, .wc-block-components-notice-banner.is-success";

/** A folder with unpacked plugins; none is part of this project. */
const folder = process.env["COGNIPRESS_PLUGINS"];

const { journey } = setForms();

/** One after the other: each changes the list of active plugins. */
const setUps: (() => Promise<void>)[] = [];

/** Runs the journeys with a plugin, or has them counted as skipped where it is not there. */
function withPlugin(name: string, file: string, setUp: () => Promise<void>, run: () => void): void {
  const slug = dirname(file);
  if (!folder || !existsSync(join(folder, slug))) {
    test(`${name} itself`, { skip: "COGNIPRESS_PLUGINS names no folder that has it" }, () => {});
    return;
  }
  setUps.push(async () => {
    cpSync(join(folder, slug), join(site.directory, "wp-content/plugins", slug), { recursive: true });
    // Some ask their makers for news when they are activated.
    await askWordPress(`
      add_filter("pre_http_request", fn () => ["response" => ["code" => 404], "body" => ""]);
      require_once ABSPATH . "wp-admin/includes/plugin.php";
      activate_plugin($arguments);`, file);
    await setUp();
  });
  run();
}

let account = "";
let checkout = "";
let product = 0;
/** Of the page, as WooCommerce makes it. */
let blocks = "";
async function setUpWooCommerce(): Promise<void> {
  const shop = await askWordPress<{ account: number; checkout: number; product: number; blocks: string }>(`
    WC_Install::create_pages();
    update_option("woocommerce_enable_myaccount_registration", "yes");
    update_option("woocommerce_enable_signup_and_login_from_checkout", "yes");
    update_option("woocommerce_enable_checkout_login_reminder", "yes");
    update_option("woocommerce_coming_soon", "no");
    update_option("woocommerce_default_country", "GB");
    update_option("woocommerce_cod_settings", ["enabled" => "yes", "title" => "Cash", "enable_for_virtual" => "yes"]);
    $product = new WC_Product_Simple();
    $product->set_props(["name" => "Lantern", "regular_price" => "9", "virtual" => true]);
    return ["account" => wc_get_page_id("myaccount"), "checkout" => wc_get_page_id("checkout"), "product" => $product->save(),
      "blocks" => get_post(wc_get_page_id("checkout"))->post_content];`);
  account = `/?page_id=${shop.account}`;
  checkout = `/?page_id=${shop.checkout}`;
  ({ product, blocks } = shop);
  await setCheckout("[woocommerce_checkout]");
}

const setCheckout = (content: string) => askWordPress('wp_update_post(["ID" => wc_get_page_id("checkout"), "post_content" => $arguments]);', content);

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
  journey(
    "WooCommerce itself: orders at the block checkout, and has an account made with it",
    async (page, pool) => {
      await setCheckout(blocks);
      await ordersAtBlocks(page, pool, {
        path: checkout,
        ...wooCommerceBlocks,
        required: {
          "#billing-last_name": "Lovelace",
          "#billing-address_1": "1 St James's Square",
          "#billing-city": "London",
          "#billing-postcode": "SW1Y 4LB",
        },
        fillCart: fillCart(),
        customer,
      });
    },
    { usernameAttributes: ["email"] },
  );
});

/** Puts a shortcode into a page of its own. */
const PAGE = `$page = fn ($content) => "/?page_id=" . wp_insert_post(["post_type" => "page", "post_status" => "publish", "post_title" => "Join", "post_content" => $content]);`;

/** The form was posted once, without the field for the password. */
function assertPosted({ stage }: ChallengePage, mark: string, field: string): void {
  const posted = stage.wordpress.matching(({ method }) => method === "POST").filter(({ body }) => body.includes(mark));
  assert.deepEqual(posted.map(({ body }) => body.includes(field)), [false]);
}

let contact = "";
async function setUpContactForm7(): Promise<void> {
  contact = await askWordPress<string>(`${PAGE}
    $form = WPCF7_ContactForm::get_template();
    $form->set_properties([
      "form" => "[text* your-name] [email* your-email] [text* your-password] [submit]",
      "additional_settings" => "demo_mode: on",
      "cognito" => ["form" => "cognito-signup", "fields" => [
        "your-name" => "cognito-attr-given_name", "your-email" => "cognito-attr-email", "your-password" => "cognito-password",
      ]],
    ]);
    return $page(sprintf('[contact-form-7 id="%d"]', $form->save()));`);
}

withPlugin("Contact Form 7", "contact-form-7/wp-contact-form-7.php", setUpContactForm7, () => {
  journey(
    "Contact Form 7 itself: registers",
    async (page, pool) => {
      const field = (name: string) => `[name=${name}]`;
      const password = ".cognito-password";
      await registers(page, pool, { path: contact, givenName: field("your-name"), username: field("your-email"), password, button: ".wpcf7-submit", isSent: false });
      await new PluginPage(page).find(".wpcf7-form[data-status=sent]");
      assertPosted(page, "your-email", "your-password");
    },
    { usernameAttributes: ["email"] },
  );
});

let formidable = "";
async function setUpFormidable(): Promise<void> {
  formidable = await askWordPress<string>(`${PAGE}
    FrmAppController::install();
    $form = FrmForm::create(["form_key" => "join", "name" => "Join", "description" => "", "options" => ["cognito" => "cognito-signup"]]);
    foreach (["given" => "attr-given_name", "mail" => "attr-email", "secret" => "password"] as $key => $choice) {
      FrmField::create(["form_id" => $form, "field_key" => $key, "name" => $key, "type" => "text", "required" => 1, "field_options" => ["cognito" => "cognito-$choice"]]);
    }
    return $page("[formidable id=$form]");`);
}

withPlugin("Formidable", "formidable/formidable.php", setUpFormidable, () => {
  journey(
    "Formidable itself: registers, and keeps an entry without the password",
    async (page, pool) => {
      const form = { givenName: "#field_given", username: "#field_mail", password: "#field_secret", button: ".frm_button_submit", isSent: false, hasPaleErrors: true };
      await registers(page, pool, { path: formidable, ...form });
      await new PluginPage(page).find(".frm_message");
      const entry = await askWordPress<string[]>("return array_values(end(FrmEntry::getAll([], '', '', true))->metas);");
      assert.deepEqual(entry.map((value) => /@/.test(value)), [false, true]);
    },
    { usernameAttributes: ["email"] },
  );
});

let wpForms = "";
async function setUpWpForms(): Promise<void> {
  wpForms = await askWordPress<string>(`${PAGE}
    $field = fn ($id, $type, $choice) => ["id" => $id, "type" => $type, "label" => $choice, "required" => "1", "size" => "medium", "cognito" => "cognito-$choice"];
    $form = [
      "fields" => [1 => $field(1, "text", "attr-given_name"), 2 => $field(2, "email", "attr-email"), 3 => $field(3, "text", "password")],
      "settings" => ["form_title" => "Join", "submit_text" => "Submit", "confirmation_type" => "message", "confirmation_message" => "Thanks", "cognito" => "cognito-signup"],
    ];
    $id = wp_insert_post(["post_type" => "wpforms", "post_status" => "publish", "post_title" => "Join"]);
    wp_update_post(["ID" => $id, "post_content" => wp_slash(wp_json_encode(["id" => $id] + $form))]);
    return $page("[wpforms id=$id]");`);
}

withPlugin("WPForms Lite", "wpforms-lite/wpforms.php", setUpWpForms, () => {
  journey(
    "WPForms Lite itself: registers",
    async (page, pool) => {
      const field = (id: number) => `[data-field-id="${id}"] input`;
      const form = { givenName: field(1), username: field(2), password: field(3), button: ".wpforms-submit", isSent: false };
      await registers(page, pool, { path: wpForms, ...form });
      await new PluginPage(page).find("[id^=wpforms-confirmation]");
      assertPosted(page, "wpforms[fields][2]", "wpforms[fields][3]");
    },
    { usernameAttributes: ["email"] },
  );
});

let ninjaForms = "";
async function setUpNinjaForms(): Promise<void> {
  ninjaForms = await askWordPress<string>(`${PAGE}
    $form = Ninja_Forms()->form()->get();
    $form->update_settings(["title" => "Join", "cognito" => "cognito-signup"])->save();
    $id = $form->get_id();
    $fields = [["textbox", "attr-given_name"], ["email", "attr-email"], ["textbox", "password"], ["submit", ""]];
    foreach ($fields as $order => [$type, $choice]) {
      Ninja_Forms()->form($id)->field()->get()->update_settings([
        "type" => $type, "key" => "field_$order", "label" => "$type $order", "label_pos" => "above", "required" => (int) ($choice !== ""), "order" => $order,
        "cognito" => $choice ? "cognito-$choice" : "", "processing_label" => "Processing",
      ])->save();
    }
    Ninja_Forms()->form($id)->action()->get()->update_settings(["type" => "save", "label" => "Save", "active" => 1])->save();
    Ninja_Forms()->form($id)->action()->get()->update_settings(["type" => "successmessage", "label" => "Thanks", "active" => 1, "success_msg" => "Thanks"])->save();
    return $page("[ninja_form id=$id]");`);
}

withPlugin("Ninja Forms", "ninja-forms/ninja-forms.php", setUpNinjaForms, () => {
  journey(
    "Ninja Forms itself: registers, and keeps an entry without the password",
    async (page, pool) => {
      const field = (choice: string) => `.cognito-${choice} input`;
      const form = { givenName: field("attr-given_name"), username: field("attr-email"), password: field("password"), button: ".submit-container input", isSent: false };
      await registers(page, pool, { path: ninjaForms, ...form });
      await new PluginPage(page).find(".nf-response-msg p");
      const entry = await askWordPress<string[]>('return array_map("current", array_values(get_post_meta(current(get_posts(["post_type" => "nf_sub", "post_status" => "any"]))->ID)));');
      assert.equal(entry.filter((value) => /@/.test(value)).length, 1);
    },
    { usernameAttributes: ["email"] },
  );
});

withPlugin(
  "BuddyPress",
  "buddypress/bp-loader.php",
  async () => {
    await askWordPress(`
      require_once ABSPATH . "wp-admin/includes/upgrade.php";
      require_once BP_PLUGIN_DIR . "bp-core/admin/bp-core-admin-schema.php";
      bp_core_install();
      bp_core_add_page_mappings(["members", "activate", "register"]);
      update_option("users_can_register", 1);`);
  },
  () => {
    journey("BuddyPress itself: registers", async (page, pool) => {
      const fields = { name: "#signup_username", fullName: "#field_1", username: "#signup_email", password: "#pass1", passwordAgain: "#pass2" };
      const path = await askWordPress<string>("return wp_make_link_relative(bp_get_signup_page());");
      await registers(page, pool, { path, ...fields, button: "#submit", isSent: false });
    }, {});
  },
);

before(async () => {
  for (const setUp of setUps) await setUp();
});
