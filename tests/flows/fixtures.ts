/** What the rows have in common. */
import assert from "node:assert/strict";
import type { Start } from "../../src/wasm/types.js";
import type { StartOptions } from "../user-pool/index.ts";
import { plain } from "../user-pool/support/tokens.ts";
import type { Outcome, Question, SignedIn } from "./driver.ts";
import type { World } from "./table.ts";

export const USERNAME = "alice";
export const PASSWORD = "Correct-horse-7";
export const NEW_PASSWORD = "Another-horse-8";
export const EMAIL = "alice@example.com";
export const PHONE = "+15550001234";
export const ATTRIBUTES = { email: EMAIL, phone_number: PHONE };
export const TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Longer than a Session lasts. */
export const SESSION_OVER = 3 * MINUTE + 1;

/** A pool that gives out tokens for a plain password, for what comes after the sign-in. */
export const PLAIN: StartOptions = { authFlows: plain.authFlows! };

export const start = (flow: Start["flow"], more: Partial<Start> = {}): Start => ({
  flow,
  username: USERNAME,
  password: PASSWORD,
  ...more,
});

export function expectSignedIn(outcome: Outcome): SignedIn {
  assert.equal(outcome.kind, "signed-in", JSON.stringify(outcome));
  return outcome as SignedIn;
}

export function expectQuestion(outcome: Outcome, name: string): Question {
  assert.ok(outcome.kind === "challenge", "signed in without the challenge");
  assert.equal(outcome.challenge.name, name);
  return outcome;
}

/** Signs alice in, who is added to the pool first. */
export async function signIn({ client, pool }: World): Promise<SignedIn["tokens"]> {
  pool.addUser({ username: USERNAME, password: PASSWORD, attributes: ATTRIBUTES });
  return signInAgain({ client });
}

export const signInAgain = async ({ client }: Pick<World, "client">): Promise<SignedIn["tokens"]> =>
  expectSignedIn(await client.start(start("USER_PASSWORD_AUTH"))).tokens;

export const user = ({ pool }: World) => pool.users.find(USERNAME)!;

/** Six digits, but not these. */
export const otherCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** The same token with another signature. */
export const forged = (token: string): string => `${token.slice(0, -8)}AAAAAAAA`;

/** Lets the time pass just before a request to `operation` leaves, with an answer to that challenge if it is named. */
export function expireBefore({ client, pool }: World, seconds: number, operation: string, challenge?: string): void {
  client.meanwhile = (request) => {
    const isIt = challenge === undefined || request.body["ChallengeName"] === challenge;
    if (request.operation === operation && isIt) pool.clock.advance(seconds);
  };
}
