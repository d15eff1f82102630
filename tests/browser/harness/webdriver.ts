/** A browser session from an already running W3C driver: chromedriver, geckodriver or WebKitWebDriver. */

import { Builder, Capabilities, type WebDriver } from "selenium-webdriver";
import type { Driver as ChromiumDriver } from "selenium-webdriver/chrome.js";
import { fromEnvironment } from "./environment.ts";

export type BrowserName = "chromium" | "firefox" | "webkitgtk";

export const browserName = (process.env["COGNIPRESS_BROWSER"] ?? "chromium") as BrowserName;

export interface BrowserOptions {
  /** Default: true. */
  javascript?: boolean;
  /** Whether opening a page waits until all of it has come. Default: true. */
  waitsForLoad?: boolean;
  /** CSS pixels. Default: 1024 × 900. */
  width?: number;
  height?: number;
}

/** Starts a browser with an empty profile. The caller quits it. */
export async function startBrowser(options: BrowserOptions = {}): Promise<WebDriver> {
  const driver = await new Builder()
    .usingServer(fromEnvironment("COGNIPRESS_WEBDRIVER_URL"))
    .disableEnvironmentOverrides()
    .withCapabilities(
      capabilities[browserName](options).set("pageLoadStrategy", options.waitsForLoad === false ? "none" : "normal"),
    )
    .build();
  await driver.manage().setTimeouts({ implicit: 0, pageLoad: 60_000, script: 60_000 });
  return driver;
}

/** Sends a command of the Chrome DevTools Protocol. */
export async function devTools<Result>(driver: WebDriver, command: string, parameters: object = {}): Promise<Result> {
  return (await (driver as ChromiumDriver).sendAndGetDevToolsCommand(command, parameters)) as Result;
}

const capabilities: Record<BrowserName, (options: BrowserOptions) => Capabilities> = {
  chromium: ({ javascript = true, width = 1024, height = 900 }) =>
    new Capabilities({
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: process.env["COGNIPRESS_BROWSER_BINARY"] ?? "/usr/bin/chromium",
        args: [
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--lang=en-US",
          `--window-size=${width},${height}`,
        ],
        prefs: javascript ? {} : { "profile.managed_default_content_settings.javascript": 2 },
      },
    }),
  firefox: ({ javascript = true, width = 1024, height = 900 }) =>
    new Capabilities({
      browserName: "firefox",
      "moz:firefoxOptions": {
        args: ["-headless", `--width=${width}`, `--height=${height}`],
        prefs: { "javascript.enabled": javascript, "intl.accept_languages": "en-US" },
      },
    }),
  webkitgtk: () =>
    new Capabilities({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { args: ["--automation"] },
    }),
};
