/**
 * Makes what the plugin directory shows: icons and banners of icon.svg, and pictures of real pages, for
 * `cargo xtask pictures`. The captions are in readme.txt; pngquant makes the files small.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { By, type WebDriver } from "selenium-webdriver";
import { becomeAdministrator } from "../wordpress/harness/screens.ts";
import { LoginPage } from "./harness/login-page.ts";
import { put } from "./harness/look.ts";
import { Proxy } from "./harness/proxy.ts";
import { cognito, site } from "./harness/site.ts";
import type { Stage } from "./harness/stage.ts";
import { createUserWithTemporaryPassword } from "./harness/users.ts";
import { devTools, startBrowser } from "./harness/webdriver.ts";

const FOLDER = fileURLToPath(new URL("../../wordpress/cognipress/.wordpress-org/", import.meta.url));
const icon = readFileSync(`${FOLDER}icon.svg`, "utf8");
const WINDOW = { width: 960, height: 720 };

const banner = (height: number) => `
  <body style="margin:0;height:100vh;display:flex;align-items:center;gap:6%;padding:0 7%;box-sizing:border-box;
    background:#072f5c;color:#fff;font-family:system-ui,sans-serif">
    <div style="height:${height * 0.56}px;aspect-ratio:1">${icon}</div>
    <div>
      <div style="font-size:${height * 0.21}px;font-weight:650">Cognipress</div>
      <div style="font-size:${height * 0.083}px;line-height:1.35;margin-top:3%">Sign in with Amazon Cognito<br>from the form that the site already has</div>
    </div>
  </body>`;

const drawings: Record<string, { width: number; height: number; html: string }> = {
  "icon-128x128": { width: 128, height: 128, html: `<body style="margin:0;overflow:hidden">${icon}</body>` },
  "icon-256x256": { width: 256, height: 256, html: `<body style="margin:0;overflow:hidden">${icon}</body>` },
  "banner-772x250": { width: 772, height: 250, html: banner(250) },
  "banner-1544x500": { width: 1544, height: 500, html: banner(500) },
};

type Screen = (page: LoginPage) => Promise<void>;

const form: Screen = async (page) => {
  await page.open();
  await page.typeInto("user_login", "ada");
};

const newPassword: Screen = async (page) => {
  await page.open();
  await page.submit(await createUserWithTemporaryPassword());
  const panel = By.id("cognipress-new-password");
  await page.browser.wait(async () => (await page.browser.findElements(panel)).length > 0, 60_000, "no new password is asked for");
};

const settings: Screen = async ({ browser }) => {
  await becomeAdministrator(browser);
  await browser.get(`${site.url}/wp-admin/options-general.php?page=cognipress`);
};

const screens: Screen[] = [form, newPassword, settings];

const proxies = [await Proxy.listen(site.url, site.upstream), await Proxy.listen(cognito.url, cognito.upstream)];
try {
  for (const [name, drawing] of Object.entries(drawings)) await take(name, (browser) => draw(browser, drawing));
  for (const [index, screen] of screens.entries()) await take(`screenshot-${index + 1}`, (browser) => show(browser, screen));
} finally {
  for (const proxy of proxies) await proxy.close();
}

async function take(name: string, show: (browser: WebDriver) => Promise<void>): Promise<void> {
  const browser = await startBrowser();
  try {
    await show(browser);
    const { data } = await devTools<{ data: string }>(browser, "Page.captureScreenshot", { format: "png" });
    writeFileSync(`${FOLDER}${name}.png`, data, "base64");
  } finally {
    await browser.quit();
  }
}

async function draw(browser: WebDriver, { width, height, html }: (typeof drawings)[string]): Promise<void> {
  await devTools(browser, "Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  await devTools(browser, "Emulation.setDefaultBackgroundColorOverride", { color: { r: 0, g: 0, b: 0, a: 0 } });
  await browser.get(`data:text/html,${encodeURIComponent(`<!doctype html>${html}`)}`);
}

async function show(browser: WebDriver, screen: Screen): Promise<void> {
  await put(browser, WINDOW);
  await screen(new LoginPage(browser, { typedPasswords: new Set() } as unknown as Stage));
  await browser.sleep(500); // The focus ring fades in.
}
