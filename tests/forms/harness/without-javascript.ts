/** A form as it is where there is no JavaScript. */

import assert from "node:assert/strict";
import { By, Key, type WebDriver } from "selenium-webdriver";
import { site } from "../../browser/harness/site.ts";
import type { Stage } from "../../browser/harness/stage.ts";
import { newPassword } from "../../browser/harness/users.ts";
import type { FormFields } from "./systems.ts";

export type GuestForm = Omit<FormFields, "password"> & { password?: string };

/** It says that it needs JavaScript, has no button, no name on its password, and is not sent by Enter either. */
export async function needsJavaScript(browser: WebDriver, stage: Stage, name: string, form: GuestForm): Promise<void> {
  await browser.get(site.url + form.path);
  const field = async (selector: string) => (await browser.findElements(By.css(selector)))[0];
  const button = await field(form.button);
  assert.equal((await button?.isDisplayed()) ?? false, false, `${name}: the form can be sent`);
  const password = form.password ? await field(form.password) : undefined;
  const username = await field(form.username);
  if (!(await username?.isDisplayed())) return; // On a page of the form that only a script shows.
  const note = await field("form .cognipress-noscript");
  assert.match((await note?.getText()) ?? "", /needs JavaScript/, name);
  await username!.sendKeys("somebody@example.org");
  if (password) {
    assert.equal(await password.getAttribute("name"), "", `${name}: the password has a name`);
    stage.typedPasswords.add(newPassword());
    await password.sendKeys([...stage.typedPasswords].at(-1)!);
  }
  await (password ?? username!).sendKeys(Key.ENTER);
  await browser.sleep(100); // Nothing happens, which cannot be waited for.
  assert.deepEqual(stage.wordpress.matching(({ method }) => method === "POST"), [], `${name}: the form was sent`);
}
