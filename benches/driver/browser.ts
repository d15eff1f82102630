import { Builder, Capabilities, type WebDriver } from "selenium-webdriver";

import { fact } from "./environment.ts";

/** The engines with a page, by the names of the results. */
const CAPABILITIES: Record<string, object> = {
  chromium: {
    browserName: "chrome",
    "goog:chromeOptions": {
      args: [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  firefox: { browserName: "firefox", "moz:firefoxOptions": { args: ["-headless"] } },
  webkit: { browserName: "MiniBrowser", "webkitgtk:browserOptions": { args: ["--automation"] } },
};

/** A browser with an empty profile, from the WebDriver that xtask started. The caller quits it. */
export async function startBrowser(engine: string): Promise<WebDriver> {
  const browser = await new Builder()
    .usingServer(fact("COGNIPRESS_WEBDRIVER_URL"))
    .disableEnvironmentOverrides()
    .withCapabilities(new Capabilities(CAPABILITIES[engine]))
    .build();
  await browser.manage().setTimeouts({ implicit: 0, pageLoad: 30_000, script: 120_000 });
  return browser;
}
