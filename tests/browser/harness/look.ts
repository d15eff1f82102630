/** How a page looks to different people, and pictures of that. */

import type { WebDriver } from "selenium-webdriver";
import { devTools } from "./webdriver.ts";

/** Sizes in CSS pixels. */
export interface Look {
  width: number;
  height: number;
  isRightToLeft?: boolean;
  isDark?: boolean;
  /** Device pixels in a CSS pixel. Default: 1.5. */
  scale?: number;
}

export const DESKTOP = { width: 480, height: 620 };
export const PHONE = { width: 360, height: 640 };

/** Before the page is opened. The direction is not of the browser, but of the page. */
export async function put(browser: WebDriver, { width, height, isDark = false, scale = 1.5 }: Look): Promise<void> {
  const metrics = { width, height, deviceScaleFactor: scale, mobile: false };
  await devTools(browser, "Emulation.setDeviceMetricsOverride", metrics);
  // A picture of all of a page lacks what is below the scroll bar.
  await devTools(browser, "Emulation.setScrollbarsHidden", { hidden: true });
  await devTools(browser, "Emulation.setAutoDarkModeOverride", isDark ? { enabled: true } : {});
}

/** What WordPress prints for a language that is written from right to left; none is installed. */
export function turnRightToLeft(browser: WebDriver): Promise<void> {
  return browser.executeScript(`
    document.documentElement.dir = "rtl";
    document.body.classList.add("rtl");
    const sheets = [...document.querySelectorAll("link[rel=stylesheet][href*='dir=ltr']")];
    return Promise.all(sheets.map((sheet) => new Promise((resolve) => {
      sheet.onload = sheet.onerror = () => resolve();
      sheet.href = sheet.href.replace("dir=ltr", "dir=rtl");
    }))).then(() => {});`);
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
