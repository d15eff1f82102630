/** The login page with a panel in its form, found by what a screen reader calls its parts. */

import assert from "node:assert/strict";
import { By, Key, type WebElement } from "selenium-webdriver";
import type { TextKey } from "../../../js/texts.ts";
import { LoginPage } from "../../browser/harness/login-page.ts";
import { site } from "../../browser/harness/site.ts";

type Role = "button" | "heading" | "image" | "radio" | "textbox" | "timer";

/** Elements that can have the role. A password field has none of its own. */
const CANDIDATES: Record<Role, string> = {
  button: "button, input[type=submit]",
  heading: "h1",
  image: "svg[role=img]",
  radio: "input[type=radio]",
  textbox: "input:not([type=submit], [type=checkbox], [type=radio], [type=hidden])",
  timer: "[role=timer]",
};

const PATIENCE_MS = 30_000;

export class ChallengePage extends LoginPage {
  /** Codes that were typed in this test: WordPress must not have seen one of them. */
  readonly typedCodes = new Set<string>();

  /** What is shown with this role and accessible name; waits for it. */
  find(role: Role, name: string): Promise<WebElement> {
    return this.browser.wait(
      async () => (await this.#named(role, name))[0] ?? null,
      PATIENCE_MS,
      `there is no ${role} «${name}»`,
    ) as Promise<WebElement>;
  }

  async has(role: Role, name: string): Promise<boolean> {
    return (await this.#named(role, name)).length > 0;
  }

  async #named(role: Role, name: string): Promise<WebElement[]> {
    const found = await this.browser.findElements(By.css(CANDIDATES[role]));
    const isNamed = async (element: WebElement) => (await element.isDisplayed()) && (await element.getAccessibleName()) === name;
    const isNamedNow = (element: WebElement) => isNamed(element).catch(() => false); // It may just have gone.
    const named = await Promise.all(found.map(isNamedNow));
    return found.filter((_, index) => named[index]);
  }

  async click(role: Role, key: TextKey): Promise<void> {
    await (await this.find(role, await this.text(key))).click();
  }

  /** The field of the panel that asks for a code, which has the focus. */
  async codeField(): Promise<WebElement> {
    const field = await this.find("textbox", await this.text("code"));
    const focused = await this.browser.switchTo().activeElement();
    assert.equal(await focused.getId(), await field.getId(), "the code field has not got the focus");
    return field;
  }

  /** Types a code, which submits itself with its last digit. */
  async typeCode(code: string): Promise<void> {
    this.typedCodes.add(code);
    await (await this.codeField()).sendKeys(code);
  }

  /** Types a code that does not submit itself: six digits which may not be all of it. */
  async enterCode(code: string): Promise<void> {
    await this.typeCode(code);
    await (await this.codeField()).sendKeys(Key.ENTER);
  }

  async typeAs(key: TextKey, text: string): Promise<void> {
    await (await this.find("textbox", await this.text(key))).sendKeys(text);
  }

  /** Has a time passed that is too long to wait for, by the page's own clock. */
  async pass(seconds: number): Promise<void> {
    await this.browser.executeScript(
      `const now = Date.now, ms = 1000 * arguments[0];
      Date.now = () => now() + ms;`,
      seconds,
    );
  }

  /** All that the page keeps in this browser. */
  storage(): Promise<Record<string, string>> {
    return this.browser.executeScript("return { ...localStorage, ...sessionStorage }");
  }

  /** Nothing is left of a challenge; WordPress keeps what it likes. */
  async assertNothingKept(): Promise<void> {
    const names = Object.keys(await this.storage());
    assert.deepEqual(names.filter((name) => name.startsWith("cognipress")), []);
  }

  /** The panel still asks, and says this about the last answer, without a way to WordPress' own passwords. */
  async assertAskedAgain(key: TextKey): Promise<void> {
    assert.deepEqual(await this.error(), [await this.text(key)]);
    await this.assertNoSession();
  }

  /** The form asks for user name and password. */
  async assertAtStart(): Promise<void> {
    for (const id of ["user_login", "user_pass"]) assert.ok(await (await this.field(id)).isDisplayed(), `${id} is hidden`);
    await this.assertNoSession();
  }

  async logOut(): Promise<void> {
    await this.browser.get(`${site.url}/wp-admin/profile.php`);
    const link = await this.browser.findElement(By.css("#wp-admin-bar-logout a"));
    await this.browser.get((await link.getAttribute("href")) ?? "");
    await this.assertNoSession();
  }
}
