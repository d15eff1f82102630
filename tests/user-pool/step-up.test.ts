import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { codeAt, startUserPool, type StartOptions, type UserPool } from "./index.ts";
import type { MfaType } from "./options.ts";
import { ok, refused } from "./support/api.ts";
import { claimsOf, PASSWORD, plain, respond, type SignedIn, signedIn } from "./support/tokens.ts";

const EMAIL = "alice@example.com";
const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const level = (...numbers: number[]) => numbers.map((number) => `urn:cognito:loa:${number}`).join(" ");

describe("step-up", () => {
  let userPool: UserPool;
  afterEach(() => userPool.close());

  /** Alice with a token of her password alone; her second factors count from now on. */
  async function withPasswordOnly(mfa: readonly MfaType[], options: StartOptions = {}): Promise<SignedIn> {
    userPool = await startUserPool({
      ...plain,
      mfa: "OPTIONAL",
      mfaTypes: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"],
      ...options,
    });
    userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: EMAIL }, totpSecret: SECRET });
    const tokens = await signedIn(userPool, "alice");
    for (const type of mfa) userPool.users.find("alice")!.mfa.add(type);
    return tokens;
  }

  const towards = (parameters: Record<string, string>) => ({
    AuthFlow: "USER_AUTH",
    ClientId: userPool.clientId,
    AuthParameters: { USERNAME: "alice", ...parameters },
  });
  const begin = (parameters: Record<string, string>) => ok(userPool, "InitiateAuth", towards(parameters));
  const refuse = (parameters: Record<string, string>, type = "InvalidParameterException", text?: RegExp) =>
    refused(userPool, "InitiateAuth", towards(parameters), type, text);
  const answer = (name: string, session: string, responses: Record<string, string>) =>
    ok(userPool, "RespondToAuthChallenge", respond(userPool, name, session, { USERNAME: "alice", ...responses }));
  const appCode = () => ({ SOFTWARE_TOKEN_MFA_CODE: codeAt(SECRET, userPool.clock.seconds()) });

  const assertClaims = ({ AccessToken, IdToken }: SignedIn, acr: string, amr: string[]) => {
    for (const token of [AccessToken, IdToken]) {
      const claims = claimsOf(token);
      assert.deepEqual([claims.acr, claims.amr], [acr, amr]);
    }
  };

  test("the token's factors count: only what is missing is asked for, and refreshed tokens keep the level", async () => {
    const { AccessToken, IdToken } = await withPasswordOnly(["SOFTWARE_TOKEN_MFA"]);
    assert.equal(claimsOf(IdToken).acr, undefined, "nobody asked for a level");
    const asked = await begin({ TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: AccessToken, MAX_AGE: "300" });
    assert.equal(asked.ChallengeName, "SOFTWARE_TOKEN_MFA");
    const { AuthenticationResult } = await answer("SOFTWARE_TOKEN_MFA", asked.Session, appCode());
    assertClaims(AuthenticationResult, level(4), ["pwd", "otp", "mfa"]);
    const refreshed = await ok(userPool, "InitiateAuth", {
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: userPool.clientId,
      AuthParameters: { REFRESH_TOKEN: AuthenticationResult.RefreshToken },
    });
    assertClaims(refreshed.AuthenticationResult, level(4), ["pwd", "otp", "mfa"]);
  });

  test("factors that are too old do not count", async () => {
    const { AccessToken } = await withPasswordOnly(["SOFTWARE_TOKEN_MFA"]);
    userPool.clock.advance(301);
    const parameters = { TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: AccessToken, MAX_AGE: "300" };
    const asked = await begin({ ...parameters, PREFERRED_CHALLENGE: "PASSWORD", PASSWORD });
    assert.equal(asked.ChallengeName, "SOFTWARE_TOKEN_MFA");
    assert.equal((await begin(parameters)).ChallengeName, "SELECT_CHALLENGE");
    assert.deepEqual((await begin(parameters)).AvailableChallenges, ["PASSWORD_SRP", "PASSWORD"]);
    assert.equal((await begin({ ...parameters, MAX_AGE: "301" })).ChallengeName, "SOFTWARE_TOKEN_MFA");
    await refuse({ ...parameters, MAX_AGE: "-1" });
  });

  test("without a token a level can be reached from the start", async () => {
    await withPasswordOnly([], { firstFactors: ["PASSWORD", "EMAIL_OTP"] });
    const asked = await begin({ TARGET_ACR_VALUES: level(2) });
    assert.deepEqual(asked.AvailableChallenges, ["EMAIL_OTP"]);
    const { Session } = await answer("SELECT_CHALLENGE", asked.Session, { ANSWER: "EMAIL_OTP" });
    const { code } = userPool.mailbox.latest(EMAIL, "sign-in");
    const { AuthenticationResult } = await answer("EMAIL_OTP", Session, { EMAIL_OTP_CODE: code });
    assertClaims(AuthenticationResult, level(2), ["email_otp"]);
  });

  test("the first level of the list that the user has factors for is the one, and names that are none are passed over", async () => {
    const { AccessToken } = await withPasswordOnly(["EMAIL_OTP"]);
    const values = `urn:other:9 ${level(4, 3, 1)}`;
    const asked = await begin({ TARGET_ACR_VALUES: values, ACCESS_TOKEN: AccessToken });
    assert.equal(asked.ChallengeName, "EMAIL_OTP");
    await refuse({ TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: AccessToken }, undefined, /no factors/);
    await refuse({ TARGET_ACR_VALUES: "urn:other:9" }, undefined, /No valid/);
  });

  test("a token that has the level is no way to another one", async () => {
    const { AccessToken } = await withPasswordOnly([]);
    await refuse({ TARGET_ACR_VALUES: level(1), ACCESS_TOKEN: AccessToken }, undefined, /already/);
  });

  test("MFA that is asked of everybody is asked towards a lower level as well", async () => {
    await withPasswordOnly(["SOFTWARE_TOKEN_MFA"]);
    const asked = await begin({ TARGET_ACR_VALUES: level(1), PREFERRED_CHALLENGE: "PASSWORD", PASSWORD });
    assert.equal(asked.ChallengeName, "SOFTWARE_TOKEN_MFA");
    const { AuthenticationResult } = await answer("SOFTWARE_TOKEN_MFA", asked.Session, appCode());
    assertClaims(AuthenticationResult, level(4), ["pwd", "otp", "mfa"]);
  });

  test("the token must be the user's own, and there must be a level to go for", async () => {
    const { AccessToken } = await withPasswordOnly(["SOFTWARE_TOKEN_MFA"]);
    userPool.addUser({ username: "bob", password: PASSWORD, attributes: { email: "bob@example.com" } });
    const bob = await signedIn(userPool, "bob");
    await refuse({ TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: bob.AccessToken }, "NotAuthorizedException");
    await refuse({ TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: "nonsense" }, "NotAuthorizedException");
    await refuse({ ACCESS_TOKEN: AccessToken });
  });

  test("it takes a feature plan", async () => {
    await withPasswordOnly([], { tier: "LITE" });
    await refuse({ TARGET_ACR_VALUES: level(2) }, "FeatureUnavailableInTierException");
  });
});
