import assert from "node:assert/strict";
import { journey } from "./harness/journey.ts";
import { site } from "./harness/site.ts";
import { anyOperation, challengeRoute, operation, sessionRoute, setStage, wasmFile } from "./harness/stage.ts";
import { createUser, newUsername } from "./harness/users.ts";
import { usersWithEmail } from "./harness/wordpress.ts";

const stage = setStage();

journey("a sign-in makes two requests to Cognito and two to WordPress", stage, async (page) => {
  const user = await createUser();
  await page.open();
  stage.wordpress.requests.length = 0;
  await page.signIn(user);
  const names = (requests: { headers: Record<string, unknown> }[]) =>
    requests.map(({ headers }) => String(headers["x-amz-target"]).split(".")[1]);
  assert.deepEqual(names(stage.cognito.matching(anyOperation)), ["InitiateAuth", "RespondToAuthChallenge"]);
  const rest = stage.wordpress.matching(({ target }) => decodeURIComponent(target).includes("cognipress/v1"));
  assert.deepEqual(rest.map(({ method, status }) => [method, status]), [["POST", 200], ["POST", 200]]);
  assert.equal(stage.wordpress.matching(challengeRoute).length, 1);
  assert.equal(stage.wordpress.matching(sessionRoute).length, 1);
});

journey("WordPress makes its challenge while Cognito answers", stage, async (page) => {
  const user = await createUser();
  await page.open();
  // Each waits for the other: asking one after the other would never end.
  stage.cognito.inject(operation("InitiateAuth"), { kind: "hold", until: stage.wordpress.arrival(challengeRoute) });
  stage.wordpress.inject(challengeRoute, { kind: "hold", until: stage.cognito.arrival(operation("InitiateAuth")) });
  await page.signIn(user);
});

journey("WordPress still loads its own styles and scripts in two files", stage, async (page) => {
  await page.open();
  const files = (name: string) => stage.wordpress.matching(({ target }) => target.includes(name)).length;
  assert.deepEqual([files("/load-styles.php"), files("/load-scripts.php"), files(".css?")], [1, 1, 0]);
});

journey("no wasm is loaded before the form is touched", stage, async (page) => {
  await page.open();
  await page.browser.sleep(1500);
  assert.equal(stage.wordpress.matching(wasmFile).length, 0);
  await page.typeInto("user_login", "a");
  await page.browser.wait(() => stage.wordpress.matching(wasmFile).length === 1, 60_000, "no wasm was loaded");
});

journey("the second sign-in finds the user of the first", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.signIn(user);
  await page.browser.manage().deleteAllCookies();
  await page.open();
  await page.signIn(user);
  const users = await usersWithEmail(user.email);
  assert.deepEqual(users.map(({ sessions }) => sessions), [2]);
});

journey("an e-mail address is as good a user name as the user name", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.signIn({ username: ` ${user.email} `, password: user.password });
  assert.equal((await usersWithEmail(user.email)).length, 1);
});

journey("without «Remember Me» the session ends with the browser", stage, async (page) => {
  await page.open();
  await page.signIn(await createUser());
  assert.deepEqual(await page.sessionDays(), [undefined]);
});

journey("with «Remember Me» the session lasts for two weeks", stage, async (page) => {
  await page.open();
  await (await page.field("rememberme")).click();
  await page.signIn(await createUser());
  assert.deepEqual(await page.sessionDays(), [14]);
});

journey("redirect_to is kept", stage, async (page) => {
  const target = `${site.url}/wp-admin/profile.php?from=login`;
  await page.open(`?redirect_to=${encodeURIComponent(target)}`);
  await page.signIn(await createUser());
  assert.equal(await page.browser.getCurrentUrl(), target);
});

journey("redirect_to does not lead off the site", stage, async (page) => {
  await page.open(`?redirect_to=${encodeURIComponent("https://example.org/")}`);
  await page.signIn(await createUser());
  assert.equal(new URL(await page.browser.getCurrentUrl()).origin, site.url);
});

journey("a password of spaces, quotes and other scripts is taken as it is typed", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.submit({ username: user.username, password: user.password.normalize("NFD") });
  await page.assertRefused("incorrect-credentials");
  await page.signIn(user);
});

journey("a user name in any script is taken as it is typed", stage, async (page) => {
  const user = await createUser({ name: "Ζωή 佐藤" }, `ζωή-佐藤-${newUsername()}`);
  await page.open();
  await page.signIn(user);
  assert.deepEqual((await usersWithEmail(user.email)).map(({ displayName }) => displayName), ["Ζωή 佐藤"]);
});

journey("no password is left in the page's storage", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.signIn(user);
  const stored = await page.browser.executeScript<string>(
    "return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])",
  );
  assert.ok(!stored.includes(user.password) && !/eyJ/.test(stored), stored);
});
