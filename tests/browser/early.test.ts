import assert from "node:assert/strict";
import { By, Key } from "selenium-webdriver";
import { journey } from "./harness/journey.ts";
import type { Match } from "./harness/proxy.ts";
import { site } from "./harness/site.ts";
import { operation, sessionRoute, setStage, wasmFile } from "./harness/stage.ts";
import { createUser } from "./harness/users.ts";
import { browserName } from "./harness/webdriver.ts";
import { usersWithEmail } from "./harness/wordpress.ts";

const stage = setStage();
const ourScript: Match = ({ target }) => /\/cognipress\/assets\/build\/.*\.js/.test(target);
const postedForm: Match = ({ method, target }) => method === "POST" && target.startsWith("/wp-login.php");

journey("Enter before the script has come: the sign-in waits for it and then goes on", stage, async (page) => {
  const user = await createUser();
  let release = () => {};
  stage.wordpress.inject(ourScript, { kind: "hold", until: new Promise<void>((resolve) => (release = resolve)) });
  await page.openUnadopted();
  await page.type(user);
  await page.pressEnter();
  await page.browser.sleep(500);
  assert.equal(await page.isAdopted(), false);
  assert.equal(stage.wordpress.matching(postedForm).length, 0);
  release();
  await page.waitUntilSignedIn();
  assert.equal(stage.wordpress.matching(postedForm).length, 0);
  assert.equal(stage.cognito.matching(operation("InitiateAuth")).length, 1);
}, { waitsForLoad: false });

journey("Enter while the wasm is on its way: the sign-in waits for it", stage, async (page) => {
  const user = await createUser();
  let release = () => {};
  stage.wordpress.inject(wasmFile, { kind: "hold", until: new Promise<void>((resolve) => (release = resolve)) });
  await page.open();
  await page.submit(user);
  await page.browser.sleep(500);
  assert.equal(await (await page.field("loginform")).getAttribute("aria-busy"), "true");
  release();
  await page.waitUntilSignedIn();
});

journey("the script never comes: the user is told, and nothing is posted", stage, async (page) => {
  stage.wordpress.inject(ourScript, { kind: "answer", status: 404, body: "Not Found" });
  const user = await createUser();
  await page.openUnadopted();
  await page.type(user);
  await page.pressEnter();
  assert.equal((await page.error())[0], await page.text("wasm-unavailable"));
  assert.equal(stage.wordpress.matching(postedForm).length, 0);
});

journey("without JavaScript the page says that it needs it, and the password is not posted", stage, async (page) => {
  const user = await createUser();
  await page.browser.get(`${site.url}/wp-login.php`);
  const note = await page.browser.findElement(By.css("noscript"));
  assert.match(await note.getText(), /JavaScript/);
  await page.type(user);
  await (await page.field("user_pass")).sendKeys(Key.ENTER);
  await page.browser.wait(() => stage.wordpress.matching(postedForm).length === 1, 60_000, "the form was not posted");
  const posted = new URLSearchParams(stage.wordpress.matching(postedForm)[0]?.body.toString());
  assert.equal(posted.get("log"), user.username);
  assert.equal(posted.has("pwd"), false);
  await page.assertNoSession();
}, { javascript: false, skip: browserName === "webkitgtk" && "its driver cannot switch JavaScript off" });

journey("a second click while the first is under way does nothing", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.type(user);
  let release = () => {};
  stage.cognito.inject(operation("InitiateAuth"), { kind: "hold", until: new Promise<void>((resolve) => (release = resolve)) });
  const first = stage.cognito.arrival(operation("InitiateAuth"));
  await page.clickSubmit();
  await first;
  await page.clickSubmit();
  await page.pressEnter();
  await page.browser.executeScript(`document.getElementById("loginform").requestSubmit()`);
  await page.browser.sleep(300);
  release();
  await page.waitUntilSignedIn();
  assert.equal(stage.cognito.matching(operation("InitiateAuth")).length, 1);
  assert.equal(stage.wordpress.matching(sessionRoute).length, 1);
  assert.deepEqual((await usersWithEmail(user.email)).map(({ sessions }) => sessions), [1]);
});

for (const cached of [false, true]) {
  journey(`back after signing in, the page ${cached ? "kept in memory" : "loaded anew"}: no password is left, and the form works`, stage, async (page) => {
    if (cached) {
      // WordPress forbids the back/forward cache; a plugin may allow it.
      stage.wordpress.inject(({ target }) => target.startsWith("/wp-login.php"), {
        kind: "headers",
        set: { "cache-control": "no-cache" },
      });
    }
    const user = await createUser();
    await page.open();
    await page.browser.executeScript(`addEventListener("pageshow", ({ persisted }) => (window.wasPersisted = persisted))`);
    await page.signIn(user);
    await page.browser.navigate().back();
    await page.browser.wait(async () => (await page.browser.getCurrentUrl()).includes("wp-login.php"), 60_000);
    // The other engines' drivers and rules differ in what is kept.
    if (browserName === "chromium") {
      assert.equal(await page.browser.executeScript("return window.wasPersisted === true"), cached);
    }
    assert.equal(await (await page.field("user_pass")).getAttribute("value"), "");
    assert.notEqual(await (await page.field("loginform")).getAttribute("aria-busy"), "true");
    await page.browser.sleep(500); // WordPress' own focus, where the page was loaded anew.
    await page.signIn(user);
  });
}
