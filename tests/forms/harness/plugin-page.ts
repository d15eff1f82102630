/** A page with another plugin's form, as a person sees and uses it, by the keyboard alone. */

import assert from "node:assert/strict";
import { By, Key, type WebElement } from "selenium-webdriver";
import { violations } from "../../browser/harness/accessibility.ts";
import { pressByKeys, reach, typeByKeys } from "../../browser/harness/keyboard.ts";
import { site } from "../../browser/harness/site.ts";
import type { ChallengePage } from "../../challenges/harness/challenge-page.ts";
import type { TextKey } from "../../../js/texts.ts";
import type { Newcomer } from "./forms-page.ts";
import type { FormFields, OwnStyle, SignUpForm } from "./systems.ts";

const PATIENCE_MS = 90_000;

/** The error itself, or the field that it is about. */
const IS_AT_ERROR = `
  const { id } = document.querySelector("[id^=cognipress-error-]");
  return document.activeElement.matches(\`#\${id}, [aria-describedby~=\${id}]\`);`;

export class PluginPage {
  constructor(
    readonly page: ChallengePage,
    readonly style: OwnStyle = {},
  ) {}

  async open(path: string): Promise<void> {
    await this.page.browser.get(`${site.url}${path}`);
  }

  async type(selector: string, text: string): Promise<void> {
    await typeByKeys(this.page.browser, await this.find(selector), text, !this.style.hidesFocus);
  }

  async typePassword(selector: string, password: string, isShown = false): Promise<void> {
    this.page.stage.typedPasswords.add(password);
    assert.equal(await (await this.find(selector)).getAttribute("name"), "", `${selector} would be sent`);
    assert.equal(await (await this.find(selector)).getAttribute("type"), isShown ? "text" : "password");
    await this.type(selector, password);
  }

  async click(selector: string): Promise<void> {
    await pressByKeys(this.page.browser, await this.find(selector), !this.style.hidesFocus);
  }

  /** Sends the form from a field, also if the plugin is about to print the button anew. */
  async enter(selector: string): Promise<void> {
    const field = await this.find(selector);
    await reach(this.page.browser, field, !this.style.hidesFocus);
    await field.sendKeys(Key.ENTER);
  }

  /** Goes on to the page of the form that has the fields, by its button or out of a field. */
  async turnPage(next: string | undefined): Promise<void> {
    if (next) await (await this.find(next)).sendKeys(Key.ENTER);
  }

  async signIn({ next, username, password, button }: FormFields, person: { username: string; password: string }): Promise<void> {
    await this.turnPage(next);
    await this.type(username, person.username);
    await this.typePassword(password, person.password);
    await this.click(button);
  }

  async signUp(form: SignUpForm, person: Newcomer, again = person.password): Promise<void> {
    if (form.name) await this.type(form.name, person.username);
    if (form.fullName) await this.type(form.fullName, `${person.givenName} Hopper`);
    if (form.givenName) await this.type(form.givenName, person.givenName);
    await this.turnPage(form.next);
    await this.type(form.username, person.email);
    await this.typePassword(form.password, person.password, form.isShown);
    if (form.passwordAgain) await this.typePassword(form.passwordAgain, again);
    await this.click(form.button);
  }

  /** What is told, where the plugin tells such things, and has the focus. */
  async assertTold(key: TextKey): Promise<void> {
    const { browser } = this.page;
    const words = await this.page.text(key);
    const read = () => browser.executeScript<string>(`return document.querySelector("[id^=cognipress-error-]")?.textContent ?? ""`);
    await browser.wait(async () => (await read()).startsWith(words), PATIENCE_MS, `«${words}» is not told`);
    assert.ok(await browser.executeScript(IS_AT_ERROR), `the focus is not where «${words}» is told`);
    await this.assertAccessible();
  }

  /** The browser asks for what is to be in a field, and sends nothing. */
  async assertDemanded(selector: string): Promise<void> {
    const isAsked = () => this.page.browser.executeScript<boolean>("return document.activeElement.matches(`${arguments[0]}:invalid`)", selector);
    await this.page.browser.wait(isAsked, PATIENCE_MS, `${selector} is not demanded`);
  }

  /** What is ours on the page has no fault that axe can find. */
  async assertAccessible(): Promise<void> {
    const found = await violations(this.page.browser);
    const ours = found.filter(({ isOurs, rule }) => isOurs && !(this.style.hasPaleErrors && rule === "color-contrast"));
    assert.deepEqual(ours, []);
  }

  async waitForSession(): Promise<void> {
    await this.page.browser.wait(async () => (await this.page.sessionCookies()).length > 0, PATIENCE_MS, "there is no session");
  }

  /** Waits for what a selector finds. */
  find(selector: string): Promise<WebElement> {
    const { browser } = this.page;
    const look = async () => (await browser.findElements(By.css(selector)))[0] ?? null;
    return browser.wait(look, PATIENCE_MS, `there is no ${selector}`) as Promise<WebElement>;
  }

  /** What the plugin was sent. */
  async entry(): Promise<Record<string, unknown>> {
    return JSON.parse((await (await this.find("#entry")).getAttribute("textContent")) ?? "");
  }
}
