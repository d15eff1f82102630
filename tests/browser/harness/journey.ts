/** One journey: a fresh browser, the login page, and both proxies in between. */

import { test } from "node:test";
import { LoginPage } from "./login-page.ts";
import type { Stage } from "./stage.ts";
import { startBrowser, type BrowserOptions } from "./webdriver.ts";

/** Names the test, and gives it a browser that is gone when it ends. */
export function journey(
  name: string,
  stage: Stage,
  run: (page: LoginPage) => Promise<void>,
  options: BrowserOptions & { skip?: boolean | string } = {},
): void {
  test(name, { skip: options.skip ?? false, timeout: 300_000 }, async () => {
    const browser = await startBrowser(options);
    try {
      await run(new LoginPage(browser, stage));
    } finally {
      await browser.quit();
    }
  });
}
