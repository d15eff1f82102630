import assert from "node:assert/strict";
import { cpSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { site } from "../browser/harness/site.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { losesPassword, registers, signsIn } from "./harness/plugin-journeys.ts";
import { setForms } from "./harness/forms-page.ts";

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
async function setUpWooCommerce(): Promise<void> {
  const id = await askWordPress<number>(`
    WC_Install::create_pages();
    update_option("woocommerce_enable_myaccount_registration", "yes");
    update_option("woocommerce_coming_soon", "no");
    return wc_get_page_id("myaccount");`);
  account = `/?page_id=${id}`;
}

withPlugin("WooCommerce", "woocommerce/woocommerce.php", setUpWooCommerce, () => {
  journey("WooCommerce itself: signs in", async (page, pool) => {
    await signsIn(page, pool, { path: account, username: "#username", password: "#password", button: "[name=login]" });
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
