/** WordPress' login page with a panel in its form, as a person sees and uses it. */

import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { By, Key, type WebDriver, type WebElement } from "selenium-webdriver";
import type { AnyAnswer } from "../../../js/forms/journey.ts";
import { fromEnvironment } from "../../browser/harness/environment.ts";
import { DESKTOP, put, turnRightToLeft, type Look } from "../../browser/harness/look.ts";
import { startBrowser } from "../../browser/harness/webdriver.ts";
import { challenges, type ChallengeName } from "./challenges.ts";
import type { OpenOptions, Panels } from "./page.ts";

const SITE = fromEnvironment("COGNIPRESS_SITE_URL");

const script = buildSync({
  entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
}).outputFiles[0]!.text;

export class PanelPage {
  constructor(readonly browser: WebDriver) {}

  /** Opens the login page anew, with the panel for a challenge. */
  async open(name: ChallengeName, options: OpenOptions = {}, look: Look = DESKTOP): Promise<void> {
    await this.openWithout(look);
    await this.show(name, options);
  }

  /** Opens the panel in the page as it is, in place of the last one. */
  async show(name: ChallengeName, options: OpenOptions = {}): Promise<void> {
    await this.hold(
      (panels, challenge, options) => {
        panels.close();
        panels.open(challenge, options);
      },
      challenges[name],
      options,
    );
  }

  /** Opens the login page anew, without a panel. */
  async openWithout(look: Look = DESKTOP): Promise<void> {
    await put(this.browser, look);
    await this.browser.get(`${SITE}/wp-login.php`);
    if (look.isRightToLeft) await turnRightToLeft(this.browser);
    await this.browser.executeScript(script);
  }

  /** Calls a function in the page, with the hold on its panels and what else is given. */
  hold<Result, Values extends unknown[]>(
    run: (panels: Panels, ...values: Values) => Result,
    ...values: Values
  ): Promise<Result> {
    return this.browser.executeScript(`return (${run})(window.panels, ...arguments)`, ...values);
  }

  answers(): Promise<AnyAnswer[]> {
    return this.hold((panels) => panels.answers);
  }

  find(css: string): Promise<WebElement> {
    return this.browser.findElement(By.css(css));
  }

  async isShown(css: string): Promise<boolean> {
    const [found] = await this.browser.findElements(By.css(css));
    return (await found?.isDisplayed()) ?? false;
  }

  /** The words of an element, as they are in the page. */
  async words(css: string): Promise<string> {
    return (await this.find(css)).getAttribute("textContent") as Promise<string>;
  }

  async button(words: string): Promise<WebElement> {
    return this.browser.findElement(By.xpath(`//button[contains(., "${words}")]`));
  }

  async focusedId(): Promise<string | null> {
    return (await this.browser.switchTo().activeElement()).getAttribute("id");
  }

  press(...keys: string[]): Promise<void> {
    return this.browser.actions().sendKeys(...keys).perform();
  }

  async assertFocused(id: string): Promise<void> {
    assert.equal(await this.focusedId(), id);
  }

  /** Presses Tab until an element has the focus; WordPress has buttons of its own in between. */
  async tabTo(css: string): Promise<void> {
    const target = await this.find(css);
    for (let presses = 0; presses < 10; presses++) {
      await this.press(Key.TAB);
      if (await this.browser.executeScript("return document.activeElement === arguments[0]", target)) return;
    }
    assert.fail(`Tab does not lead to ${css}`);
  }
}

/** One browser for the tests of a file; each test opens the page anew. */
export function setPage(): (name: string, run: (page: PanelPage, context: TestContext) => Promise<void>) => void {
  let page: PanelPage | undefined;
  before(async () => void (page = new PanelPage(await startBrowser())));
  after(() => page?.browser.quit());
  return (name, run) => void test(name, { timeout: 60_000 }, (context) => run(page!, context));
}
