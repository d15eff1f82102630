/**
 * Takes the pictures of the adopted login form in `www/images`, with the
 * environment of a suite:
 *
 *     node --import tsx tests/browser/screenshots.ts
 */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { By, type WebDriver } from "selenium-webdriver";
import { LoginPage } from "./harness/login-page.ts";
import { Proxy } from "./harness/proxy.ts";
import { cognito, site } from "./harness/site.ts";
import type { Stage } from "./harness/stage.ts";
import { createUserWithTemporaryPassword, newPassword } from "./harness/users.ts";
import { devTools, startBrowser } from "./harness/webdriver.ts";

const FOLDER = fileURLToPath(new URL("../../www/images/", import.meta.url));
const DESKTOP = { width: 480, height: 620 };
const PHONE = { width: 360, height: 640 };

type Look = { width: number; height: number; isRightToLeft?: boolean; isDark?: boolean };
type State = (page: LoginPage) => Promise<void>;

const normal: State = async (page) => {
  await page.open();
  await page.typeInto("user_login", "ada");
};

const error: State = async (page) => {
  await page.open();
  await page.submit({ username: "ada", password: newPassword() });
  await page.error();
};

const newPasswordPanel: State = async (page) => {
  await page.open();
  await page.submit(await createUserWithTemporaryPassword());
  await page.browser.wait(async () => (await page.browser.findElements(By.id("cognipress-new-password"))).length > 0);
};

const pictures: Record<string, [State, Look]> = {
  "login-normal-light": [normal, DESKTOP],
  "login-error-light": [error, DESKTOP],
  "login-new-password-light": [newPasswordPanel, DESKTOP],
  "login-error-phone": [error, PHONE],
  "login-error-rtl": [error, { ...DESKTOP, isRightToLeft: true }],
  "login-error-dark": [error, { ...DESKTOP, isDark: true }],
};

const proxies = [await Proxy.listen(site.url, site.upstream), await Proxy.listen(cognito.url, cognito.upstream)];
try {
  for (const [name, [state, look]] of Object.entries(pictures)) await take(name, state, look);
} finally {
  for (const proxy of proxies) await proxy.close();
}

async function take(name: string, state: State, { width, height, isRightToLeft, isDark }: Look): Promise<void> {
  const browser = await startBrowser();
  try {
    const metrics = { width, height, deviceScaleFactor: 1.5, mobile: false };
    await devTools(browser, "Emulation.setDeviceMetricsOverride", metrics);
    if (isDark) await devTools(browser, "Emulation.setAutoDarkModeOverride", { enabled: true });
    await state(new LoginPage(browser, { typedPasswords: new Set() } as unknown as Stage));
    if (isRightToLeft) await turnRightToLeft(browser);
    await browser.sleep(500); // The focus ring fades in.
    const { data } = await devTools<{ data: string }>(browser, "Page.captureScreenshot", { format: "png" });
    writeFileSync(`${FOLDER}${name}.png`, data, "base64");
  } finally {
    await browser.quit();
  }
}

/** What WordPress prints for a language that is written from right to left; none is installed. */
function turnRightToLeft(browser: WebDriver): Promise<void> {
  return browser.executeScript(`
    document.documentElement.dir = "rtl";
    document.body.classList.add("rtl");
    for (const sheet of document.querySelectorAll("link[rel=stylesheet]"))
      sheet.href = sheet.href.replace("dir=ltr", "dir=rtl");`);
}
