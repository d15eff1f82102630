import assert from "node:assert/strict";
import { test } from "node:test";
import { setExchange } from "./harness/exchange.ts";
import { controlToken } from "./harness/forgery.ts";
import { freshClaims, signToken } from "./harness/token.ts";
import { newAddress, Visitor, type Reply } from "./harness/visitor.ts";

const LIMIT = 10;
const WINDOW_SECONDS = 300;
const exchange = setExchange();

function assertMustWait(reply: Reply): void {
  assert.equal(reply.status, 429, JSON.stringify(reply.body));
  const seconds = Number(reply.headers["retry-after"]);
  assert.ok(Number.isInteger(seconds) && seconds > 0 && seconds <= WINDOW_SECONDS, `Retry-After: ${seconds}`);
}

test("after ten failures an address has to wait, even with a good token; others need not", async () => {
  const address = newAddress();
  for (let failure = 1; failure <= LIMIT; failure++) {
    const reply = await new Visitor(address).signIn(signToken(freshClaims(), exchange.keys.attacker, { kid: exchange.keys.trusted.kid }));
    assert.equal(reply.status, 401, `failure ${failure}: ${JSON.stringify(reply.body)}`);
  }
  const visitor = new Visitor(address);
  assertMustWait(await visitor.requestSession({ idToken: controlToken(exchange.keys), challenge: "A".repeat(43) }));
  assert.equal(visitor.isSignedIn, false);
  assert.equal((await new Visitor().signIn(controlToken(exchange.keys))).status, 200);
});

test("an address is its network: a neighbour's failures count too", async () => {
  const address = newAddress();
  const network = address.slice(0, address.lastIndexOf("."));
  for (let failure = 1; failure <= LIMIT; failure++) {
    assert.equal((await new Visitor(`${network}.${failure}`).signIn("a.b.c")).status, 401);
  }
  assertMustWait(
    await new Visitor(`${network}.99`).requestSession({ idToken: controlToken(exchange.keys), challenge: "A".repeat(43) }),
  );
});

test("after ten failures of one user from ten networks that user has to wait", async () => {
  const claims = freshClaims();
  for (let failure = 1; failure <= LIMIT; failure++) {
    const stale = controlToken(exchange.keys, { ...claims, iat: Number(claims["iat"]) - 1000 - failure });
    assert.equal((await new Visitor().signIn(stale)).status, 401);
  }
  assertMustWait(await new Visitor().signIn(controlToken(exchange.keys, claims)));
});

test("successes do not count", async () => {
  const address = newAddress();
  for (let success = 1; success <= LIMIT + 1; success++) {
    assert.equal((await new Visitor(address).signIn(controlToken(exchange.keys))).status, 200);
  }
});
