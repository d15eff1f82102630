/** WordPress' login page with the adopted form, as a person sees and uses it. */

import assert from "node:assert/strict";
import { By, Key, type WebDriver, type WebElement } from "selenium-webdriver";
import { texts, type TextKey } from "../../../js/texts.ts";
import { site } from "./site.ts";
import type { Stage } from "./stage.ts";

const PATIENCE_MS = 60_000;

export class LoginPage {
  constructor(
    readonly browser: WebDriver,
    readonly stage: Stage,
  ) {}

  /** Opens the page and waits until the form is ours. */
  async open(query = ""): Promise<void> {
    await this.openUnadopted(query);
    await this.browser.wait(() => this.isAdopted(), PATIENCE_MS, "the form was not adopted");
  }

  /** Opens the page and waits only until WordPress has moved the focus into the form. */
  async openUnadopted(query = ""): Promise<void> {
    await this.browser.get(`${site.url}/wp-login.php${query}`);
    await this.waitForFocus();
  }

  /** What is typed as a password before WordPress moves the focus may land in the user name. */
  async waitForFocus(): Promise<void> {
    await this.browser.wait(
      () => this.browser.executeScript(`return document.activeElement?.id === "user_login"`),
      PATIENCE_MS,
      "WordPress did not focus the user name",
    );
  }

  isAdopted(): Promise<boolean> {
    return this.browser.executeScript("return window.cognipressTrap?.adopted === true");
  }

  field(id: string): Promise<WebElement> {
    return this.browser.findElement(By.id(id));
  }

  /** Types into both fields; what is typed as a password must from now on not reach WordPress. */
  async type({ username, password }: { username: string; password: string }): Promise<void> {
    await this.typeInto("user_login", username);
    await this.typePassword("user_pass", password);
  }

  async typePassword(id: string, password: string): Promise<void> {
    this.stage.typedPasswords.add(password);
    await this.typeInto(id, password);
  }

  async typeInto(id: string, text: string): Promise<void> {
    const field = await this.field(id);
    await field.clear();
    await field.sendKeys(text);
    assert.equal(await field.getAttribute("value"), text);
  }

  async pressEnter(id = "user_pass"): Promise<void> {
    await (await this.field(id)).sendKeys(Key.ENTER);
  }

  async clickSubmit(): Promise<void> {
    await (await this.field("wp-submit")).click();
  }

  async submit(credentials: { username: string; password: string }): Promise<void> {
    await this.type(credentials);
    await this.clickSubmit();
  }

  /** Signs in and waits for WordPress to show the user their own pages. */
  async signIn(credentials: { username: string; password: string }): Promise<void> {
    await this.submit(credentials);
    await this.waitUntilSignedIn();
  }

  async waitUntilSignedIn(): Promise<void> {
    await this.browser.wait(
      async () => !(await this.browser.getCurrentUrl()).includes("wp-login.php") && (await this.isSignedIn()),
      PATIENCE_MS,
      "WordPress shows no signed-in user",
    );
  }

  /** Whether the page that is open greets a user. */
  async isSignedIn(): Promise<boolean> {
    return (await this.browser.findElements(By.id("wp-admin-bar-my-account"))).length > 0;
  }

  /** The paragraphs of the error that is announced; waits until there is one. */
  async error(): Promise<string[]> {
    const alert = await this.browser.wait(
      async () => (await this.browser.findElements(By.css("#login_error[role=alert]")))[0] ?? null,
      PATIENCE_MS,
      "no error is shown",
    );
    return this.browser.executeScript(
      `const [alert] = arguments; return [...(alert.children.length ? alert.children : [alert])].map((line) => line.textContent)`,
      alert,
    );
  }

  /** The words the page has for an error. */
  async text(key: TextKey): Promise<string> {
    const own = await this.browser.executeScript<string | null>(
      `return JSON.parse(document.getElementById("cognipress-config").textContent).texts?.[arguments[0]] ?? null`,
      key,
    );
    return own ?? texts[key];
  }

  /** The user is told just this, keeps the form, and is not signed in. */
  async assertRefused(key: TextKey): Promise<void> {
    assert.equal((await this.error())[0], await this.text(key));
    assert.equal(await (await this.browser.switchTo().activeElement()).getAttribute("id"), "login_error", "the error has not got the focus");
    assert.ok(await (await this.field("wp-submit")).isEnabled());
    assert.notEqual(await (await this.browser.findElement(By.css("#login form"))).getAttribute("aria-busy"), "true");
    await this.assertNoSession();
  }

  async assertNoSession(): Promise<void> {
    assert.deepEqual(await this.sessionCookies(), []);
  }

  async sessionCookies(): Promise<string[]> {
    const cookies = await this.browser.manage().getCookies();
    return cookies.map(({ name }) => name).filter((name) => /^wordpress_(logged_in|sec)?_?[0-9a-f]{32}$/.test(name));
  }

  /** How many days each session's cookie will outlive the browser; undefined where it will not. */
  async sessionDays(): Promise<(number | undefined)[]> {
    const cookies = await this.browser.manage().getCookies();
    return cookies
      .filter(({ name }) => name.startsWith("wordpress_logged_in_"))
      .map(({ expiry }) =>
        expiry === undefined ? undefined : Math.floor((Number(expiry) - Date.now() / 1000) / 86_400),
      );
  }
}
