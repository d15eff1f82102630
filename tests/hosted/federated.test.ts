/** Signing in at another provider, a second user pool, by way of the first: to a WordPress session, or to none. */
import assert from "node:assert/strict";
import { before } from "node:test";
import { By } from "selenium-webdriver";
import { journey } from "../browser/harness/journey.ts";
import { site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { assertLoggedIn, finish, PATIENCE_MS, redirectAndSignIn, run } from "./harness.ts";
import { LOGOUT_URL, makePartner, newEmail, type PartnerUser } from "./partner.ts";

const PROVIDER = "Partner";
const stage = setStage();
const partner = { identityProvider: PROVIDER };

let jane: PartnerUser;
/** Whose address the provider has not verified. */
let joe: PartnerUser;
before(async () => {
  const { addUser } = await makePartner(PROVIDER);
  jane = await addUser(newEmail(), true);
  joe = await addUser(newEmail(), false);
});

journey("at the other provider: a WordPress session, and out again by /logout", stage, async (page) => {
  const { browser } = page;
  await redirectAndSignIn(page, jane, partner);
  assert.ok(await finish(browser));
  assert.equal(await browser.getCurrentUrl(), `${site.url}/wp-login.php`);
  await assertLoggedIn(page, true);
  assert.equal(await browser.findElement(By.id("email")).getAttribute("value"), jane.email);
  await browser.manage().deleteAllCookies();
  await page.open();
  await run(browser, (hosted, url) => void setTimeout(() => hosted.signIn().signOut(url)), LOGOUT_URL);
  await browser.wait(async () => (await browser.getCurrentUrl()) === LOGOUT_URL, PATIENCE_MS);
  await page.open();
  await run(browser, (hosted) => void setTimeout(() => hosted.signIn().signOut("https://evil.example/")));
  await browser.wait(async () => (await browser.getCurrentUrl()).includes("/logout?"), PATIENCE_MS);
});

journey("an address that the provider has not verified comes into no profile", stage, async (page) => {
  await redirectAndSignIn(page, joe, partner);
  assert.ok(await finish(page.browser));
  await assertLoggedIn(page, true);
  assert.equal(await page.browser.findElement(By.id("email")).getAttribute("value"), "");
});

/** What is changed on the way back. The verifier, which ministack does not ask for here, is in `hosted.test.ts`. */
const WRONG = {
  state: () => history.replaceState(null, "", location.href.replace(/state=[^&]*/, "state=of-somebody-else")),
  iss: () => history.replaceState(null, "", `${location.href}&iss=https%3A%2F%2Fevil.example`),
  nonce: () => {
    const pending = JSON.parse(sessionStorage.getItem("cognipress:hosted")!);
    sessionStorage.setItem("cognipress:hosted", JSON.stringify({ ...pending, nonce: "A".repeat(43) }));
  },
};

for (const [part, spoil] of Object.entries(WRONG)) {
  journey(`at the other provider, ${part} wrong: refused`, stage, async (page) => {
    await redirectAndSignIn(page, jane, partner);
    await run(page.browser, spoil);
    await assert.rejects(finish(page.browser), { message: `Untrusted: ${part}` });
    await assertLoggedIn(page, false);
  });
}
