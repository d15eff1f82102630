/** Exchanges that begin at one server and end at another: none is lost, none counts twice. */

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { fromEnvironment } from "../browser/harness/environment.ts";
import { site } from "../browser/harness/site.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { freshClaims, signToken, type Claims } from "../exchange/harness/token.ts";
import { newAddress, Visitor, type Reply } from "../exchange/harness/visitor.ts";
import { at, setFarm, useObjectCache, type ServerName } from "./farm.ts";

const EXCHANGES = Number(fromEnvironment("COGNIPRESS_EXCHANGES"));
const IDENTITIES = Number(fromEnvironment("COGNIPRESS_IDENTITIES"));
const TIMES = 40;
const CONCURRENCY = 50;
const OWN_LOGINS = Math.max(20, EXCHANGES / 50);

const farm = setFarm();

/** Does the `count` tasks, at most CONCURRENCY at a time; their results in order, and the seconds it took. */
async function atOnce<Result>(count: number, task: (index: number) => Promise<Result>): Promise<[Result[], number]> {
  const results: Result[] = [];
  let next = 0;
  const start = performance.now();
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await task(index);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return [results, (performance.now() - start) / 1000];
}

const other = (server: ServerName): ServerName => (server === "a" ? "b" : "a");

async function challengeFrom(server: ServerName, visitor: Visitor): Promise<string> {
  const { status, headers, body } = await visitor.requestChallenge(at(server));
  assert.deepEqual([status, headers["x-server"]], [200, server], JSON.stringify(body));
  return body.challenge;
}

/** A challenge of one server, exchanged at the other. */
async function exchange(visitor: Visitor, claims: Claims, first: ServerName): Promise<Reply> {
  const challenge = await challengeFrom(first, visitor);
  const reply = await visitor.requestSession({ idToken: signToken(claims, farm.key), challenge }, at(other(first)));
  assert.equal(reply.headers["x-server"], other(first));
  return reply;
}

/** Users of these tests, and how many have exactly one session. */
const census = (): Promise<{ users: number; links: number; withOneSession: number }> =>
  askWordPress(`
    global $wpdb;
    return [
      'users'          => (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->users WHERE user_login LIKE 'identity-%'"),
      'links'          => (int) $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->base_prefix}cognipress_links WHERE user_id > 0"),
      'withOneSession' => (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->usermeta WHERE meta_key = 'session_tokens' AND meta_value LIKE 'a:1:{%'"),
    ];`);

const forgetEverybody = (): Promise<void> =>
  askWordPress(`
    global $wpdb;
    $wpdb->query("DELETE FROM $wpdb->usermeta WHERE user_id > 1");
    $wpdb->query("DELETE FROM $wpdb->usermeta WHERE meta_key = 'session_tokens'");
    $wpdb->query("DELETE FROM $wpdb->users WHERE ID > 1");
    foreach (['links', 'entries'] as $table) $wpdb->query("DELETE FROM {$wpdb->base_prefix}cognipress_$table");
    wp_cache_flush();`);

for (const isCached of [false, true]) {
  describe(isCached ? "with an object cache" : "without an object cache", () => {
    after(forgetEverybody);

    test(`${EXCHANGES} exchanges at concurrency ${CONCURRENCY}`, async (t) => {
      await useObjectCache(isCached);
      assert.equal(await askWordPress("return (bool) wp_using_ext_object_cache();"), isCached);
      farm.keySetRequests = 0;
      const visitors = Array.from({ length: EXCHANGES }, () => new Visitor());
      const [replies, seconds] = await atOnce(EXCHANGES, (index) => exchange(visitors[index]!, freshClaims(), index % 2 === 0 ? "a" : "b"));
      t.diagnostic(`${(EXCHANGES / seconds).toFixed(1)} exchanges a second, two requests each, over ${seconds.toFixed(0)} s`);
      const refused = replies.filter(({ status }) => status !== 200);
      assert.deepEqual(refused.map(({ status, body }) => `${status} ${JSON.stringify(body)}`), []);
      assert.equal(new Set(replies.map(({ body }) => body.user.id)).size, EXCHANGES, "two identities share a user");
      assert.deepEqual(await census(), { users: EXCHANGES, links: EXCHANGES, withOneSession: EXCHANGES });
      assert.equal(farm.keySetRequests, 1, "the servers fetched the key set more than once");
      const [seeing] = await atOnce(20, (index) => visitors[Math.floor((index * EXCHANGES) / 20)]!.seesProfile());
      assert.ok(seeing.every(Boolean), "a session does not hold at every server");
    });

    test("WordPress' own login, for comparison", async (t) => {
      const logins: string[] = await askWordPress(
        "foreach (range(1, $arguments) as $number) wp_insert_user(['user_login' => $logins[] = \"own-$number\", 'user_pass' => 'Own-Login-0!']); return $logins;",
        OWN_LOGINS,
      );
      const [replies, seconds] = await atOnce(OWN_LOGINS, async (index) => {
        const visitor = new Visitor();
        const form = new URLSearchParams({ log: logins[index]!, pwd: "Own-Login-0!", cognipress: "local" });
        const headers = { "content-type": "application/x-www-form-urlencoded", cookie: "wordpress_test_cookie=WP Cookie check" };
        await visitor.send("POST", `${site.url}/wp-login.php`, headers, form.toString());
        return visitor.isSignedIn;
      });
      assert.ok(replies.every(Boolean));
      t.diagnostic(`${(OWN_LOGINS / seconds).toFixed(1)} logins a second, one request each`);
    });

    test("one token at both servers at once gives one session", async () => {
      const [results] = await atOnce(10, async () => {
        const idToken = signToken(freshClaims(), farm.key);
        const servers = ["a", "b", "a", "b"] as const;
        const visitors = servers.map(() => new Visitor());
        const challenges = await Promise.all(visitors.map((visitor, index) => challengeFrom(servers[index]!, visitor)));
        const replies = await Promise.all(
          visitors.map((visitor, index) => visitor.requestSession({ idToken, challenge: challenges[index]! }, at(other(servers[index]!)))),
        );
        return replies.filter(({ status }) => status === 200).length;
      });
      assert.deepEqual(results, results.map(() => 1));
    });

    test("one challenge at both servers at once is good once", async () => {
      const [results] = await atOnce(10, async () => {
        const visitor = new Visitor();
        const challenge = await challengeFrom("a", visitor);
        const send = (server: ServerName) => visitor.requestSession({ idToken: signToken(freshClaims(), farm.key), challenge }, at(server));
        return (await Promise.all([send("a"), send("b")])).filter(({ status }) => status === 200).length;
      });
      assert.deepEqual(results, results.map(() => 1));
    });

    const identities = isCached ? 1 : IDENTITIES;
    test(`${identities} who come ${TIMES} times to both servers at once are as many users, with all their sessions`, async () => {
      const people = Array.from({ length: identities }, freshClaims);
      const before = await census();
      const [replies] = await atOnce(identities * TIMES, (index) => {
        const claims = { ...people[Math.floor(index / TIMES)]!, jti: freshClaims()["jti"] };
        return exchange(new Visitor(), claims, index % 2 === 0 ? "a" : "b");
      });
      const ids = [...new Set(replies.map(({ body }) => body.user?.id))];
      assert.equal(ids.length, identities);
      assert.equal((await census()).users, before.users + identities);
      const sessions = "return array_map(fn ($id) => count(WP_Session_Tokens::get_instance($id)->get_all()), $arguments);";
      assert.deepEqual(await askWordPress(sessions, ids), ids.map(() => TIMES));
    });

    test("failures at both servers are counted together", async () => {
      const visitor = new Visitor(newAddress());
      for (let count = 0; count < 10; count++) {
        const server = count % 2 === 0 ? "a" : "b";
        assert.equal((await visitor.requestSession({ idToken: "a.b.c", challenge: "A".repeat(43) }, at(server))).status, 401, `failure ${count + 1}`);
      }
      for (const server of ["a", "b"] as const) {
        const { status, headers } = await visitor.requestSession({ idToken: "a.b.c", challenge: "A".repeat(43) }, at(server));
        assert.deepEqual([status, headers["retry-after"]], [429, "300"], server);
      }
    });
  });
}
