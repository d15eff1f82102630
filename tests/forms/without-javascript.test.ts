import assert from "node:assert/strict";
import { before } from "node:test";
import { By, Key } from "selenium-webdriver";
import { journey } from "../browser/harness/journey.ts";
import { site } from "../browser/harness/site.ts";
import { newPassword } from "../browser/harness/users.ts";
import { setSettings } from "../browser/harness/wordpress.ts";
import { setForms } from "./harness/forms-page.ts";
import { fixtures, type FormFields } from "./harness/systems.ts";

const { stage } = setForms();
before(() => setSettings({ strict: true }));

journey(
  "without JavaScript each form says that it needs it, and nothing is sent, by Enter neither",
  stage,
  async ({ browser }) => {
    for (const { name, signIn, signUp, forgot } of fixtures) {
      for (const form of [signIn, signUp, forgot] as (Omit<FormFields, "password"> & { password?: string })[]) {
        if (!form) continue;
        await browser.get(site.url + form.path);
        const field = async (selector: string) => (await browser.findElements(By.css(selector)))[0];
        const button = await field(form.button);
        assert.equal((await button?.isDisplayed()) ?? false, false, `${name}: the form can be sent`);
        const password = form.password ? await field(form.password) : undefined;
        const username = await field(form.username);
        if (!(await username?.isDisplayed())) continue; // On a page of the form that only a script shows.
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
    }
  },
  { javascript: false },
);
