/** Tokens without SRP, for tests of what comes after the sign-in; the pool must allow USER_PASSWORD_AUTH. */
import assert from "node:assert/strict";
import { Keys } from "../keys.ts";
import type { StartOptions, UserPool } from "../index.ts";
import { ok } from "./api.ts";

export const PASSWORD = "Correct-horse-7";

/** The pools of one test file share these. */
export const keys = new Keys();

/** Options of a pool that takes plain passwords as well. */
export const plain: StartOptions = {
  keys,
  authFlows: ["USER_SRP_AUTH", "USER_PASSWORD_AUTH", "CUSTOM_AUTH", "USER_AUTH", "REFRESH_TOKEN_AUTH"],
};

export interface SignedIn {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
  readonly ExpiresIn: number;
  readonly NewDeviceMetadata?: { readonly DeviceKey: string; readonly DeviceGroupKey: string };
}

export const withPassword = (userPool: UserPool, username: string, parameters: Record<string, string> = {}) =>
  ok(userPool, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: userPool.clientId,
    AuthParameters: { USERNAME: username, PASSWORD, ...parameters },
  });

export async function signedIn(userPool: UserPool, username: string): Promise<SignedIn> {
  const reply = await withPassword(userPool, username);
  assert.ok(reply.AuthenticationResult, `a challenge came first: ${reply.ChallengeName}`);
  return reply.AuthenticationResult;
}

export const respond = (userPool: UserPool, name: string, session: string, responses: Record<string, string>) => ({
  ClientId: userPool.clientId,
  ChallengeName: name,
  Session: session,
  ChallengeResponses: responses,
});

/** The claims of a token, unverified. */
export const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
