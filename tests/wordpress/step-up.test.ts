/** Something important in the middle of a session: who is logged in proves it, and what was begun goes on. */

import assert from "node:assert/strict";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { By, until, type WebDriver } from "selenium-webdriver";
import { violationsWithin } from "../browser/harness/accessibility.ts";
import { journey } from "../browser/harness/journey.ts";
import { DESKTOP, PHONE, put, turnRightToLeft } from "../browser/harness/look.ts";
import type { LoginPage } from "../browser/harness/login-page.ts";
import { site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { Visitor } from "../exchange/harness/visitor.ts";
import { codeAt } from "../user-pool/index.ts";
import { addPerson, set, setUserPool, type Person } from "./harness/pool.ts";

const PATIENCE_MS = 30_000;
const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const FIXTURE = `${site.directory}/wp-content/mu-plugins/transfer.php`;
const PAYEE = { name: 'O\'Brien & "Söhne"', note: "\n<script>alert(1)</script>\\n" };

const stage = setStage();
const userPool = await setUserPool({ mfa: "OPTIONAL", mfaTypes: ["SOFTWARE_TOKEN_MFA"] });

before(async () => {
  await set({ log_days: 30 });
  await mkdir(new URL(".", `file://${FIXTURE}`), { recursive: true });
  await copyFile(fileURLToPath(new URL("fixtures/transfer.php", import.meta.url)), FIXTURE);
});
after(() => rm(FIXTURE));

const code = () => codeAt(SECRET, userPool.clock.seconds());
const transfers = () => askWordPress<{ name: string; note: string }[]>("return get_option('transfers', []);");
const isAt = (browser: WebDriver, part: string) => browser.wait(until.urlContains(part), PATIENCE_MS, `never came to ${part}`);

/** Logs in by the password alone; the second factor counts from then on. */
async function logIn(page: LoginPage): Promise<Person> {
  await askWordPress("delete_option('transfers');");
  const person = addPerson(userPool, { totpSecret: SECRET });
  person.user.mfa.clear();
  await page.open();
  await page.signIn(person);
  person.user.mfa.add("SOFTWARE_TOKEN_MFA");
  return person;
}

async function sendTransfer({ browser }: LoginPage): Promise<void> {
  await browser.get(`${site.url}/?transfer`);
  await browser.executeScript(
    `for (const name of ["name", "note"]) document.querySelector("[name='to[" + name + "]']").value = arguments[0][name];`,
    PAYEE,
  );
  await browser.findElement(By.css("button")).click();
}

/** The field submits a whole code by itself. */
async function enterCode(page: LoginPage): Promise<void> {
  const field = await page.browser.wait(until.elementLocated(By.css("[autocomplete=one-time-code]")), PATIENCE_MS, "no code is asked for");
  await field.sendKeys(code());
}

journey("a form that was posted goes on after a code, with its fields and its nonce, once", stage, async (page) => {
  const { browser } = page;
  await logIn(page);
  await sendTransfer(page);
  await isAt(browser, "action=cognipress_step_up");
  assert.deepEqual(await transfers(), []);
  const address = await browser.getCurrentUrl();
  for (const look of [DESKTOP, PHONE, { ...DESKTOP, isDark: true }, { ...PHONE, isRightToLeft: true }]) {
    await put(browser, look);
    if ("isRightToLeft" in look) await turnRightToLeft(browser);
    assert.deepEqual(await violationsWithin(browser, "#login"), []);
  }
  await page.clickSubmit();
  await enterCode(page);
  await browser.wait(until.titleIs("Done"), PATIENCE_MS, "the form did not go on");
  // A line break is two characters in a form.
  assert.deepEqual(await transfers(), [{ ...PAYEE, note: PAYEE.note.replaceAll("\n", "\r\n") }]);

  await browser.get(address);
  await browser.wait(async () => !(await browser.getCurrentUrl()).includes("step_up"), PATIENCE_MS);
  assert.equal((await transfers()).length, 1, "the form was sent twice");
  await sendTransfer(page);
  await browser.wait(until.titleIs("Done"), PATIENCE_MS, "a fresh proof does not count");
});

journey("the proof is the browser's: who has only its session cookie is asked", stage, async (page) => {
  const { browser } = page;
  await logIn(page);
  await browser.get(`${site.url}/?transfer`);
  await sendTransfer(page);
  await page.clickSubmit();
  await enterCode(page);
  await browser.wait(until.titleIs("Done"), PATIENCE_MS);
  const cookies = (await browser.manage().getCookies()).filter(({ name }) => name.startsWith("cognipress_step_up_"));
  assert.equal(cookies.length, 1);
  await browser.manage().deleteCookie(cookies[0]!.name);
  await sendTransfer(page);
  await isAt(browser, "action=cognipress_step_up");
});

journey("somebody else's proof, and somebody else's form, are refused", stage, async (page) => {
  const { browser } = page;
  await logIn(page);
  await sendTransfer(page);
  await isAt(browser, "action=cognipress_step_up");
  const address = await browser.getCurrentUrl();
  const mallory = addPerson(userPool, { totpSecret: SECRET });
  await browser.executeScript(`document.querySelector("[data-cognito-field=username]").value = arguments[0]`, mallory.user.sub);
  await page.clickSubmit();
  assert.notEqual(await errorOf(browser), "");

  await browser.manage().deleteAllCookies();
  await logIn(page);
  await browser.get(address);
  await page.clickSubmit();
  await enterCode(page);
  await browser.wait(async () => !(await browser.getCurrentUrl()).includes("step_up"), PATIENCE_MS);
  assert.deepEqual(await transfers(), []);
});

journey("what another site has a browser post does not come back as ours", stage, async (page) => {
  const { browser } = page;
  await logIn(page);
  await browser.get(`${site.url}/?transfer`);
  const nonce = await browser.findElement(By.name("_wpnonce")).getAttribute("value");
  const visitor = new Visitor();
  for (const { name, value } of await browser.manage().getCookies()) visitor.cookies.set(name, value);
  const post = async (origin: string) => {
    const headers = { origin, "content-type": "application/x-www-form-urlencoded" };
    const { headers: reply } = await visitor.send("POST", `${site.url}/?transfer`, headers, `_wpnonce=${nonce}&to[name]=mallory`);
    return reply.location;
  };
  assert.match((await post(site.url))!, /action=cognipress_step_up.*&request=/);
  assert.match((await post("https://evil.example"))!, /action=cognipress_step_up(?!.*request=)/);
});

journey("a block is shown after the proof, and nothing of it before", stage, async (page) => {
  const { browser } = page;
  const id = await askWordPress<number>(`
    return wp_insert_post(wp_slash(['post_title' => 'Secret', 'post_status' => 'publish', 'post_content' =>
      '<!-- wp:paragraph {"cognipressStepUp":{"level":"urn:cognito:loa:4","minutes":5}} --><p>The treasure is here.</p><!-- /wp:paragraph -->
      <!-- wp:shortcode -->[cognipress_step_up level="urn:cognito:loa:4"]And here.[/cognipress_step_up]<!-- /wp:shortcode -->']));`);
  const hasTreasure = async () => /treasure|And here/.test(await browser.getPageSource());
  await browser.get(`${site.url}/?p=${id}`);
  assert.equal(await hasTreasure(), false, "to visitors");
  await logIn(page);
  await browser.get(`${site.url}/?p=${id}`);
  assert.equal(await hasTreasure(), false, "without a proof");
  assert.deepEqual(await violationsWithin(browser, ".cognipress-step-up"), []);
  await browser.findElement(By.css(".cognipress-step-up a")).click();
  await isAt(browser, "action=cognipress_step_up");
  await page.clickSubmit();
  await enterCode(page);
  await browser.wait(hasTreasure, PATIENCE_MS, "not even after the proof");
  assert.match(await browser.getPageSource(), /And here/);
});

/** The error that a form of ours shows. */
async function errorOf(browser: WebDriver): Promise<string> {
  const error = await browser.wait(until.elementLocated(By.css("[role=alert]")), PATIENCE_MS, "no error is shown");
  return error.getText();
}
