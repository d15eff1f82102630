/** BuddyPress itself, where it is there. */

import { askWordPress } from "../browser/harness/wordpress.ts";
import { changesPassword, changesProfile } from "./harness/account-journeys.ts";
import { registers, signsIn } from "./harness/plugin-journeys.ts";
import { PAGE, setRealPlugins } from "./harness/real-plugins.ts";

async function setUp(): Promise<{ register: string; login: string }> {
  return askWordPress(`${PAGE}
    require_once ABSPATH . "wp-admin/includes/upgrade.php";
    require_once BP_PLUGIN_DIR . "bp-core/admin/bp-core-admin-schema.php";
    bp_update_option("bp-active-components", ["members" => 1, "xprofile" => 1, "settings" => 1]);
    bp_core_install(["members" => 1, "xprofile" => 1, "settings" => 1]);
    bp_core_add_page_mappings(["members", "activate", "register"]);
    bp_delete_rewrite_rules();
    update_option("users_can_register", 1);
    return ["register" => wp_make_link_relative(bp_get_signup_page()), "login" => $page("<!-- wp:bp/login-form /-->")];`);
}

setRealPlugins()("BuddyPress itself", "buddypress/bp-loader.php", setUp, (journey, withoutJavaScript) => {
  const settings = "/members/me/settings/general/";
  const own = { hidesFocus: true, done: ".bp-feedback.success" };

  const signUp = { name: "#signup_username", fullName: "#field_1", username: "#signup_email", password: "#pass1", button: "#submit" };
  const signIn = { username: "#bp-login-widget-user-login", password: "#bp-login-widget-user-pass", button: "#bp-login-widget-submit" };

  journey(
    "registers",
    ["register", "confirm"],
    async (page, pool, { register: path }) => {
      await registers(page, pool, { path, ...signUp, isShown: true, isSent: false, hidesFocus: true });
    },
  );
  journey(
    "signs in",
    ["sign in"],
    async (page, pool, { login: path }) => {
      await signsIn(page, pool, { path, ...signIn });
    },
  );
  journey("the name of the profile is changed", ["edit profile"], async (page, pool) => {
    await changesProfile(page, pool, { path: "/members/me/profile/edit/group/1/", fullName: "#field_1", button: "#profile-group-edit-submit", ...own });
  });
  journey("the e-mail address is changed", ["change e-mail"], async (page, pool) => {
    await changesProfile(page, pool, { path: settings, email: "#email", button: "#submit", ...own });
  });
  journey("the password is changed", ["change password"], async (page, pool) => {
    await changesPassword(page, pool, { path: settings, opens: ".wp-generate-pw", current: "#pwd", newPassword: "#pass1", button: "#submit", ...own });
  });
  withoutJavaScript(({ register, login }) => [
    [
      { path: register, ...signUp },
      { path: register, ...signUp, email: signUp.username, passwordAgain: "#pass2" },
    ],
    [
      { path: login, ...signIn },
      { path: login, ...signIn, name: signIn.username, logsIn: true },
    ],
  ]);
});
