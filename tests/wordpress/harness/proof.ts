/** A fresh proof in the midst of a session, and the time that makes it needed. */

import { By, until, type WebDriver } from "selenium-webdriver";
import { askWordPress } from "../../browser/harness/wordpress.ts";
import type { Person } from "./pool.ts";

const PATIENCE_MS = 60_000;

/** Has an hour pass since the session's proof. */
export const letAnHourPass = ({ email }: Person): Promise<void> =>
  askWordPress(
    `$id = get_user_by('email', $arguments)->ID;
    $sessions = get_user_meta($id, 'session_tokens', true);
    foreach ($sessions as &$session) $session[Cognipress\\Session_Fields::AUTH_TIME] -= 3600;
    update_user_meta($id, 'session_tokens', $sessions);`,
    email,
  );

/** Proves the password on the page that asks for it. */
export async function prove(browser: WebDriver, { password }: Person): Promise<void> {
  await browser.wait(until.urlContains("action=cognipress_step_up"), PATIENCE_MS, "no proof is asked for");
  const form = await browser.wait(until.elementLocated(By.id("cognipress-step-up")), PATIENCE_MS);
  await form.findElement(By.css("[type=password]")).sendKeys(password);
  await form.findElement(By.css("[type=submit]")).click();
}
