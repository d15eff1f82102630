import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { keySet } from "../browser/harness/stage.ts";
import type { Fault } from "../browser/harness/proxy.ts";
import { askWordPress, endPauseBetweenFetches, forgetKeySet } from "../browser/harness/wordpress.ts";
import { setExchange } from "./harness/exchange.ts";
import { controlToken } from "./harness/forgery.ts";
import { makeRsaKey } from "./harness/keys.ts";
import { freshClaims, signToken } from "./harness/token.ts";
import { Visitor, type Reply } from "./harness/visitor.ts";

const exchange = setExchange();

const signIn = (): Promise<Reply> => new Visitor().signIn(controlToken(exchange.keys));
const signInWithUnknownKey = (): Promise<Reply> => new Visitor().signIn(signToken(freshClaims(), makeRsaKey()));

/** Makes the kept key set old enough to be fetched again, but still good. */
async function age(seconds: number): Promise<void> {
  await askWordPress(
    `$kept = get_option('cognipress_keys');
    $kept['fetched_at'] -= $arguments;
    update_option('cognipress_keys', $kept);`,
    seconds,
  );
  await endPauseBetweenFetches();
}

const useless: Record<string, Fault> = {
  "a cut connection": { kind: "drop" },
  "status 500": { kind: "answer", status: 500, body: "{}" },
  "an HTML page": { kind: "answer", status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><title>Sign in to the Wi-Fi</title>" },
  "nothing": { kind: "answer", status: 200, body: "" },
  "an empty set": { kind: "answer", status: 200, headers: { "content-type": "application/json" }, body: `{"keys":[]}` },
  "a list": { kind: "answer", status: 200, headers: { "content-type": "application/json" }, body: "[]" },
  "a key that is too short": {
    kind: "answer",
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ keys: [makeRsaKey(1024).jwk] }),
  },
  "more than 64 KiB": {
    kind: "answer",
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ keys: [makeRsaKey().jwk], padding: "x".repeat(65536) }),
  },
  "a redirect": { kind: "answer", status: 302, headers: { location: "http://127.0.0.1:9/jwks.json" } },
};

beforeEach(async () => {
  await forgetKeySet();
  assert.equal((await signIn()).status, 200);
  exchange.cognito.requests.length = 0;
});

test("the key set is kept: further sign-ins do not fetch it", async () => {
  for (let i = 0; i < 3; i++) assert.equal((await signIn()).status, 200);
  assert.equal(exchange.cognito.matching(keySet).length, 0);
});

test("unknown keys make the site fetch at most once in ten seconds", async () => {
  await endPauseBetweenFetches();
  const startedAtMs = performance.now();
  for (let i = 0; i < 5; i++) assert.equal((await signInWithUnknownKey()).status, 401);
  const pauses = Math.floor((performance.now() - startedAtMs) / 10_000);
  const fetches = exchange.cognito.matching(keySet).length;
  assert.ok(fetches >= 1 && fetches <= 1 + pauses, `${fetches} fetches in ${pauses} pauses`);
});

test("a new key of the pool is found without waiting for the kept set to grow old", async () => {
  const rolled = makeRsaKey();
  const remove = exchange.cognito.inject(keySet, {
    kind: "answer",
    status: 200,
    body: JSON.stringify({ keys: [rolled.jwk, exchange.keys.trusted.jwk] }),
  });
  await endPauseBetweenFetches();
  const reply = await new Visitor().signIn(signToken(freshClaims(), rolled));
  remove();
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
});

for (const [what, fault] of Object.entries(useless)) {
  test(`${what} in place of the key set never replaces the last good one`, async () => {
    await age(7200);
    const remove = exchange.cognito.inject(keySet, fault);
    const reply = await signIn();
    remove();
    assert.ok(exchange.cognito.matching(keySet).length > 0, "the key set was not fetched");
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
  });

  test(`${what} in place of the first key set is answered with 503`, async () => {
    await forgetKeySet();
    const remove = exchange.cognito.inject(keySet, fault);
    const visitor = new Visitor();
    const reply = await visitor.signIn(controlToken(exchange.keys));
    remove();
    assert.equal(reply.status, 503, JSON.stringify(reply.body));
    assert.equal(visitor.isSignedIn, false);
  });
}

test("the last good key set is good for a day, no longer", async () => {
  await age(25 * 3600);
  const remove = exchange.cognito.inject(keySet, { kind: "drop" });
  const reply = await signIn();
  remove();
  assert.equal(reply.status, 503, JSON.stringify(reply.body));
});

test("a slow key server is given up after three seconds", async () => {
  await forgetKeySet();
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const remove = exchange.cognito.inject(keySet, { kind: "hold", until: released });
  const startedAtMs = performance.now();
  const reply = await signIn();
  const tookMs = performance.now() - startedAtMs;
  release();
  remove();
  assert.equal(reply.status, 503, JSON.stringify(reply.body));
  assert.ok(tookMs < 15_000, `it took ${tookMs} ms`);
});

test("twenty sign-ins at once fetch a missing key set once", async () => {
  await forgetKeySet();
  exchange.cognito.requests.length = 0;
  const replies = await Promise.all(Array.from({ length: 20 }, signIn));
  assert.deepEqual(replies.map(({ status }) => status), replies.map(() => 200));
  assert.equal(exchange.cognito.matching(keySet).length, 1);
});
