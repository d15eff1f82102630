/** The buttons below WordPress' login form: to another provider, a second user pool, and back into WordPress. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Key, until } from "selenium-webdriver";
import { violations } from "../browser/harness/accessibility.ts";
import { journey } from "../browser/harness/journey.ts";
import type { LoginPage } from "../browser/harness/login-page.ts";
import { cognito, site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { PATIENCE_MS, signInThere } from "./harness.ts";
import { makePartner } from "./partner.ts";

const PROVIDER = "Buttons";
const LOGIN = `${site.url}/wp-login.php`;
const WANTED = `${site.url}/wp-admin/profile.php?wanted=1`;
const BUTTON = By.css(`#cognipress-providers [data-provider="${PROVIDER}"]`);
const stage = setStage();
let jane: { username: string; password: string };

before(async () => {
  jane = await makePartner(PROVIDER);
  await set({ hosted_domain: cognito.url, providers: { [PROVIDER]: "Continue with Partner" } });
});
after(() => set({ hosted_domain: "", providers: {} }));

function set(settings: Record<string, unknown>): Promise<void> {
  return askWordPress("update_option('cognipress_settings', $arguments + (array) get_option('cognipress_settings', []));", settings);
}

/** From the login page to the provider, by the keyboard. */
async function leave({ browser }: LoginPage): Promise<void> {
  const button = await browser.findElement(BUTTON);
  await button.sendKeys(Key.ENTER);
  await browser.wait(until.stalenessOf(button), PATIENCE_MS);
}

journey("to the page that was asked for, remembered, and nothing in the address", stage, async (page) => {
  const { browser } = page;
  await page.open(`?redirect_to=${encodeURIComponent(WANTED)}`);
  assert.deepEqual(await violations(browser).then((found) => found.filter(({ isOurs }) => isOurs)), []);
  await (await page.field("rememberme")).click();
  await leave(page);
  await signInThere(page, jane);
  await browser.wait(until.urlIs(WANTED), PATIENCE_MS);
  assert.ok(await page.isSignedIn());
  assert.deepEqual(await page.sessionDays(), [14]);
});

journey("somebody else's state: refused, scrubbed, and the form still knows where to", stage, async (page) => {
  const { browser } = page;
  await page.open(`?redirect_to=${encodeURIComponent(WANTED)}`);
  await leave(page);
  await browser.get(`${LOGIN}?code=of-somebody-else&state=of-somebody-else`);
  await page.assertRefused("try-again");
  assert.equal(await browser.getCurrentUrl(), LOGIN);
  assert.equal(await browser.findElement(By.name("redirect_to")).getAttribute("value"), WANTED);
  assert.equal(await browser.findElement(BUTTON).getAttribute("aria-disabled"), "false");
  await leave(page);
  await signInThere(page, jane);
  await browser.wait(until.urlIs(WANTED), PATIENCE_MS);
});

test("the pool's own answer tells whether users may come back", async () => {
  const check = (callback: string) =>
    askWordPress<string>(
      "add_filter('login_url', fn() => $arguments); return (new Cognipress\\Callback_Check(new Cognipress\\Settings()))->run()[0]->status();",
      callback,
    );
  assert.deepEqual([await check(LOGIN), await check(`${site.url}/elsewhere`)], ["good", "critical"]);
});
