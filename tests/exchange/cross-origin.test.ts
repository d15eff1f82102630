import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { WebDriver } from "selenium-webdriver";
import type { Match } from "../browser/harness/proxy.ts";
import { site } from "../browser/harness/site.ts";
import { countUsers } from "../browser/harness/wordpress.ts";
import { devTools, startBrowser } from "../browser/harness/webdriver.ts";
import { Attacker } from "./harness/attacker.ts";
import { setExchange } from "./harness/exchange.ts";
import { controlToken } from "./harness/forgery.ts";
import { techniques } from "./harness/techniques.ts";
import { isAuthCookie, Visitor } from "./harness/visitor.ts";

/**
 * The attacker has a good token of an account of theirs, wants the victim's
 * browser signed in to it, and even knows a challenge that is good there.
 * From a port of the same host the browser sends the site's SameSite cookies.
 */
const origins = { "another site": "127.0.0.1", "another origin of the same site": "localhost" };

const attacker = new Attacker();
let browser: WebDriver;
let usersBefore: number;
let routes: { challengeUrl: string; sessionUrl: string };

const exchange = setExchange(async () => {
  await attacker.listen();
  routes = await new Visitor().routes();
  usersBefore = await countUsers();
  browser = await startBrowser();
});

const toSessionRoute: Match = ({ target }) => decodeURIComponent(target).includes("cognipress/v1/session");

after(async () => {
  await browser?.quit();
  await attacker.close();
});

beforeEach(async () => {
  await devTools(browser, "Storage.clearCookies");
});

for (const [where, host] of Object.entries(origins)) {
  for (const [name, technique] of Object.entries(techniques)) {
    test(`from ${where}: ${name}`, async () => {
      const body = {
        idToken: controlToken(exchange.keys),
        challenge: await challengeOfThisBrowser(),
        rememberMe: false,
        redirectTo: "",
      };
      exchange.wordpress.requests.length = 0;
      const origin = `http://${host}:${attacker.port}`;
      attacker.redirectTo = routes.sessionUrl;
      attacker.page = technique({ sessionUrl: routes.sessionUrl, body, redirectUrl: `${origin}/redirect` });
      await browser.get(`${origin}/`);
      await requestToSettle();
      assert.deepEqual((await cookieNames()).filter(isAuthCookie), [], "a cookie was set");
    });
  }

  test(`from ${where}: no page can have a challenge set in the browser`, async () => {
    const origin = `http://${host}:${attacker.port}`;
    attacker.page = `<!doctype html><script>
      for (const mode of ["no-cors", "cors"])
        fetch(${JSON.stringify(routes.challengeUrl)}, { method: "POST", mode, credentials: "include", body: "{}" });
    </script>`;
    await browser.get(`${origin}/`);
    await delay(1000);
    assert.deepEqual(await cookieNames(), []);
  });
}

test("none of these pages has made a user", async () => {
  assert.equal(await countUsers(), usersBefore);
});

test("from the site's own page the same request is accepted, so that it is the origin that was refused", async () => {
  const body = {
    idToken: controlToken(exchange.keys),
    challenge: await challengeOfThisBrowser(),
    rememberMe: false,
    redirectTo: "",
  };
  const status = await browser.executeScript(
    `return fetch(arguments[0], { method: "POST", headers: { "content-type": "application/json" }, body: arguments[1] })
      .then((reply) => reply.status);`,
    routes.sessionUrl,
    JSON.stringify(body),
  );
  assert.equal(status, 200);
  assert.notDeepEqual((await cookieNames()).filter(isAuthCookie), []);
});

/** Opens a page of the site, as the victim once did, and gets a challenge there. */
async function challengeOfThisBrowser(): Promise<string> {
  await browser.get(`${site.url}/wp-login.php`);
  return browser.executeScript(
    `return fetch(arguments[0], { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })
      .then((reply) => reply.json()).then(({ challenge }) => challenge);`,
    routes.challengeUrl,
  );
}

/** Waits until the attack's request has come and been answered. */
async function requestToSettle(): Promise<void> {
  const deadline = performance.now() + 5000;
  while (performance.now() < deadline) {
    const requests = exchange.wordpress.matching(toSessionRoute);
    if (requests.length > 0 && requests.every(({ endedAtMs }) => endedAtMs !== undefined)) {
      await delay(200); // The browser stores a cookie a moment after the reply.
      return;
    }
    await delay(50);
  }
  assert.fail("the attack sent no request at all");
}

async function cookieNames(): Promise<string[]> {
  const { cookies } = await devTools<{ cookies: { name: string }[] }>(browser, "Storage.getCookies");
  return cookies.map(({ name }) => name);
}
