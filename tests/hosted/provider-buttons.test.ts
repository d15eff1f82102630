/** The buttons below WordPress' login form: to another provider, a second user pool, and back into WordPress. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Key, until } from "selenium-webdriver";
import { violations } from "../browser/harness/accessibility.ts";
import { journey } from "../browser/harness/journey.ts";
import { pressByKeys, reach } from "../browser/harness/keyboard.ts";
import type { LoginPage } from "../browser/harness/login-page.ts";
import { cognito, site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { createUser, type PoolUser } from "../browser/harness/users.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { PATIENCE_MS, signInThere } from "./harness.ts";
import { makePartner, newEmail, type PartnerUser } from "./partner.ts";

const PROVIDER = "Buttons";
const LOGIN = `${site.url}/wp-login.php`;
const WANTED = `${site.url}/wp-admin/profile.php?wanted=1`;
const button = (provider: string) => By.css(`#cognipress-providers [data-provider="${provider}"]`);
const stage = setStage();
let jane: PartnerUser;
/** Of the first pool. */
let user: PoolUser;

before(async () => {
  user = await createUser();
  jane = await (await makePartner(PROVIDER)).addUser(newEmail(), true);
  await set({ hosted_domain: cognito.url, providers: { [PROVIDER]: "Continue with Partner", COGNITO: "Continue with Cognito" } });
});
after(() => set({ hosted_domain: "", providers: {} }));

function set(settings: Record<string, unknown>): Promise<void> {
  return askWordPress("update_option('cognipress_settings', $arguments + (array) get_option('cognipress_settings', []));", settings);
}

/** From the login page to the provider, by the keyboard. */
async function leave({ browser }: LoginPage, provider = PROVIDER): Promise<void> {
  await browser.executeScript("window.isStillHere = true");
  await pressByKeys(browser, await browser.findElement(button(provider)));
  // While a page is being left, WebDriver may answer with any error.
  const isGone = () => browser.executeScript<boolean>("return window.isStillHere !== true").catch(() => false);
  await browser.wait(isGone, PATIENCE_MS, "the page was not left");
}

/** The pool's own page by its name of a provider, which ministack does not know. */
function knowCognito(): void {
  stage.cognito.inject(({ target }) => target.includes("identity_provider=COGNITO"), ({ target }) => ({
    kind: "answer",
    status: 302,
    headers: { location: cognito.url + target.replace("&identity_provider=COGNITO", "").replace("identity_provider=COGNITO&", "") },
  }));
}

/** Has changed what the page remembers, or what it is answered, before its scripts see the answer. */
async function comeBackOtherwise(page: LoginPage, change: () => void): Promise<void> {
  const { browser } = page;
  const isAnswer = ({ target }: { target: string }) => target.startsWith("/wp-login.php?") && target.includes("code=");
  const stop = stage.wordpress.inject(isAnswer, { kind: "answer", status: 200, headers: { "content-type": "text/html" }, body: "<p>" });
  await leave(page, "COGNITO");
  await signInThere(page, user);
  await browser.wait(until.urlContains("code="), PATIENCE_MS);
  await browser.executeScript(`(${change})()`);
  stop();
  await browser.navigate().refresh();
}

journey("to the page that was asked for, remembered, and nothing in the address", stage, async (page) => {
  const { browser } = page;
  await page.open(`?redirect_to=${encodeURIComponent(WANTED)}`);
  assert.deepEqual(await violations(browser).then((found) => found.filter(({ isOurs }) => isOurs)), []);
  await pressByKeys(browser, await page.field("rememberme"));
  await leave(page);
  await signInThere(page, jane);
  await browser.wait(until.urlIs(WANTED), PATIENCE_MS);
  assert.ok(await page.isSignedIn());
  assert.deepEqual(await page.sessionDays(), [14]);
});

journey("Tab leads from the form's button to each of these, in their order, and the focus is seen", stage, async (page) => {
  const { browser } = page;
  await page.open();
  await reach(browser, await page.field("wp-submit"));
  for (const provider of [PROVIDER, "COGNITO"]) {
    await browser.actions().sendKeys(Key.TAB).perform();
    const focused = await browser.switchTo().activeElement();
    assert.equal(await focused.getAttribute("data-provider"), provider);
    await reach(browser, focused);
  }
});

journey("by a link in any page, and back to where it says", stage, async (page) => {
  const { browser } = page;
  const create = 'return get_permalink(wp_insert_post(["post_type" => "page", "post_status" => "publish", "post_title" => "Join", "post_content" => $arguments]));';
  const wanted = await askWordPress<string>(create, "Welcome");
  await browser.get(await askWordPress<string>(create, `[cognipress_providers redirect="${new URL(wanted).pathname}"]`));
  await browser.findElement(By.linkText("Continue with Partner")).sendKeys(Key.ENTER);
  await signInThere(page, jane);
  await browser.wait(until.urlIs(wanted), PATIENCE_MS);
  assert.ok(await page.isSignedIn());
});

journey("the pool's own page speaks the page's language, where it can", stage, async (page) => {
  const { browser } = page;
  const asked: (string | null)[] = [];
  const isQuestion = ({ target }: { target: string }) => target.startsWith("/oauth2/authorize?");
  stage.cognito.inject(isQuestion, ({ target }) => {
    asked.push(new URL(target, cognito.url).searchParams.get("lang"));
    return { kind: "answer", status: 200, headers: { "content-type": "text/html" }, body: "<p>" };
  });
  const languages = { "en-US": "en", "de-DE-formal": "de", "pt-PT": "pt-BR", "zh-HK": "zh-TW", ar: null, "pt-PT-ao90": null, "": null };
  for (const language of Object.keys(languages)) {
    await page.open();
    await browser.executeScript("document.documentElement.lang = arguments[0]", language);
    await leave(page, "COGNITO");
  }
  assert.deepEqual(asked, Object.values(languages));
});

journey("somebody else's state: refused, scrubbed, and the form still knows where to", stage, async (page) => {
  const { browser } = page;
  await page.open(`?redirect_to=${encodeURIComponent(WANTED)}`);
  await leave(page);
  await browser.get(`${LOGIN}?code=of-somebody-else&state=of-somebody-else`);
  await page.assertRefused("try-again");
  assert.equal(await browser.getCurrentUrl(), LOGIN);
  assert.equal(await browser.findElement(By.name("redirect_to")).getAttribute("value"), WANTED);
  assert.equal(await browser.findElement(button(PROVIDER)).getAttribute("aria-disabled"), "false");
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

journey("cancelled there: told calmly, and one press of a key begins anew", stage, async (page) => {
  const { browser } = page;
  const isAnswer = ({ target }: { target: string }) => target.startsWith("/oauth2/authorize?");
  // As a provider answers, by way of the pool, when somebody presses «Cancel»: ministack has no such button.
  const stop = stage.cognito.inject(isAnswer, ({ target }) => {
    const state = new URL(target, cognito.url).searchParams.get("state")!;
    const answer = new URLSearchParams({ error: "access_denied", error_description: "User denied access", state });
    return { kind: "answer", status: 302, headers: { location: `${LOGIN}?${answer}` } };
  });
  await page.open(`?redirect_to=${encodeURIComponent(WANTED)}`);
  await leave(page);
  const status = await browser.wait(until.elementLocated(By.css("#cognipress-providers [role=status]")), PATIENCE_MS);
  await browser.wait(until.elementTextIs(status, await page.text("login-cancelled")), PATIENCE_MS);
  assert.equal(await browser.getCurrentUrl(), LOGIN);
  assert.deepEqual(await browser.findElements(By.id("login_error")), []);
  assert.equal(await (await browser.switchTo().activeElement()).getAttribute("data-provider"), PROVIDER);
  assert.deepEqual(await violations(browser).then((found) => found.filter(({ isOurs }) => isOurs)), []);
  stop();
  await leave(page);
  await signInThere(page, jane);
  await browser.wait(until.urlIs(WANTED), PATIENCE_MS);
});

/** What is not as it left: the part, and how. */
const OTHERWISE = {
  iss: () => history.replaceState(null, "", `${location.href}&iss=https%3A%2F%2Fevil.example`),
  verifier: () => sessionStorage.setItem("cognipress:hosted", sessionStorage.getItem("cognipress:hosted")!.replace(/("verifier":")./, "$1!")),
  nonce: () => sessionStorage.setItem("cognipress:hosted", sessionStorage.getItem("cognipress:hosted")!.replace(/("nonce":")./, "$1!")),
};

journey("a wrong issuer, verifier or nonce is refused; a bad line is not", stage, async (page) => {
  const { browser } = page;
  knowCognito();
  await page.open(`?redirect_to=${encodeURIComponent(WANTED)}`);
  for (const [part, change] of Object.entries(OTHERWISE)) {
    await comeBackOtherwise(page, change);
    await page.assertRefused("try-again");
    assert.equal(await browser.getCurrentUrl(), LOGIN, part);
  }
  const isTokenRequest = ({ method, target }: { method: string; target: string }) => method === "POST" && target === "/oauth2/token";
  let attempts = 0;
  stage.cognito.inject(isTokenRequest, () => (attempts++ === 0 ? { kind: "drop" } : { kind: "headers", set: {} }));
  await leave(page, "COGNITO");
  await signInThere(page, user);
  await browser.wait(until.urlIs(WANTED), PATIENCE_MS);
  assert.equal(attempts, 2);
});
