import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { Key } from "selenium-webdriver";
import { violations } from "../browser/harness/accessibility.ts";
import { DESKTOP, PHONE, picture, put, turnRightToLeft, type Look } from "../browser/harness/look.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { AccountPage, words } from "./harness/account-page.ts";
import { fillRegistration, newcomer, setForms } from "./harness/forms-page.ts";

const { journey } = setForms();

/** A folder for pictures of the screens, which are only taken where there is one. */
const PICTURES = process.env["COGNIPRESS_PICTURES"];

const LOOKS: Record<string, Look> = {
  light: DESKTOP,
  dark: { ...DESKTOP, isDark: true },
  phone: PHONE,
  "right-to-left": { ...DESKTOP, isRightToLeft: true },
};

for (const [name, look] of Object.entries(LOOKS)) {
  journey(`axe finds nothing, and nothing sticks out: ${name}`, async (page, userPool) => {
    await put(page.browser, look);
    const open = async (query: string) => {
      await page.open(query);
      if (look.isRightToLeft) await turnRightToLeft(page.browser);
    };
    const check = async (screen: string, widest = "#login form") => {
      if (PICTURES) {
        mkdirSync(PICTURES, { recursive: true });
        writeFileSync(`${PICTURES}/${screen}-${name}.png`, await picture(page.browser));
      }
      assert.deepEqual((await violations(page.browser)).filter(({ isOurs }) => isOurs), [], screen);
      const [content, width] = await page.browser.executeScript<[number, number]>(
        "const form = document.querySelector(arguments[0]); return [form.scrollWidth, form.clientWidth];",
        widest,
      );
      assert.ok(content <= width + 1, `${screen}: ${content} wide in a form of ${width}`);
    };

    await open("?action=lostpassword");
    await check("lost-password");
    await page.typeInto("user_login", addPerson(userPool).username);
    await page.clickSubmit();
    await page.codeField();
    await check("reset-password");

    await open("?action=register");
    await check("register");
    await fillRegistration(page, { ...newcomer(), password: "too-simple" });
    await page.clickSubmit();
    await page.error();
    await check("register-refused");
    await fillRegistration(page, newcomer());
    await page.clickSubmit();
    await page.codeField();
    await check("register-code");

    await page.open();
    const person = addPerson(userPool);
    await page.signIn(person);
    const account = new AccountPage(page);
    await account.unlock(person.password);
    if (look.isRightToLeft) await turnRightToLeft(page.browser);
    await check("account", ".wrap");
    await account.press("mfa", "mfa-set-up", words["choice-app"]);
    await account.find(".cognipress-qr");
    await check("account-app", ".wrap");
  });
}

journey("a keyboard is enough to register", async (page, userPool) => {
  const { username, email, password, givenName } = newcomer();
  page.stage.typedPasswords.add(password);
  await page.open("?action=register");
  const press = (...keys: string[]) => page.browser.actions().sendKeys(...keys).perform();
  await press(username, Key.TAB, email, Key.TAB, password, Key.TAB, Key.TAB, givenName, Key.ENTER);
  await page.codeField();
  const { code } = userPool.mailbox.latest(email);
  page.typedCodes.add(code);
  await press(code);
  await page.waitUntilSignedIn();
});
