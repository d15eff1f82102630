import assert from "node:assert/strict";
import { test } from "node:test";
import { createUser } from "../browser/harness/users.ts";
import { countUsers } from "../browser/harness/wordpress.ts";
import { algorithmForgeries } from "./forgeries/algorithm.ts";
import { claimForgeries } from "./forgeries/claims.ts";
import { headerForgeries } from "./forgeries/header.ts";
import { structureForgeries } from "./forgeries/structure.ts";
import { setExchange } from "./harness/exchange.ts";
import { controlToken } from "./harness/forgery.ts";
import { idTokenOfAnotherClient, idTokenOfAnotherPool, signInToPool } from "./harness/real-tokens.ts";
import { freshClaims } from "./harness/token.ts";
import { Visitor, type Reply } from "./harness/visitor.ts";

const exchange = setExchange(async () => {
  usersBefore = await countUsers();
});
const forgeries = [...algorithmForgeries, ...headerForgeries, ...structureForgeries, ...claimForgeries];

let usersBefore: number;
let usersAdmitted = 0;
/** The body of the first refusal: all others must be the same. */
let refusal: string | undefined;

test("every kind of forgery has a name of its own", () => {
  assert.equal(new Set(forgeries.map(({ name }) => name)).size, forgeries.length);
});

test("a good token of the tests' own key is accepted, so that each refusal below is due to its one change", () =>
  assertAdmitted(controlToken(exchange.keys)));

for (const { name, make } of forgeries) {
  test(`refused: ${name}`, async () => assertRefused(make(exchange.keys, freshClaims())));
}

test("refused: the pool's own access token", async () =>
  assertRefused((await signInToPool(await createUser())).accessToken));

test("refused: an ID token of another client of the pool", async () =>
  assertRefused(await idTokenOfAnotherClient(await createUser())));

test("refused: an ID token of another pool", async () => assertRefused(await idTokenOfAnotherPool(await createUser())));

test("the pool's own ID token is accepted", async () =>
  assertAdmitted((await signInToPool(await createUser())).idToken));

test("a good token is still accepted after all of this", () => assertAdmitted(controlToken(exchange.keys)));

test(`none of ${forgeries.length + 3} kinds of wrong tokens has made a user`, async () => {
  assert.equal(await countUsers(), usersBefore + usersAdmitted);
});

async function assertRefused(token: unknown): Promise<void> {
  const visitor = new Visitor();
  const reply = await visitor.signIn(token);
  const isWellFormed = typeof token === "string" && token !== "" && token.length <= 8192;
  assert.equal(reply.status, isWellFormed ? 401 : 400, JSON.stringify(reply.body));
  if (isWellFormed) assertSaysNothing(reply);
  assert.equal(visitor.isSignedIn, false, "a cookie was set");
}

/** A forger learns nothing from a refusal: every one reads the same. */
function assertSaysNothing({ status, body }: Reply): void {
  assert.equal(body.code, "cognipress_token_refused");
  refusal ??= JSON.stringify({ status, body });
  assert.equal(JSON.stringify({ status, body }), refusal);
}

async function assertAdmitted(token: string): Promise<void> {
  const visitor = new Visitor();
  const reply = await visitor.signIn(token);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  usersAdmitted++;
  assert.ok(visitor.isSignedIn, "no cookie was set");
  assert.ok(await visitor.seesProfile(), "the cookie is not worth a session");
}
