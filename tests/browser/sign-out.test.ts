import assert from "node:assert/strict";
import { By } from "selenium-webdriver";
import { journey } from "./harness/journey.ts";
import type { LoginPage } from "./harness/login-page.ts";
import { site } from "./harness/site.ts";
import { operation, sessionRoute, setStage } from "./harness/stage.ts";
import { createUser } from "./harness/users.ts";
import { askWordPress, usersWithEmail } from "./harness/wordpress.ts";

const stage = setStage();

async function logOut({ browser }: LoginPage): Promise<void> {
  await browser.get(`${site.url}/wp-admin/profile.php`);
  const link = await browser.findElement(By.css("#wp-admin-bar-logout a"));
  await browser.get((await link.getAttribute("href")) ?? "");
}

journey("logging out of WordPress revokes the session in Cognito", stage, async (page) => {
  const user = await createUser();
  await page.open();
  await page.signIn(user);
  const refreshToken = refreshTokenOfSession();
  await logOut(page);
  await page.assertNoSession();
  assert.equal((await usersWithEmail(user.email))[0]?.sessions, 0);
  await runScheduledEvents();
  assert.deepEqual(revocations(refreshToken), [200]);
});

journey("logging out works while Cognito is down, and revokes later", stage, async (page) => {
  await page.open();
  await page.signIn(await createUser());
  const refreshToken = refreshTokenOfSession();
  const stop = stage.cognito.inject(operation("RevokeToken"), { kind: "drop" });
  await logOut(page);
  await page.assertNoSession();
  await runScheduledEvents();
  stop();
  await runScheduledEvents();
  const outcomes = revocations(refreshToken);
  assert.deepEqual([outcomes[0], outcomes.at(-1)], [0, 200]);
});

/** The token that the page handed to WordPress to be revoked. */
function refreshTokenOfSession(): string {
  const [request] = stage.wordpress.matching(sessionRoute);
  return JSON.parse(String(request?.body)).refreshToken;
}

/** Statuses of Cognito's replies when it was asked to revoke that token. */
function revocations(refreshToken: string): (number | undefined)[] {
  return stage.cognito
    .matching(operation("RevokeToken"))
    .filter(({ body }) => JSON.parse(String(body)).Token === refreshToken)
    .map(({ status }) => status);
}

/** What WordPress' own cron does with the next visit, even where it is due later. */
async function runScheduledEvents(): Promise<void> {
  await askWordPress("do_action('cognipress_revoke');");
}
