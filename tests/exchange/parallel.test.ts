import assert from "node:assert/strict";
import { test } from "node:test";
import { countUsers, usersWithEmail } from "../browser/harness/wordpress.ts";
import { setExchange } from "./harness/exchange.ts";
import { controlToken } from "./harness/forgery.ts";
import { freshClaims } from "./harness/token.ts";
import { Visitor } from "./harness/visitor.ts";

const SIGN_INS = 40;
const exchange = setExchange();

test(`${SIGN_INS} parallel first sign-ins of one identity make one user and ${SIGN_INS} sessions`, async () => {
  const usersBefore = await countUsers();
  const claims = freshClaims();
  const visitors = await Promise.all(
    Array.from({ length: SIGN_INS }, async () => {
      const visitor = new Visitor();
      return { visitor, challenge: await visitor.newChallenge() };
    }),
  );
  const replies = await Promise.all(
    visitors.map(({ visitor, challenge }) => {
      const { jti } = freshClaims();
      return visitor.requestSession({ idToken: controlToken(exchange.keys, { ...claims, jti }), challenge });
    }),
  );
  assert.deepEqual(
    replies.filter(({ status }) => status !== 200).map(({ status, body }) => `${status} ${JSON.stringify(body)}`),
    [],
  );
  assert.equal(new Set(replies.map(({ body }) => body.user.id)).size, 1, "the replies name different users");
  assert.equal(await countUsers(), usersBefore + 1);
  const [user] = await usersWithEmail(String(claims["email"]));
  assert.equal(user?.sessions, SIGN_INS);
  const seeing = await Promise.all(visitors.map(({ visitor }) => visitor.seesProfile()));
  assert.equal(seeing.filter(Boolean).length, SIGN_INS, "not every cookie is worth a session");
});

test("ten identities signing in four times each at once make ten users", async () => {
  const usersBefore = await countUsers();
  const identities = Array.from({ length: 10 }, freshClaims);
  const replies = await Promise.all(
    Array.from({ length: 4 }, () => identities)
      .flat()
      .map((claims) => new Visitor().signIn(controlToken(exchange.keys, { ...claims, jti: freshClaims()["jti"] }))),
  );
  assert.deepEqual(replies.map(({ status }) => status), replies.map(() => 200));
  assert.equal(new Set(replies.map(({ body }) => body.user.id)).size, identities.length);
  assert.equal(await countUsers(), usersBefore + identities.length);
});

test("one token sent by eight browsers at once gives one of them a session", async () => {
  const claims = freshClaims();
  const idToken = controlToken(exchange.keys, claims);
  const visitors = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const visitor = new Visitor();
      return { visitor, challenge: await visitor.newChallenge() };
    }),
  );
  const replies = await Promise.all(visitors.map(({ visitor, challenge }) => visitor.requestSession({ idToken, challenge })));
  assert.equal(replies.filter(({ status }) => status === 200).length, 1);
  assert.equal(visitors.filter(({ visitor }) => visitor.isSignedIn).length, 1);
  assert.equal((await usersWithEmail(String(claims["email"])))[0]?.sessions, 1);
});
