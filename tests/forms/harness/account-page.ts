/** «Your account», as a person sees and uses what is behind its last form. */

import assert from "node:assert/strict";
import { By, Key, type WebElement } from "selenium-webdriver";
import { accountTexts, type AccountTexts } from "../../../js/account-texts.ts";
import { texts, type TextKey } from "../../../js/texts.ts";
import { site } from "../../browser/harness/site.ts";
import type { ChallengePage } from "../../challenges/harness/challenge-page.ts";

export const ACCOUNT_URL = `${site.url}/wp-admin/profile.php?page=cognipress-account`;

const PATIENCE_MS = 30_000;

export const words: Record<TextKey | keyof AccountTexts, string> = { ...texts, ...accountTexts };

export class AccountPage {
  constructor(readonly page: ChallengePage) {}

  /** Opens the page, and types the password. */
  async prove(password: string): Promise<void> {
    const { browser, stage } = this.page;
    await browser.get(ACCOUNT_URL);
    stage.typedPasswords.add(password);
    await browser.findElement(By.id("cognipress-mfa-password")).sendKeys(password, Key.ENTER);
  }

  async unlock(password: string): Promise<void> {
    await this.prove(password);
    await this.shown();
  }

  shown(): Promise<WebElement> {
    return this.find(".cognipress-account button");
  }

  find(css: string): Promise<WebElement> {
    const { browser } = this.page;
    return browser.wait(async () => (await browser.findElements(By.css(css)))[0] ?? null, PATIENCE_MS, `no ${css}`) as Promise<WebElement>;
  }

  /** The sections that there are, by their headings. */
  async titles(): Promise<string[]> {
    const headings = await this.page.browser.findElements(By.css(".cognipress-section > [tabindex]"));
    return Promise.all(headings.map((heading) => heading.getText()));
  }

  /** The words of a section's rows. */
  async rows(section: string): Promise<string[]> {
    const rows = await this.page.browser.findElements(By.css(`[aria-labelledby=cognipress-${section}] li > :first-child`));
    return Promise.all(rows.map(async (row) => (await row.getText()).replaceAll("\n", " · ")));
  }

  /** Presses a button of a section, by its words, in the row with `of`. */
  async press(section: string, key: keyof typeof words, of = ""): Promise<void> {
    const { browser } = this.page;
    const name = of ? `${words[key]}: ${of}` : words[key];
    const look = async () => {
      const buttons = await browser.findElements(By.css(`[aria-labelledby=cognipress-${section}] button`));
      const names = await Promise.all(buttons.map((button) => button.getAccessibleName()));
      return buttons[names.indexOf(name)] ?? null;
    };
    const button = (await browser.wait(() => look().catch(() => null), PATIENCE_MS, `no button «${name}»`)) as WebElement;
    await button.click();
  }

  /** A screen reader is told that it is done, and the focus is still in the section. */
  async assertSaved(section: string): Promise<void> {
    const { browser } = this.page;
    const told = async () => (await (await this.find(`[aria-labelledby=cognipress-${section}] .cognipress-status`)).getText()) === words.saved;
    await browser.wait(told, PATIENCE_MS, "nothing was saved");
    assert.equal(await browser.executeScript("return document.activeElement.id"), `cognipress-${section}`);
  }
}
