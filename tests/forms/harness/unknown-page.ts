/** A page of somebody else's on the site: forms by hand, WordPress' link to its REST API, and one script tag of ours. */

import assert from "node:assert/strict";
import { By, type WebElement } from "selenium-webdriver";
import type { TextKey } from "../../../js/texts.ts";
import { texts } from "../../../js/texts.ts";
import { pressByKeys, typeByKeys } from "../../browser/harness/keyboard.ts";
import { site } from "../../browser/harness/site.ts";
import type { ChallengePage } from "../../challenges/harness/challenge-page.ts";

const PATH = "/by-hand";
const PATIENCE_MS = 30_000;
const SCRIPT = "/wp-content/plugins/cognipress/assets/build/forms.js";

export class UnknownPage {
  private constructor(readonly page: ChallengePage) {}

  /** Opens the page with this in its body. */
  static async open(page: ChallengePage, body: string): Promise<UnknownPage> {
    const html = `<!doctype html><html lang="en"><head><title>By hand</title>
      <link rel="https://api.w.org/" href="${site.url}/index.php?rest_route=/">
      <script type="module" src="${SCRIPT}"></script></head><body><main><h1>By hand</h1>${body}</main></body></html>`;
    const headers = { "content-type": "text/html; charset=utf-8" };
    page.stage.wordpress.inject(({ target }) => target.startsWith(PATH), { kind: "answer", status: 200, headers, body: html });
    await page.browser.get(site.url + PATH);
    return new UnknownPage(page);
  }

  /** What a selector finds, in the page or in the shadow root of `host`; waits until it is shown. */
  find(css: string, host?: string): Promise<WebElement> {
    const { browser } = this.page;
    const look = async () => {
      const place = host ? await (await browser.findElement(By.css(host))).getShadowRoot() : browser;
      const [found] = await place.findElements(By.css(css));
      return found && (await found.isDisplayed()) ? found : null;
    };
    return browser.wait(() => look().catch(() => null), PATIENCE_MS, `there is no ${css}`) as Promise<WebElement>;
  }

  async type(css: string, text: string, host?: string): Promise<void> {
    if (/password/.test(css)) this.page.stage.typedPasswords.add(text);
    if (/code/.test(css)) this.page.typedCodes.add(text);
    await typeByKeys(this.page.browser, await this.find(css, host), text);
  }

  async click(css: string, host?: string): Promise<void> {
    await pressByKeys(this.page.browser, await this.find(css, host));
  }

  async assertTold(key: TextKey, host?: string): Promise<void> {
    assert.equal(await (await this.find("[role=alert] p", host)).getText(), texts[key]);
  }

  /** What the page's own scripts have noted. */
  noted(): Promise<unknown[]> {
    return this.page.browser.executeScript("return window.noted ?? []");
  }

  /** Nothing was posted to the page's own address. */
  assertNotSent(): void {
    assert.deepEqual(this.page.stage.wordpress.matching(({ method, target }) => method === "POST" && target.startsWith(PATH)), []);
  }

  /** The body that the form was sent with in the end. */
  sent(): Promise<string> {
    return this.page.browser.wait(
      () => this.page.stage.wordpress.matching(({ method, target }) => method === "POST" && target.startsWith(PATH))[0]?.body.toString() ?? null,
      PATIENCE_MS,
      "the form was not sent",
    ) as Promise<string>;
  }
}
