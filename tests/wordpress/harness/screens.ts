/** The plugin's screens in wp-admin, as an administrator finds them. */

import type { WebDriver } from "selenium-webdriver";
import { put, turnRightToLeft, type Look } from "../../browser/harness/look.ts";
import { site } from "../../browser/harness/site.ts";
import { askWordPress } from "../../browser/harness/wordpress.ts";

export const LOOKS: Record<string, Look> = {
  light: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
  rtl: { width: 1280, height: 900, isRightToLeft: true },
};

interface Screen {
  path: string;
  /** The part of the page that is the plugin's. */
  part: string;
  /** Brings it to what a person came for. */
  use?(browser: WebDriver): Promise<void>;
}

const tested: Screen["use"] = async (browser) => {
  await browser.executeScript(`
    document.getElementById("cognipress-groups").value = "editors";
    document.getElementById("cognipress-groups").dispatchEvent(new Event("input"));
    document.getElementById("cognipress-test").click();`);
  await browser.wait(
    () => browser.executeScript(`return document.querySelectorAll("#cognipress-findings li").length > 3 && document.getElementById("cognipress-roles").textContent === "Editor"`),
    30_000,
    "the settings page shows neither findings nor roles",
  );
};

/** Site Health folds its results away. */
const unfolded: Screen["use"] = async (browser) => {
  const buttons = `[...document.querySelectorAll("[aria-controls^=health-check-accordion-block-cognipress]")]`;
  await browser.wait(
    () => browser.executeScript(`return ${buttons}.length === 3`),
    60_000,
    "Site Health does not show the plugin's three tests",
  );
  await browser.executeScript(`
    document.querySelector(".site-health-view-passed[aria-expanded=false]")?.click();
    for (const button of ${buttons}) button.click();`);
};

export const screens: Record<string, Screen> = {
  settings: { path: "options-general.php?page=cognipress", part: ".wrap", use: tested },
  "site-health": { path: "site-health.php", part: "[id^=health-check-accordion-block-cognipress]", use: unfolded },
  log: { path: "tools.php?page=cognipress-log", part: ".wrap" },
  sync: { path: "tools.php?page=cognipress-sync", part: ".wrap" },
  profile: { path: "profile.php", part: "#cognipress-profile" },
};

/** A change that waits, and two that Cognito refused. */
export async function fillQueue(): Promise<void> {
  await askWordPress(`
    global $wpdb;
    $queue = new Cognipress\\Change_Queue();
    foreach (['admin' => 'AdminAddUserToGroup: ResourceNotFoundException Group not found.', 'someone-with-a-long-login-name' => 'AdminUpdateUserAttributes: InvalidParameterException Invalid phone number format.'] as $login => $error) {
      $id = $queue->add($login, '', '', time(), time() - 300);
      $wpdb->update(Cognipress\\Database::changes_table(), ['is_dead' => 1, 'error' => $error], ['id' => $id]);
    }
    $id = $queue->add('admin', '', '', time() + 600, time() - 60);
    $wpdb->update(Cognipress\\Database::changes_table(), ['error' => 'Could not resolve host'], ['id' => $id]);`);
}

/** Gives the browser the session of an administrator who is linked. */
export async function becomeAdministrator(browser: WebDriver): Promise<void> {
  const cookies = await askWordPress<Record<string, string>>(`
    $id    = get_user_by('login', 'admin')->ID;
    (new Cognipress\\Link_Table())->link('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Simulated', '11111111-2222-3333-4444-555555555555', $id, time());
    $end   = time() + 3600;
    $token = WP_Session_Tokens::get_instance($id)->create($end);
    return [
      AUTH_COOKIE      => wp_generate_auth_cookie($id, $end, 'auth', $token),
      LOGGED_IN_COOKIE => wp_generate_auth_cookie($id, $end, 'logged_in', $token),
    ];`);
  await browser.get(`${site.url}/wp-login.php`);
  for (const [name, value] of Object.entries(cookies)) await browser.manage().addCookie({ name, value, path: "/" });
}

export async function open(browser: WebDriver, { path, use }: Screen, look: Look): Promise<void> {
  await put(browser, look);
  await browser.get(`${site.url}/wp-admin/${path}`);
  if (look.isRightToLeft) await turnRightToLeft(browser);
  await use?.(browser);
}
