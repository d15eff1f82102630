import { cpSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { site } from "../browser/harness/site.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { losesPassword, registers, signsIn } from "./harness/plugin-journeys.ts";
import { setForms } from "./harness/forms-page.ts";

/** A folder with unpacked plugins; none is part of this project. */
const folder = process.env["COGNIPRESS_PLUGINS"];

if (folder) withWooCommerce(folder);
else test("WooCommerce itself", { skip: "COGNIPRESS_PLUGINS names no folder with plugins" }, () => {});

function withWooCommerce(folder: string): void {
  const { journey } = setForms();
  let account = "";
  before(async () => {
    cpSync(join(folder, "woocommerce"), join(site.directory, "wp-content/plugins/woocommerce"), { recursive: true });
    await askWordPress(`require_once ABSPATH . "wp-admin/includes/plugin.php"; activate_plugin("woocommerce/woocommerce.php");`);
    const id = await askWordPress<number>(`
      WC_Install::create_pages();
      update_option("woocommerce_enable_myaccount_registration", "yes");
      update_option("woocommerce_coming_soon", "no");
      return wc_get_page_id("myaccount");`);
    account = `/?page_id=${id}`;
  });

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
}
