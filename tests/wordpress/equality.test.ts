/** Whoever is refused learns nothing about why: the same answer, byte for byte. */

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { after, test } from "node:test";
import { site } from "../browser/harness/site.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { setExchange } from "../exchange/harness/exchange.ts";
import { controlToken } from "../exchange/harness/forgery.ts";
import { freshClaims, signToken, type Claims } from "../exchange/harness/token.ts";
import { Visitor, type Reply } from "../exchange/harness/visitor.ts";
import { setUserPool } from "./harness/pool.ts";

const ROUNDS = 4;
const MU_PLUGINS = `${site.directory}/wp-content/mu-plugins`;

let deleted: Claims;
let banned: Claims;

await setUserPool();
const exchange = setExchange(async () => {
  // A plugin of the site's own that keeps a member out.
  mkdirSync(MU_PLUGINS, { recursive: true });
  writeFileSync(
    `${MU_PLUGINS}/ban.php`,
    "<?php add_filter('wp_authenticate_user', fn($user) => get_option('banned') == $user->ID ? new WP_Error('banned') : $user);",
  );
  const signInOnce = async (): Promise<[Claims, number]> => {
    const claims = freshClaims();
    const { status, body } = await new Visitor().signIn(controlToken(exchange.keys, claims));
    assert.equal(status, 200);
    return [claims, body.user.id];
  };
  let id: number;
  [deleted, id] = await signInOnce();
  await askWordPress("require_once ABSPATH . 'wp-admin/includes/user.php'; wp_delete_user($arguments);", id);
  [banned, id] = await signInOnce();
  await askWordPress("update_option('banned', $arguments);", id);
});
after(() => rmSync(MU_PLUGINS, { recursive: true, force: true }));

const anew = (claims: Claims): Claims => ({ ...freshClaims(), sub: claims["sub"], email: claims["email"] });

const kinds: Record<string, () => string> = {
  "a forged token": () => signToken(freshClaims(), exchange.keys.attacker, { kid: exchange.keys.trusted.kid }),
  "a stale token": () => controlToken(exchange.keys, { ...freshClaims(), iat: Number(freshClaims()["iat"]) - 1000 }),
  "a deleted user": () => controlToken(exchange.keys, anew(deleted)),
  "a user whom the site keeps out": () => controlToken(exchange.keys, anew(banned)),
};

function seen({ status, headers, body }: Reply): unknown {
  const { date, ...rest } = headers;
  return { status, body: JSON.stringify(body), headers: rest };
}

test("the same status, headers and body for every reason", async (t) => {
  const answers = new Map<string, unknown>();
  const times = new Map<string, number[]>(Object.keys(kinds).map((kind) => [kind, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [kind, token] of Object.entries(kinds)) {
      const visitor = new Visitor();
      const challenge = await visitor.newChallenge();
      const start = performance.now();
      const reply = await visitor.requestSession({ idToken: token(), challenge });
      times.get(kind)!.push(performance.now() - start);
      assert.equal(reply.status, 401, `${kind}: ${JSON.stringify(reply.body)}`);
      assert.equal(visitor.isSignedIn, false);
      answers.set(kind, seen(reply));
    }
  }
  for (const [kind, answer] of answers) assert.deepEqual(answer, answers.get("a forged token"), kind);
  for (const [kind, taken] of times) {
    t.diagnostic(`${kind}: ${taken.sort((a, b) => a - b)[ROUNDS / 2]!.toFixed(1)} ms (median of ${ROUNDS})`);
  }
});
