/** One exception stands for many things: what each of its words comes to, by either program. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { CognitoClient, type ClientOptions } from "../../js/index.ts";
import { texts } from "../../js/texts.ts";
import { wasm } from "./rung.ts";

const MINUTE_MS = 60_000;

/** What a sign-in is refused with by these words; with metadata it is the full program that signs in. */
async function refused(exception: string, message: string, options: Partial<ClientOptions>): Promise<Record<string, unknown>> {
  const client = new CognitoClient({
    userPoolId: "eu-west-1_Ab12Cd34E",
    clientId: "1example23456789",
    wasm,
    fetch: async () => Response.json({ __type: `${exception}Exception`, message }, { status: 400 }),
    ...options,
  });
  const error = await client.signIn({ username: "jane", password: "Correct-Horse-7" }).catch((error) => error);
  const { code, messageKey, retryAfterMs } = error;
  assert.ok(messageKey in texts, messageKey);
  return { code, messageKey, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

for (const [program, options] of Object.entries({ "sign-in": {}, full: { clientMetadata: () => ({ site: "shop" }) } })) {
  for (const [message, expected] of [
    ["Incorrect username or password.", { code: "NotAuthorized", messageKey: "incorrect-credentials" }],
    ["User is disabled.", { code: "UserDisabled", messageKey: "user-disabled" }],
    ["Password attempts exceeded", { code: "PasswordAttemptsExceeded", messageKey: "throttled", retryAfterMs: 15 * MINUTE_MS }],
    [
      "Temporary password has expired and must be reset by an administrator.",
      { code: "TemporaryPasswordExpired", messageKey: "invitation-expired" },
    ],
    ["User account has expired, it must be reset by an administrator.", { code: "TemporaryPasswordExpired", messageKey: "invitation-expired" }],
    ["Unable to login because of security reasons.", { code: "AttemptBlocked", messageKey: "attempt-blocked" }],
    ["Request not allowed due to security reasons.", { code: "AttemptBlocked", messageKey: "attempt-blocked" }],
    ["Client abc is configured with secret but SECRET_HASH was not received", { code: "ClientHasSecret", messageKey: "misconfigured" }],
    ["", { code: "NotAuthorized", messageKey: "incorrect-credentials" }],
  ] as const) {
    test(`the ${program} program: «${message}»`, async () => {
      assert.deepEqual(await refused("NotAuthorized", message, options), expected);
    });
  }

  test(`the ${program} program: another exception means what it is called, whatever its words`, async () => {
    assert.deepEqual(await refused("UserNotFound", "User is disabled.", options), {
      code: "UserNotFound",
      messageKey: "incorrect-credentials",
    });
  });
}
