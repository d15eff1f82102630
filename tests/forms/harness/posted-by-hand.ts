/** A form that is sent as it would be without Cognipress: by an old page, or by somebody who wants to. */

import assert from "node:assert/strict";
import type { WebDriver } from "selenium-webdriver";
import { site } from "../../browser/harness/site.ts";
import type { Stage } from "../../browser/harness/stage.ts";
import { askWordPress, usersWithEmail } from "../../browser/harness/wordpress.ts";
import { newcomer } from "./forms-page.ts";

export interface PlainForm {
  path: string;
  /** The field for the user name or the address. */
  name: string;
  email?: string;
  password: string;
  passwordAgain?: string;
  button: string;
  /** Whether it logs in: then WordPress has such a user, with this very password. */
  logsIn?: boolean;
}

/** Nobody is registered or logged in by it. That the password is kept nowhere is checked in the end, as ever. */
export async function postByHand(browser: WebDriver, stage: Stage, form: PlainForm): Promise<void> {
  const { username, email, password } = newcomer();
  if (form.logsIn) {
    await askWordPress(
      'return wp_insert_user(["user_login" => $arguments["username"], "user_email" => $arguments["email"], "user_pass" => $arguments["password"]]);',
      { username, email, password },
    );
  }
  await browser.get(`${site.url}${form.path}${form.path.includes("?") ? "&" : "?"}without-cognipress`);
  const typed = { [form.name]: form.email ? username : email, ...(form.email && { [form.email]: email }), [form.password]: password };
  if (form.passwordAgain) typed[form.passwordAgain] = password;
  const [action, fields] = await browser.executeScript<[string, [string, string][]]>(
    `const [typed, button] = arguments;
    for (const [selector, text] of Object.entries(typed)) document.querySelector(selector).value = text;
    const submitter = document.querySelector(button);
    const { form } = submitter;
    for (const field of form.querySelectorAll(":is([required], [aria-required=true])")) field.value ||= "Grace";
    return [form.getAttribute("action") || location.href, [...new FormData(form, submitter)]];`,
    typed,
    form.button,
  );
  assert.ok(fields.some(([, text]) => text === password), `${form.path}: the password has no name`);
  const url = new URL(action, site.url);
  url.searchParams.delete("without-cognipress");
  const reply = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  stage.wordpress.reset(); // That it has the password is what this is about.
  stage.typedPasswords.add(password);
  assert.ok(reply.status < 500, `${form.path}: ${reply.status}`);
  assert.deepEqual(reply.headers.getSetCookie().filter((cookie) => cookie.startsWith("wordpress_logged_in")), []);
  assert.equal((await usersWithEmail(email)).length, form.logsIn ? 1 : 0, `${form.path}: somebody was registered`);
}
