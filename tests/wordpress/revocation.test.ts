/** Who is disabled, deleted or signed out in Cognito is out of WordPress within the window; nobody else is. */

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { before, test } from "node:test";
import { site } from "../browser/harness/site.ts";
import { setStage } from "../browser/harness/stage.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import type { Visitor } from "../exchange/harness/visitor.ts";
import { addPerson, set, setUserPool, signIn } from "./harness/pool.ts";

const WINDOW_S = 60;
/** The request that finds out may itself be slow on a busy machine. */
const SLACK_S = 10;

setStage();
const userPool = await setUserPool();
before(() => set({ recheck_minutes: WINDOW_S / 60, log_days: 30 }));

test("a disabled, a deleted and a signed-out user are out within the window, and nobody else", async (t) => {
  const people = Object.fromEntries(["disabled", "deleted", "signed out", "undisturbed"].map((name) => [name, addPerson(userPool)]));
  const signIns = Object.entries(people).map(async ([name, person]): Promise<[string, Visitor]> => [name, await signIn(person)]);
  const visitors = new Map(await Promise.all(signIns));
  for (const visitor of visitors.values()) assert.equal(await visitor.seesProfile(), true);

  people["disabled"]!.user.enabled = false;
  userPool.users.remove(people["deleted"]!.user);
  userPool.pool.tokens.revokeAll(people["signed out"]!.user);
  const outAfter = new Map<string, number>();
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  while (seconds() < WINDOW_S + SLACK_S && outAfter.size < 3) {
    for (const [name, visitor] of visitors) {
      if (!outAfter.has(name) && !(await visitor.seesProfile())) outAfter.set(name, seconds());
    }
    await sleep(1000);
  }
  for (const [name, s] of outAfter) t.diagnostic(`${name}: out after ${s.toFixed(1)} s; the window is ${WINDOW_S} s`);
  assert.deepEqual([...outAfter.keys()].sort(), ["deleted", "disabled", "signed out"]);
  assert.ok(Math.max(...outAfter.values()) <= WINDOW_S + SLACK_S);
  assert.equal(await visitors.get("undisturbed")!.seesProfile(), true);
});

test("while Cognito is down or throttles nobody is out", async () => {
  const visitor = await signIn(addPerson(userPool));
  const age = (id: number) =>
    askWordPress(
      `$sessions = get_user_meta($arguments, 'session_tokens', true);
      foreach ($sessions as &$session) $session['cognipress_checked_at'] = 1;
      update_user_meta($arguments, 'session_tokens', $sessions);
      global $wpdb;
      $wpdb->query("DELETE FROM {$wpdb->base_prefix}cognipress_entries WHERE name LIKE 'recheck:%'");`,
      id,
    );
  const id = await askWordPress<number>("return (int) $GLOBALS['wpdb']->get_var('SELECT MAX(ID) FROM ' . $GLOBALS['wpdb']->users);");
  for (const fault of [{ kind: "throttle" }, { kind: "cut", when: "before" }, { kind: "error", type: "InternalErrorException", message: "", status: 500 }] as const) {
    await age(id);
    userPool.faults.plant("GetTokensFromRefreshToken", fault);
    assert.equal(await visitor.seesProfile(), true, fault.kind);
    assert.equal(userPool.faults.take("GetTokensFromRefreshToken"), undefined, "Cognito was not asked");
  }
});

test("logging out everywhere ends all sessions here and in Cognito", async () => {
  const person = addPerson(userPool);
  const [here, there] = [await signIn(person), await signIn(person)];
  assert.equal(userPool.pool.tokens.active(person.user).length, 2);
  const { body } = await here.get(`${site.url}/wp-admin/profile.php`);
  const [, href] = /href="([^"]*action=cognipress_sign_out[^"]*)"/.exec(body) ?? [];
  assert.ok(href, "the profile offers no such link");
  const url = href.replaceAll("&#038;", "&").replaceAll("&amp;", "&");
  assert.equal((await there.get(url.replace(/_wpnonce=\w+/, "_wpnonce=0000000000"))).status, 403, "without the nonce");
  assert.equal(await there.seesProfile(), true);
  assert.equal((await here.get(url)).status, 302);
  assert.deepEqual([await here.seesProfile(), await there.seesProfile()], [false, false]);
  assert.deepEqual(userPool.pool.tokens.active(person.user), []);
});
