import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { startUserPool, type UserPool } from "./index.ts";
import { ok, refused } from "./support/api.ts";
import { proofFor } from "./support/srp.ts";
import { PASSWORD, plain, respond } from "./support/tokens.ts";
import type { ChallengeResult } from "./triggers.ts";

const EMAIL = "alice@example.com";

describe("USER_AUTH", () => {
  let userPool: UserPool;
  beforeEach(async () => {
    userPool = await startUserPool({ ...plain, mfa: "OPTIONAL", firstFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP"] });
    userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: EMAIL } });
  });
  afterEach(() => userPool.close());

  const begin = (USERNAME: string, parameters: Record<string, string> = {}) =>
    ok(userPool, "InitiateAuth", {
      AuthFlow: "USER_AUTH",
      ClientId: userPool.clientId,
      AuthParameters: { USERNAME, ...parameters },
    });
  const select = (Session: string, ANSWER: string, more: Record<string, string> = {}) =>
    respond(userPool, "SELECT_CHALLENGE", Session, { USERNAME: "alice", ANSWER, ...more });

  test("only what the user has is offered; any other choice leaves the question open", async () => {
    const { AvailableChallenges, ChallengeName, Session } = await begin("alice");
    assert.equal(ChallengeName, "SELECT_CHALLENGE");
    assert.deepEqual(AvailableChallenges, ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"]);
    for (const answer of ["SMS_OTP", "WEB_AUTHN", "NONSENSE"]) {
      await refused(
        userPool,
        "RespondToAuthChallenge",
        select(Session, answer),
        "InvalidParameterException",
        /Invalid challenge/,
      );
    }
    const asked = await ok(userPool, "RespondToAuthChallenge", select(Session, "EMAIL_OTP"));
    assert.equal(asked.ChallengeName, "EMAIL_OTP");
    await refused(
      userPool,
      "RespondToAuthChallenge",
      select(Session, "PASSWORD"),
      "NotAuthorizedException",
      /only be used once/,
    );
  });

  test("a preference that the user cannot meet becomes a choice", async () => {
    assert.equal((await begin("alice", { PREFERRED_CHALLENGE: "SMS_OTP" })).ChallengeName, "SELECT_CHALLENGE");
  });

  test("a password goes with the choice, or after it, and must be right", async () => {
    const { Session } = await begin("alice");
    await refused(
      userPool,
      "RespondToAuthChallenge",
      select(Session, "PASSWORD", { PASSWORD: "wrong" }),
      "NotAuthorizedException",
      /Incorrect/,
    );
    const asked = await begin("alice", { PREFERRED_CHALLENGE: "PASSWORD" });
    assert.equal(asked.ChallengeName, "PASSWORD");
    const answer = respond(userPool, "PASSWORD", asked.Session, { USERNAME: "alice", PASSWORD });
    assert.ok((await ok(userPool, "RespondToAuthChallenge", answer)).AuthenticationResult);
    const srp = await begin("alice", { PREFERRED_CHALLENGE: "PASSWORD_SRP" });
    await refused(
      userPool,
      "RespondToAuthChallenge",
      respond(userPool, "PASSWORD_SRP", srp.Session, { USERNAME: "alice" }),
      "InvalidParameterException",
      /SRP_A/,
    );
    const challenge = respond(userPool, "PASSWORD_SRP", srp.Session, { USERNAME: "alice", SRP_A: "abc" });
    assert.equal((await ok(userPool, "RespondToAuthChallenge", challenge)).ChallengeName, "PASSWORD_VERIFIER");
  });

  test("a user with MFA begins with a password alone", async () => {
    userPool.addUser({
      username: "bob",
      password: PASSWORD,
      attributes: { email: EMAIL },
      mfa: ["SOFTWARE_TOKEN_MFA"],
    });
    assert.deepEqual((await begin("bob")).AvailableChallenges, ["PASSWORD_SRP", "PASSWORD"]);
  });

  test("a user who is not there is offered all that the pool has, and gets in by none of it", async () => {
    const { AvailableChallenges } = await begin("nobody");
    assert.deepEqual(AvailableChallenges, ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP"]);
    const asked = await begin("nobody", { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    assert.match(asked.ChallengeParameters.CODE_DELIVERY_DESTINATION, /^.\*\*\*@/);
    const answer = respond(userPool, "EMAIL_OTP", asked.Session, { USERNAME: "nobody", EMAIL_OTP_CODE: "123456" });
    await refused(userPool, "RespondToAuthChallenge", answer, "CodeMismatchException");
    assert.equal(userPool.mailbox.messages.length, 0);
  });

  test("a code that signs in is refused when it is wrong, and spent when it is right", async () => {
    const asked = await begin("alice", { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const answer = (EMAIL_OTP_CODE: string) =>
      respond(userPool, "EMAIL_OTP", asked.Session, { USERNAME: "alice", EMAIL_OTP_CODE });
    await refused(
      userPool,
      "RespondToAuthChallenge",
      answer("x"),
      "CodeMismatchException",
      /Invalid code or auth state/,
    );
    const { code } = userPool.mailbox.latest(EMAIL, "sign-in");
    await ok(userPool, "RespondToAuthChallenge", answer(code));
    await refused(userPool, "RespondToAuthChallenge", answer(code), "NotAuthorizedException", /only be used once/);
  });
});

test("a flow that the client does not allow, an admin's, and one above the feature plan", async () => {
  const userPool = await startUserPool({ tier: "LITE", authFlows: ["USER_AUTH"] });
  const initiate = (AuthFlow: string) => ({
    AuthFlow,
    ClientId: userPool.clientId,
    AuthParameters: { USERNAME: "a", PASSWORD: "b", SRP_A: "1", REFRESH_TOKEN: "x" },
  });
  for (const flow of ["USER_SRP_AUTH", "USER_PASSWORD_AUTH", "CUSTOM_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"]) {
    await refused(
      userPool,
      "InitiateAuth",
      initiate(flow),
      "InvalidParameterException",
      /flow not enabled for this client/,
    );
  }
  await refused(userPool, "InitiateAuth", initiate("ADMIN_NO_SRP_AUTH"), "InvalidParameterException", /not supported/);
  await refused(userPool, "InitiateAuth", initiate("USER_AUTH"), "FeatureUnavailableInTierException");
  await userPool.close();
});

describe("CUSTOM_AUTH", () => {
  const define = (session: readonly ChallengeResult[]) => {
    const last = session.at(-1);
    if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" } as const;
    if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return { issueTokens: true } as const;
    if (session.length > 2) return { failAuthentication: true } as const;
    return { challengeName: "CUSTOM_CHALLENGE" } as const;
  };
  const create = () => ({ publicChallengeParameters: { q: "7?" }, privateChallengeParameters: { a: "7" } });
  const customAuth = {
    define,
    create,
    verify: (answer: string, { a }: Readonly<Record<string, string>>) => answer === a,
  };

  const start = (userPool: UserPool) => ({
    AuthFlow: "CUSTOM_AUTH",
    ClientId: userPool.clientId,
    AuthParameters: { USERNAME: "alice" },
  });
  const answer = (userPool: UserPool, session: string, ANSWER: string) =>
    respond(userPool, "CUSTOM_CHALLENGE", session, { USERNAME: "alice", ANSWER });

  test("only the newest Session works, and the triggers decide when it is enough", async () => {
    const userPool = await startUserPool({ ...plain, triggers: { customAuth } });
    userPool.addUser({ username: "alice", password: PASSWORD });
    const first = await ok(userPool, "InitiateAuth", start(userPool));
    assert.equal(first.ChallengeParameters.q, "7?");
    assert.equal(first.ChallengeParameters.a, undefined);
    const second = await ok(userPool, "RespondToAuthChallenge", answer(userPool, first.Session, "8"));
    await refused(
      userPool,
      "RespondToAuthChallenge",
      answer(userPool, first.Session, "7"),
      "NotAuthorizedException",
      /only be used once/,
    );
    const third = await ok(userPool, "RespondToAuthChallenge", answer(userPool, second.Session, "8"));
    await refused(
      userPool,
      "RespondToAuthChallenge",
      answer(userPool, third.Session, "8"),
      "NotAuthorizedException",
      /Incorrect/,
    );
    await userPool.close();
  });

  test("after SRP a wrong password ends it", async () => {
    const userPool = await startUserPool({ ...plain, triggers: { customAuth } });
    userPool.addUser({ username: "alice", password: PASSWORD });
    const more = { flow: "CUSTOM_AUTH", parameters: { CHALLENGE_NAME: "SRP_A" } };
    const wrong = await proofFor(userPool, "alice", "Wrong-horse-7", more);
    await refused(userPool, "RespondToAuthChallenge", wrong.answer, "NotAuthorizedException", /Incorrect/);
    await userPool.close();
  });

  test("a trigger that fails, one that is not there, one that answers nonsense, and a simulated user", async () => {
    const without = await startUserPool(plain);
    await refused(without, "InitiateAuth", start(without), "InvalidParameterException", /not configured/);
    await without.close();
    const failing = {
      ...customAuth,
      create: () => {
        throw new Error("out of riddles");
      },
    };
    const broken = await startUserPool({ ...plain, triggers: { customAuth: failing } });
    await refused(
      broken,
      "InitiateAuth",
      start(broken),
      "UserLambdaValidationException",
      /^CreateAuthChallenge failed with error out of riddles\.$/,
    );
    await broken.close();
    const nonsense = { ...customAuth, define: () => ({ challengeName: "PASSWORD_VERIFIER" }) as const };
    const confused = await startUserPool({ ...plain, triggers: { customAuth: nonsense } });
    await refused(confused, "InitiateAuth", start(confused), "InvalidLambdaResponseException");
    await confused.close();
    const generous = { ...customAuth, define: () => ({ issueTokens: true }) as const };
    const open = await startUserPool({ ...plain, triggers: { customAuth: generous } });
    await refused(open, "InitiateAuth", start(open), "NotAuthorizedException", /Incorrect/);
    await open.close();
  });
});
