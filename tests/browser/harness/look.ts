/** How a page looks to different people, and pictures of that. */

import type { WebDriver } from "selenium-webdriver";
import { devTools } from "./webdriver.ts";

/** Sizes in CSS pixels. */
export interface Look {
  width: number;
  height: number;
  isRightToLeft?: boolean;
  isDark?: boolean;
}

export const DESKTOP = { width: 480, height: 620 };
export const PHONE = { width: 360, height: 640 };

/** Before the page is opened. The direction is not of the browser, but of the page. */
export async function put(browser: WebDriver, { width, height, isDark = false }: Look): Promise<void> {
  const metrics = { width, height, deviceScaleFactor: 1.5, mobile: false };
  await devTools(browser, "Emulation.setDeviceMetricsOverride", metrics);
  await devTools(browser, "Emulation.setAutoDarkModeOverride", isDark ? { enabled: true } : {});
}

/** What WordPress prints for a language that is written from right to left; none is installed. */
export function turnRightToLeft(browser: WebDriver): Promise<void> {
  return browser.executeScript(`
    document.documentElement.dir = "rtl";
    document.body.classList.add("rtl");
    for (const sheet of document.querySelectorAll("link[rel=stylesheet]"))
      sheet.href = sheet.href.replace("dir=ltr", "dir=rtl");`);
}

/** The page as a PNG; all of it where it is longer than the window. */
export async function picture(browser: WebDriver): Promise<Buffer> {
  await browser.sleep(500); // The focus ring fades in.
  const { data } = await devTools<{ data: string }>(browser, "Page.captureScreenshot", {
    format: "png",
    captureBeyondViewport: true,
  });
  return Buffer.from(data, "base64");
}
