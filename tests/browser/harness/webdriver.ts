/** A browser session from an already running W3C driver: chromedriver, geckodriver or WebKitWebDriver. */

import { Builder, Capabilities, type WebDriver } from "selenium-webdriver";
import browsingContext from "selenium-webdriver/bidi/browsingContext.js";
import type { Driver as ChromiumDriver } from "selenium-webdriver/chrome.js";
import { fromEnvironment } from "./environment.ts";

export type BrowserName = "chromium" | "firefox" | "webkitgtk";

export const browserName = (process.env["COGNIPRESS_BROWSER"] ?? "chromium") as BrowserName;

/** As on a phone, where `cargo xtask test engines` says so. */
const isPhone = process.env["COGNIPRESS_WINDOW"] === "phone";
const WINDOW = isPhone ? { width: 360, height: 640 } : { width: 1024, height: 900 };

export interface BrowserOptions {
  /** Default: true. */
  javascript?: boolean;
  /** Whether opening a page waits until all of it has come. Default: true. */
  waitsForLoad?: boolean;
  /** CSS pixels. Default: 1024 × 900, or a phone's. */
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
  if (isPhone) await shrink(driver);
  return driver;
}

/** Chromium has been told. Firefox' window cannot be so narrow, but its viewport can; WebKitGTK's goes down to 447. */
async function shrink(driver: WebDriver): Promise<void> {
  if (browserName === "webkitgtk") await driver.manage().window().setRect({ x: 0, y: 0, ...WINDOW });
  if (browserName !== "firefox") return;
  const context = await browsingContext(driver, { browsingContextId: await driver.getWindowHandle() });
  await context.setViewport(WINDOW.width, WINDOW.height);
}

/** Sends a command of the Chrome DevTools Protocol. */
export async function devTools<Result>(driver: WebDriver, command: string, parameters: object = {}): Promise<Result> {
  return (await (driver as ChromiumDriver).sendAndGetDevToolsCommand(command, parameters)) as Result;
}

const capabilities: Record<BrowserName, (options: BrowserOptions) => Capabilities> = {
  chromium: ({ javascript = true, width = WINDOW.width, height = WINDOW.height }) =>
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
        ...(isPhone ? { mobileEmulation: { deviceMetrics: { width, height, pixelRatio: 2, touch: true } } } : {}),
      },
    }),
  firefox: ({ javascript = true, width = WINDOW.width, height = WINDOW.height }) =>
    new Capabilities({
      browserName: "firefox",
      "moz:firefoxOptions": {
        args: ["-headless", `--width=${width}`, `--height=${height}`],
        prefs: { "javascript.enabled": javascript, "intl.accept_languages": "en-US" },
      },
      ...(isPhone ? { webSocketUrl: true } : {}),
    }),
  webkitgtk: () =>
    new Capabilities({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { args: ["--automation"] },
    }),
};
