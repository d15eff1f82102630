import assert from "node:assert/strict";
import { test } from "node:test";
import { askWordPress, usersWithEmail } from "../browser/harness/wordpress.ts";
import { setExchange } from "./harness/exchange.ts";
import { controlToken } from "./harness/forgery.ts";
import { freshClaims } from "./harness/token.ts";
import { Visitor, type Reply } from "./harness/visitor.ts";

const exchange = setExchange();

/** A good token, and the e-mail by which its user is found. */
function identity(): { idToken: string; email: string } {
  const claims = freshClaims();
  return { idToken: controlToken(exchange.keys, claims), email: String(claims["email"]) };
}

function assertRefused(visitor: Visitor, reply: Reply): void {
  assert.ok([400, 401].includes(reply.status), `status ${reply.status}: ${JSON.stringify(reply.body)}`);
  assert.equal(visitor.isSignedIn, false, "a cookie was set");
}

async function assertNoUser(email: string): Promise<void> {
  assert.deepEqual(await usersWithEmail(email), []);
}

test("a token that was used is refused from another cookie jar", async () => {
  const { idToken, email } = identity();
  assert.equal((await new Visitor().signIn(idToken)).status, 200);
  const thief = new Visitor();
  assertRefused(thief, await thief.signIn(idToken));
  assert.equal((await usersWithEmail(email))[0]?.sessions, 1);
});

test("the same browser may repeat a token at once, as its first answer may have been lost", async () => {
  const { idToken, email } = identity();
  const visitor = new Visitor();
  assert.equal((await visitor.signIn(idToken)).status, 200);
  assert.equal((await visitor.signIn(idToken)).status, 200);
  assert.equal((await usersWithEmail(email)).length, 1);
});

test("the same browser may not repeat a token after a minute", async () => {
  const { idToken } = identity();
  const visitor = new Visitor();
  assert.equal((await visitor.signIn(idToken)).status, 200);
  await askWordPress(`
    global $wpdb;
    $wpdb->query($wpdb->prepare(
      "UPDATE {$wpdb->base_prefix}cognipress_entries SET value = CONCAT(%d, SUBSTR(value, 11)) WHERE name = %s",
      time() - 61, 'token:' . hash('sha256', $arguments)));`, idToken);
  forgetSession(visitor);
  assertRefused(visitor, await visitor.signIn(idToken));
});

test("a challenge is good once", async () => {
  const visitor = new Visitor();
  const challenge = await visitor.newChallenge();
  assert.equal((await visitor.requestSession({ idToken: identity().idToken, challenge })).status, 200);
  const { idToken, email } = identity();
  forgetSession(visitor);
  assertRefused(visitor, await visitor.requestSession({ idToken, challenge }));
  await assertNoUser(email);
});

test("a challenge is spent by a failure too", async () => {
  const visitor = new Visitor();
  const challenge = await visitor.newChallenge();
  assertRefused(visitor, await visitor.requestSession({ idToken: "a.b.c", challenge }));
  const { idToken, email } = identity();
  assertRefused(visitor, await visitor.requestSession({ idToken, challenge }));
  await assertNoUser(email);
});

test("a challenge that is more than ten minutes old is refused", async () => {
  const visitor = new Visitor();
  const challenge = await visitor.newChallenge();
  const changed = await askWordPress<number>(`
    global $wpdb;
    return $wpdb->query($wpdb->prepare(
      "UPDATE {$wpdb->base_prefix}cognipress_entries SET expires_at = expires_at - 600 WHERE name = %s",
      'challenge:' . hash('sha256', $arguments)));`, challenge);
  assert.equal(changed, 1);
  const { idToken, email } = identity();
  assertRefused(visitor, await visitor.requestSession({ idToken, challenge }));
  await assertNoUser(email);
});

test("a challenge of another browser is refused", async () => {
  const victim = new Visitor();
  await victim.newChallenge();
  const { idToken, email } = identity();
  assertRefused(victim, await victim.requestSession({ idToken, challenge: await new Visitor().newChallenge() }));
  await assertNoUser(email);
});

test("a challenge without its cookie is refused", async () => {
  const { idToken, email } = identity();
  const stranger = new Visitor();
  assertRefused(stranger, await stranger.requestSession({ idToken, challenge: await new Visitor().newChallenge() }));
  await assertNoUser(email);
});

for (const [what, challenge] of Object.entries({
  missing: undefined,
  null: null,
  empty: "",
  true: true,
  "a number": 0,
  "a list": [],
  "made up": "A".repeat(43),
  "of another length": "AAAA",
})) {
  test(`a session is refused when its challenge is ${what}`, async () => {
    const { idToken, email } = identity();
    const visitor = new Visitor();
    await visitor.newChallenge();
    assertRefused(visitor, await visitor.requestSession({ idToken, challenge }));
    await assertNoUser(email);
  });
}

test("challenges differ, are of 256 bits, end within ten minutes, and are not cached", async () => {
  const replies = await Promise.all(Array.from({ length: 4 }, () => new Visitor().requestChallenge()));
  assert.equal(new Set(replies.map(({ body }) => body.challenge)).size, replies.length);
  for (const { body, headers } of replies) {
    assert.equal(Buffer.from(body.challenge, "base64url").length, 32);
    const msLeft = body.expiresAtMs - Date.now();
    assert.ok(msLeft > 0 && msLeft <= 600_000, `${msLeft} ms left`);
    assert.match(String(headers["cache-control"]), /no-store/);
    const cookie = String(headers["set-cookie"]?.find((line) => line.includes("cognipress")));
    assert.match(cookie, /HttpOnly/i);
    assert.match(cookie, /SameSite=Strict/i);
  }
});

test("a second sign-in in one browser ends the first session", async () => {
  const visitor = new Visitor();
  const first = identity();
  assert.equal((await visitor.signIn(first.idToken)).status, 200);
  assert.equal((await visitor.signIn(identity().idToken)).status, 200);
  assert.equal((await usersWithEmail(first.email))[0]?.sessions, 0);
});

/** Drops the session's cookies and keeps the browser's own. */
function forgetSession(visitor: Visitor): void {
  for (const name of visitor.cookies.keys()) if (name.startsWith("wordpress")) visitor.cookies.delete(name);
}
