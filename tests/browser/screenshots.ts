/**
 * Takes the pictures of the adopted login form in `www/images`, for
 * `cargo xtask pictures`.
 */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LoginPage } from "./harness/login-page.ts";
import { DESKTOP, PHONE, picture, put, turnRightToLeft, type Look } from "./harness/look.ts";
import { Proxy } from "./harness/proxy.ts";
import { cognito, site } from "./harness/site.ts";
import type { Stage } from "./harness/stage.ts";
import { newPassword } from "./harness/users.ts";
import { startBrowser } from "./harness/webdriver.ts";

const FOLDER = fileURLToPath(new URL("../../www/images/", import.meta.url));

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

const pictures: Record<string, [State, Look]> = {
  "login-normal-light": [normal, DESKTOP],
  "login-error-light": [error, DESKTOP],
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

async function take(name: string, state: State, look: Look): Promise<void> {
  const browser = await startBrowser();
  try {
    await put(browser, look);
    await state(new LoginPage(browser, { typedPasswords: new Set() } as unknown as Stage));
    if (look.isRightToLeft) await turnRightToLeft(browser);
    writeFileSync(`${FOLDER}${name}.png`, await picture(browser));
  } finally {
    await browser.quit();
  }
}
