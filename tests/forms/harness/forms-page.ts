/** WordPress' forms for who has no account yet or has lost the password, as a person sees and uses them. */

import assert from "node:assert/strict";
import { before } from "node:test";
import { journeysOn } from "../../challenges/harness/journey.ts";
import type { ChallengePage } from "../../challenges/harness/challenge-page.ts";
import { setStage } from "../../browser/harness/stage.ts";
import { newPassword, newUsername } from "../../browser/harness/users.ts";
import { askWordPress } from "../../browser/harness/wordpress.ts";
import { installFixtures } from "./fixtures.ts";
import { rememberTyped, searchWhatIsKept } from "./kept.ts";

/** What a new user types. */
export interface Newcomer {
  username: string;
  email: string;
  password: string;
  givenName: string;
}

export const newcomer = (): Newcomer => {
  const username = newUsername();
  return { username, email: `${username}@example.org`, password: `${newPassword()}a`, givenName: "Grace" };
};

/** Not by the policy of the pool; the scripts of WordPress and WooCommerce take it for strong. */
export const REFUSED_PASSWORD = "quartz-lantern-meadow-violin";

/** A stage with two proxies, on a site with the pages of `fixtures/` that lets people register. */
export function setForms() {
  const typed = rememberTyped(() => stage);
  const stage = setStage();
  searchWhatIsKept(typed);
  before(installFixtures);
  before(() => askWordPress("update_option('users_can_register', 1);"));
  return { stage, journey: journeysOn(stage) };
}

/** Fills in WordPress' own registration form, with what the plugin adds to it. */
export async function fillRegistration(page: ChallengePage, { username, email, password, givenName }: Newcomer): Promise<void> {
  await page.typeInto("user_login", username);
  await page.typeInto("user_email", email);
  await page.typePassword("user_pass", password);
  await page.typeInto("cognipress-given_name", givenName);
}

/** Nothing was posted but to our routes. */
export function assertNothingPosted({ stage }: ChallengePage): void {
  const posted = stage.wordpress.matching(({ method, target }) => method === "POST" && !/cognipress\/v1\//.test(decodeURIComponent(target)));
  assert.deepEqual(posted.map(({ target }) => target).filter((target) => target.startsWith("/wp-login.php")), []);
}
