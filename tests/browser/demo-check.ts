/**
 * Signs the demo's normal user in, as a person would. Ends with status 1, and
 * a picture of the page, unless WordPress shows that user their profile.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { By, Key, until, type WebDriver } from "selenium-webdriver";
import { fromEnvironment } from "./harness/environment.ts";
import { site } from "./harness/site.ts";
import { startBrowser } from "./harness/webdriver.ts";

const PATIENCE_MS = 60_000;

const { users } = JSON.parse(readFileSync(fromEnvironment("COGNIPRESS_USERS"), "utf8"));

const browser = await startBrowser();
try {
  await signIn(browser, users.normal);
  console.log(`Signed in; the profile shows ${await profileEmail(browser)}.`);
} catch (error) {
  console.error(`${error}\nat ${await browser.getCurrentUrl()}, see ${await takePicture(browser)}`);
  process.exitCode = 1;
} finally {
  await browser.quit();
}

async function signIn(browser: WebDriver, user: { username: string; password: string }): Promise<void> {
  await browser.get(`${site.url}/wp-login.php`);
  const adopted = () => browser.executeScript<boolean>("return window.cognipressTrap?.adopted === true");
  await browser.wait(adopted, PATIENCE_MS, "the login form was not adopted");
  // What is typed as a password before WordPress moves the focus may land in the user name.
  const focused = () => browser.executeScript<boolean>(`return document.activeElement?.id === "user_login"`);
  await browser.wait(focused, PATIENCE_MS, "WordPress did not focus the user name");
  await browser.findElement(By.id("user_login")).sendKeys(user.username);
  await browser.findElement(By.id("user_pass")).sendKeys(user.password, Key.ENTER);
  await browser.wait(until.elementLocated(By.id("wp-admin-bar-my-account")), PATIENCE_MS, "WordPress greets nobody");
}

async function profileEmail(browser: WebDriver): Promise<string> {
  await browser.get(`${site.url}/wp-admin/profile.php`);
  const email = (await browser.findElement(By.id("email")).getAttribute("value")) ?? "";
  if (email !== users.normal.attributes.email) throw new Error(`the profile shows "${email}"`);
  return email;
}

async function takePicture(browser: WebDriver): Promise<string> {
  const file = join(tmpdir(), "cognipress-demo-check.png");
  writeFileSync(file, await browser.takeScreenshot(), "base64");
  return file;
}
