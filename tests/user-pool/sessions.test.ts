import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { codeAt, startUserPool, type UserPool } from "./index.ts";
import { ok, refused } from "./support/api.ts";
import { PASSWORD, plain, respond, withPassword } from "./support/tokens.ts";

const EMAIL = "alice@example.com";
const PHONE = "+15550001234";
const attributes = { email: EMAIL, phone_number: PHONE };
const TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

describe("the Session of a challenge, and second factors", () => {
  let userPool: UserPool;
  beforeEach(async () => {
    userPool = await startUserPool({
      ...plain,
      mfa: "OPTIONAL",
      mfaTypes: ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"],
    });
    userPool.addUser({ username: "alice", password: PASSWORD, attributes, mfa: ["SMS_MFA"] });
    userPool.addUser({ username: "bob", password: PASSWORD, attributes, mfa: ["SMS_MFA"] });
    userPool.addUser({
      username: "carol",
      password: PASSWORD,
      attributes,
      mfa: ["SOFTWARE_TOKEN_MFA"],
      totpSecret: TOTP,
    });
  });
  afterEach(() => userPool.close());

  const sms = (session: string, code: string, USERNAME = "alice") =>
    respond(userPool, "SMS_MFA", session, { USERNAME, SMS_MFA_CODE: code });
  const begin = async (username = "alice") => {
    const { ChallengeParameters, Session } = await withPassword(userPool, username);
    return { ChallengeParameters, Session, code: userPool.mailbox.messages.at(-1)?.code ?? "" };
  };
  const answer = (input: object, type: string, text?: RegExp) =>
    refused(userPool, "RespondToAuthChallenge", input, type, text);

  test("is good for one right answer", async () => {
    const { ChallengeParameters, Session, code } = await begin();
    assert.equal(ChallengeParameters.CODE_DELIVERY_DESTINATION, "+*******1234");
    await ok(userPool, "RespondToAuthChallenge", sms(Session, code));
    await answer(sms(Session, code), "NotAuthorizedException", /session can only be used once/);
  });

  test("outlives a wrong code, five times", async () => {
    const { Session, code } = await begin();
    for (let index = 0; index < 5; index += 1) await answer(sms(Session, "x"), "CodeMismatchException");
    await answer(sms(Session, code), "NotAuthorizedException", /^Password attempts exceeded$/);
  });

  test("is right again after four wrong codes", async () => {
    const { Session, code } = await begin();
    for (let index = 0; index < 4; index += 1) await answer(sms(Session, "x"), "CodeMismatchException");
    await ok(userPool, "RespondToAuthChallenge", sms(Session, code));
  });

  test("expires after three minutes", async () => {
    const { Session, code } = await begin();
    userPool.clock.advance(181);
    await answer(sms(Session, code), "NotAuthorizedException", /session is expired/);
  });

  test("belongs to one user", async () => {
    const { Session, code } = await begin();
    await answer(sms(Session, code, "bob"), "NotAuthorizedException", /Invalid session/);
  });

  test("belongs to one step", async () => {
    const { Session, code } = await begin();
    const input = respond(userPool, "EMAIL_OTP", Session, { USERNAME: "alice", EMAIL_OTP_CODE: code });
    await answer(input, "NotAuthorizedException", /Invalid session/);
  });

  test("belongs to one client, must be there, be long enough and be known", async () => {
    const { Session, code } = await begin();
    await answer(
      { ...sms(Session, code), ClientId: "another" },
      "ResourceNotFoundException",
      /User pool client another does not exist/,
    );
    const { Session: _, ...without } = sms(Session, code);
    await answer(without, "InvalidParameterException", /Missing required parameter Session/);
    await answer(sms("short", code), "InvalidParameterException", /length greater than or equal to 20/);
    await answer(sms("A".repeat(40), code), "NotAuthorizedException", /Invalid session/);
  });

  test("no challenge can be answered that was not asked, and no code is another's", async () => {
    await answer(
      { ...sms("", ""), ChallengeName: "ADMIN_NO_SRP_AUTH", Session: undefined },
      "InvalidParameterException",
      /not supported/,
    );
    const { Session } = await begin();
    const { code } = await begin("bob");
    await answer(sms(Session, code), "CodeMismatchException");
  });

  test("TOTP: a wrong code, the neighbouring steps, and no code twice", async () => {
    userPool.clock.stop();
    const { Session } = await withPassword(userPool, "carol");
    const totp = (session: string, code: string) =>
      respond(userPool, "SOFTWARE_TOKEN_MFA", session, { USERNAME: "carol", SOFTWARE_TOKEN_MFA_CODE: code });
    const now = userPool.clock.seconds();
    await answer(totp(Session, codeAt(TOTP, now - 90)), "CodeMismatchException", /Invalid code received for user/);
    await answer(totp(Session, codeAt(TOTP, now + 90)), "CodeMismatchException");
    await ok(userPool, "RespondToAuthChallenge", totp(Session, codeAt(TOTP, now - 30)));
    const again = await withPassword(userPool, "carol");
    await answer(totp(again.Session, codeAt(TOTP, now - 30)), "ExpiredCodeException", /already been used once/);
    await ok(userPool, "RespondToAuthChallenge", totp(again.Session, codeAt(TOTP, now)));
  });

  test("SELECT_MFA_TYPE takes only what it offered, also as EMAIL_MFA", async () => {
    userPool.addUser({ username: "dave", password: PASSWORD, attributes, mfa: ["SMS_MFA", "EMAIL_OTP"] });
    const { ChallengeName, ChallengeParameters, Session } = await withPassword(userPool, "dave");
    assert.equal(ChallengeName, "SELECT_MFA_TYPE");
    assert.deepEqual(JSON.parse(ChallengeParameters.MFAS_CAN_CHOOSE), ["SMS_MFA", "EMAIL_OTP"]);
    const choose = (ANSWER: string) => respond(userPool, "SELECT_MFA_TYPE", Session, { USERNAME: "dave", ANSWER });
    await answer(choose("SOFTWARE_TOKEN_MFA"), "InvalidParameterException");
    const asked = await ok(userPool, "RespondToAuthChallenge", choose("EMAIL_MFA"));
    const { code } = userPool.mailbox.latest(EMAIL, "sign-in");
    await ok(
      userPool,
      "RespondToAuthChallenge",
      respond(userPool, "EMAIL_OTP", asked.Session, { USERNAME: "dave", EMAIL_MFA_CODE: code }),
    );
  });

  test("a preferred factor is asked for without a choice", async () => {
    userPool.addUser({
      username: "erin",
      password: PASSWORD,
      attributes,
      mfa: ["SMS_MFA", "EMAIL_OTP"],
      preferredMfa: "EMAIL_OTP",
    });
    assert.equal((await withPassword(userPool, "erin")).ChallengeName, "EMAIL_OTP");
  });
});

describe("NEW_PASSWORD_REQUIRED", () => {
  let userPool: UserPool;
  let session: string;
  beforeEach(async () => {
    userPool = await startUserPool({ ...plain, requiredAttributes: ["email", "name"] });
    userPool.addUser({ username: "alice", password: PASSWORD, attributes, status: "FORCE_CHANGE_PASSWORD" });
    const { ChallengeParameters, Session } = await withPassword(userPool, "alice");
    assert.equal(ChallengeParameters.requiredAttributes, '["userAttributes.name"]');
    assert.equal(JSON.parse(ChallengeParameters.userAttributes).email, EMAIL);
    session = Session;
  });
  afterEach(() => userPool.close());

  const answer = (responses: Record<string, string>) =>
    respond(userPool, "NEW_PASSWORD_REQUIRED", session, { USERNAME: "alice", ...responses });
  const name = { "userAttributes.name": "Alice" };

  test("refuses what it must, and stands until it is answered well", async () => {
    const respondTo = (responses: Record<string, string>, type: string, text: RegExp) =>
      refused(userPool, "RespondToAuthChallenge", answer(responses), type, text);
    await respondTo({ ...name, NEW_PASSWORD: "short" }, "InvalidPasswordException", /not long enough/);
    await respondTo({ NEW_PASSWORD: "Another-horse-8" }, "InvalidParameterException", /name is missing/);
    await respondTo(
      { ...name, NEW_PASSWORD: "Another-horse-8", "userAttributes.email": "new@example.com" },
      "NotAuthorizedException",
      /Cannot modify an already provided email/,
    );
    await respondTo(
      { ...name, NEW_PASSWORD: "Another-horse-8", "userAttributes.sub": "x" },
      "NotAuthorizedException",
      /unauthorized attribute/,
    );
    await respondTo(name, "InvalidParameterException", /NEW_PASSWORD/);
    const reply = await ok(userPool, "RespondToAuthChallenge", answer({ ...name, NEW_PASSWORD: "Another-horse-8" }));
    assert.ok(reply.AuthenticationResult);
    assert.equal(userPool.users.find("alice")?.attributes.get("name"), "Alice");
  });
});

describe("MFA_SETUP", () => {
  test("the newest Session alone goes on, and only after a right code", async () => {
    const userPool = await startUserPool({ ...plain, mfa: "ON" });
    userPool.addUser({ username: "alice", password: PASSWORD });
    const { ChallengeParameters, Session } = await withPassword(userPool, "alice");
    assert.equal(ChallengeParameters.MFAS_CAN_SETUP, '["SOFTWARE_TOKEN_MFA"]');
    const finish = (session: string) => respond(userPool, "MFA_SETUP", session, { USERNAME: "alice" });
    await refused(userPool, "RespondToAuthChallenge", finish(Session), "SoftwareTokenMFANotFoundException");
    await refused(
      userPool,
      "RespondToAuthChallenge",
      respond(userPool, "MFA_SETUP", Session, { USERNAME: "alice", EMAIL }),
      "InvalidParameterException",
    );
    const associated = await ok(userPool, "AssociateSoftwareToken", { Session });
    await refused(userPool, "AssociateSoftwareToken", { Session }, "NotAuthorizedException", /only be used once/);
    await refused(
      userPool,
      "VerifySoftwareToken",
      { Session: associated.Session, UserCode: "000000" },
      "EnableSoftwareTokenMFAException",
      /Code mismatch/,
    );
    const UserCode = codeAt(associated.SecretCode, userPool.clock.seconds());
    const verified = await ok(userPool, "VerifySoftwareToken", { Session: associated.Session, UserCode });
    await refused(
      userPool,
      "RespondToAuthChallenge",
      finish(associated.Session),
      "NotAuthorizedException",
      /only be used once/,
    );
    assert.ok((await ok(userPool, "RespondToAuthChallenge", finish(verified.Session))).AuthenticationResult);
    assert.deepEqual([...(userPool.users.find("alice")?.mfa ?? [])], ["SOFTWARE_TOKEN_MFA"]);
    await userPool.close();
  });
});
