import assert from "node:assert/strict";
import { test } from "node:test";
import { type StartOptions, startUserPool, type UserPool } from "./index.ts";
import { ok, refused } from "./support/api.ts";
import { claimsOf, PASSWORD, plain, signedIn } from "./support/tokens.ts";

const attributes = { email: "alice@example.com", phone_number: "+15550001234", phone_number_verified: "false" };

function withPool(name: string, options: StartOptions, run: (userPool: UserPool) => Promise<void>): void {
  test(name, async () => {
    const userPool = await startUserPool({ ...plain, ...options });
    userPool.addUser({ username: "alice", password: PASSWORD, attributes, groups: ["editors"] });
    try {
      await run(userPool);
    } finally {
      await userPool.close();
    }
  });
}

const refresh = (userPool: UserPool, RefreshToken: string) => ({ RefreshToken, ClientId: userPool.clientId });
const oldRefresh = (userPool: UserPool, REFRESH_TOKEN: string) => ({
  AuthFlow: "REFRESH_TOKEN_AUTH",
  ClientId: userPool.clientId,
  AuthParameters: { REFRESH_TOKEN },
});

withPool("claims are those of the service, and of its types", {}, async (userPool) => {
  const { AccessToken, ExpiresIn, IdToken } = await signedIn(userPool, "alice");
  const id = claimsOf(IdToken);
  const access = claimsOf(AccessToken);
  assert.deepEqual(Object.keys(id).sort(), [
    "aud",
    "auth_time",
    "cognito:groups",
    "cognito:username",
    "email",
    "email_verified",
    "event_id",
    "exp",
    "iat",
    "iss",
    "jti",
    "origin_jti",
    "phone_number",
    "phone_number_verified",
    "sub",
    "token_use",
  ]);
  assert.deepEqual(Object.keys(access).sort(), [
    "auth_time",
    "client_id",
    "cognito:groups",
    "event_id",
    "exp",
    "iat",
    "iss",
    "jti",
    "origin_jti",
    "scope",
    "sub",
    "token_use",
    "username",
  ]);
  assert.equal(id.email_verified, true);
  assert.equal(id.phone_number_verified, false);
  assert.equal(id.aud, userPool.clientId);
  assert.equal(id.token_use, "id");
  assert.equal(access.token_use, "access");
  assert.deepEqual(id["cognito:groups"], ["editors"]);
  assert.equal(Number(id.exp) - Number(id.iat), ExpiresIn);
  assert.notEqual(id.jti, access.jti);
});

withPool("an access token must be one, be whole, be young, and have the scope", {}, async (userPool) => {
  const { AccessToken, IdToken } = await signedIn(userPool, "alice");
  const getUser = (token: string, text: RegExp) =>
    refused(userPool, "GetUser", { AccessToken: token }, "NotAuthorizedException", text);
  await getUser(IdToken, /Invalid Access Token/);
  const [header = "", , signature = ""] = AccessToken.split(".");
  const forged = Buffer.from(JSON.stringify({ ...claimsOf(AccessToken), username: "bob" })).toString("base64url");
  await getUser(`${header}.${forged}.${signature}`, /Invalid Access Token/);
  await getUser("garbage", /Invalid Access Token/);
  userPool.clock.advance(3601);
  await getUser(AccessToken, /Access Token has expired/);
});

withPool("another scope does not open the user's own operations", { scopes: ["openid"] }, async (userPool) => {
  const { AccessToken } = await signedIn(userPool, "alice");
  await refused(userPool, "GetUser", { AccessToken }, "NotAuthorizedException", /required scopes/);
});

withPool("a disabled user, and a deleted one", {}, async (userPool) => {
  const { AccessToken, RefreshToken } = await signedIn(userPool, "alice");
  const user = userPool.users.find("alice");
  assert.ok(user);
  user.enabled = false;
  await refused(userPool, "GetUser", { AccessToken }, "NotAuthorizedException", /User is disabled/);
  await refused(
    userPool,
    "GetTokensFromRefreshToken",
    refresh(userPool, RefreshToken),
    "NotAuthorizedException",
    /User is disabled/,
  );
  user.enabled = true;
  await ok(userPool, "DeleteUser", { AccessToken });
  await refused(userPool, "GetUser", { AccessToken }, "UserNotFoundException");
  await refused(userPool, "GetTokensFromRefreshToken", refresh(userPool, RefreshToken), "NotAuthorizedException");
});

withPool("a refresh keeps auth_time and the refresh token, until that expires", {}, async (userPool) => {
  const { IdToken, RefreshToken } = await signedIn(userPool, "alice");
  userPool.clock.advance(100);
  for (const [operation, input] of [
    ["GetTokensFromRefreshToken", refresh(userPool, RefreshToken)],
    ["InitiateAuth", oldRefresh(userPool, RefreshToken)],
  ] as const) {
    const { AuthenticationResult } = await ok(userPool, operation, input);
    assert.equal(AuthenticationResult.RefreshToken, undefined);
    const [before, after] = [claimsOf(IdToken), claimsOf(AuthenticationResult.IdToken)];
    assert.equal(after.auth_time, before.auth_time);
    assert.equal(after.origin_jti, before.origin_jti);
    assert.ok(Number(after.iat) >= Number(before.iat) + 100);
  }
  await refused(
    userPool,
    "GetTokensFromRefreshToken",
    { ...refresh(userPool, RefreshToken), ClientId: "other" },
    "ResourceNotFoundException",
  );
  await refused(
    userPool,
    "GetTokensFromRefreshToken",
    refresh(userPool, "bogus"),
    "NotAuthorizedException",
    /Invalid Refresh Token/,
  );
  userPool.clock.advance(30 * 24 * 3600);
  await refused(
    userPool,
    "GetTokensFromRefreshToken",
    refresh(userPool, RefreshToken),
    "NotAuthorizedException",
    /expired/,
  );
});

withPool(
  "rotation: a new token each time, grace for the old one, then reuse is found",
  { rotation: { graceSeconds: 30 } },
  async (userPool) => {
    userPool.clock.stop();
    const { RefreshToken } = await signedIn(userPool, "alice");
    await refused(
      userPool,
      "InitiateAuth",
      oldRefresh(userPool, RefreshToken),
      "InvalidParameterException",
      /rotation/,
    );
    const first = await ok(userPool, "GetTokensFromRefreshToken", refresh(userPool, RefreshToken));
    const second = first.AuthenticationResult.RefreshToken;
    assert.notEqual(second, RefreshToken);
    userPool.clock.advance(29);
    await ok(userPool, "GetTokensFromRefreshToken", refresh(userPool, RefreshToken));
    userPool.clock.advance(2);
    await refused(userPool, "GetTokensFromRefreshToken", refresh(userPool, RefreshToken), "RefreshTokenReuseException");
    await ok(userPool, "GetTokensFromRefreshToken", refresh(userPool, second));
  },
);

withPool("no grace: the old token is spent at once", { rotation: { graceSeconds: 0 } }, async (userPool) => {
  const { RefreshToken } = await signedIn(userPool, "alice");
  await ok(userPool, "GetTokensFromRefreshToken", refresh(userPool, RefreshToken));
  await refused(userPool, "GetTokensFromRefreshToken", refresh(userPool, RefreshToken), "RefreshTokenReuseException");
});

withPool("RevokeToken ends one session, and takes refresh tokens alone", {}, async (userPool) => {
  const { AccessToken, RefreshToken } = await signedIn(userPool, "alice");
  const other = await signedIn(userPool, "alice");
  const revoke = (Token: string, ClientId = userPool.clientId) => ({ Token, ClientId });
  await refused(userPool, "RevokeToken", revoke(AccessToken), "UnsupportedTokenTypeException");
  await refused(userPool, "RevokeToken", revoke(RefreshToken, "another"), "UnauthorizedException");
  await refused(userPool, "RevokeToken", revoke("bogus"), "InvalidParameterException");
  await ok(userPool, "RevokeToken", revoke(RefreshToken));
  await refused(userPool, "GetUser", { AccessToken }, "NotAuthorizedException", /Access Token has been revoked/);
  await refused(
    userPool,
    "GetTokensFromRefreshToken",
    refresh(userPool, RefreshToken),
    "NotAuthorizedException",
    /revoked/,
  );
  await ok(userPool, "GetUser", { AccessToken: other.AccessToken });
});

withPool("a client without revocation revokes nothing", { enableTokenRevocation: false }, async (userPool) => {
  const { AccessToken, RefreshToken } = await signedIn(userPool, "alice");
  assert.equal(claimsOf(AccessToken).origin_jti, undefined);
  await refused(
    userPool,
    "RevokeToken",
    { Token: RefreshToken, ClientId: userPool.clientId },
    "UnsupportedOperationException",
  );
});

withPool("GlobalSignOut ends them all", {}, async (userPool) => {
  const first = await signedIn(userPool, "alice");
  const second = await signedIn(userPool, "alice");
  await ok(userPool, "GlobalSignOut", { AccessToken: first.AccessToken });
  for (const { AccessToken, RefreshToken } of [first, second]) {
    await refused(userPool, "GetUser", { AccessToken }, "NotAuthorizedException", /revoked/);
    await refused(
      userPool,
      "GetTokensFromRefreshToken",
      refresh(userPool, RefreshToken),
      "NotAuthorizedException",
      /revoked/,
    );
  }
});

withPool("sessions are listed in pages and revoked, but not one's own, nor another's", {}, async (userPool) => {
  userPool.addUser({ username: "bob", password: PASSWORD });
  const bob = await signedIn(userPool, "bob");
  const { AccessToken } = await signedIn(userPool, "alice");
  const other = await signedIn(userPool, "alice");
  const { Sessions } = await ok(userPool, "ListUserSessions", { AccessToken });
  assert.deepEqual(
    Sessions.map((session: { IsCurrentSession: boolean }) => session.IsCurrentSession),
    [true, false],
  );
  const [own, second] = Sessions.map((session: { SessionId: string }) => session.SessionId);
  await refused(userPool, "RevokeUserSession", { AccessToken, SessionId: own }, "InvalidParameterException");
  await refused(
    userPool,
    "RevokeUserSession",
    { AccessToken: bob.AccessToken, SessionId: second },
    "ResourceNotFoundException",
  );
  await ok(userPool, "RevokeUserSession", { AccessToken, SessionId: second });
  await refused(userPool, "GetUser", { AccessToken: other.AccessToken }, "NotAuthorizedException", /revoked/);
  for (let index = 0; index < 21; index += 1) await signedIn(userPool, "alice");
  const first = await ok(userPool, "ListUserSessions", { AccessToken });
  assert.equal(first.Sessions.length, 20);
  const last = await ok(userPool, "ListUserSessions", { AccessToken, NextToken: first.NextToken });
  assert.equal(last.Sessions.length, 2);
});
