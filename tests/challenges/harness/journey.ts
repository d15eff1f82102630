/** One journey: a fresh browser, and a user pool of its own behind the same address as every other. */

import { before } from "node:test";
import { journey } from "../../browser/harness/journey.ts";
import { cognito, pool } from "../../browser/harness/site.ts";
import type { Stage } from "../../browser/harness/stage.ts";
import { newPassword, newUsername } from "../../browser/harness/users.ts";
import { forgetKeySet, setSettings } from "../../browser/harness/wordpress.ts";
import { startUserPool, type StartOptions, type UserPool } from "../../user-pool/index.ts";
import { Keys } from "../../user-pool/keys.ts";
import type { NewUser } from "../../user-pool/seed.ts";
import { ChallengePage } from "./challenge-page.ts";
import { assertKept, tokensOf } from "./secrets.ts";

const everyMfa: StartOptions = { mfa: "OPTIONAL", mfaTypes: ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] };

export interface JourneyOptions extends StartOptions {
  /** Of the plugin. */
  settings?: Record<string, unknown>;
}

/** The tests of a file, which share their signing keys: WordPress remembers what it read of them. */
export function journeysOn(stage: Stage) {
  const keys = new Keys();
  before(forgetKeySet);

  return (
    name: string,
    run: (page: ChallengePage, userPool: UserPool) => Promise<void>,
    { settings = {}, ...options }: JourneyOptions = everyMfa,
  ): void =>
    journey(name, stage, async ({ browser }) => {
      const { userPoolId: poolId, clientId } = pool;
      const userPool = await startUserPool({ port: Number(new URL(cognito.upstream).port), poolId, clientId, keys, ...options });
      await setSettings(settings);
      const tokens = tokensOf(userPool);
      const page = new ChallengePage(browser, stage);
      try {
        await run(page, userPool);
        assertKept({ stage, tokens, codes: page.typedCodes });
      } finally {
        await userPool.close();
      }
    });
}

export interface Person {
  username: string;
  password: string;
  email: string;
  phone: string;
}

/** Somebody with a password and verified addresses, unless `seed` says otherwise. */
export function addPerson({ addUser }: UserPool, seed: Partial<NewUser> = {}): Person {
  const username = newUsername();
  const password = newPassword();
  const email = `${username}@example.org`;
  const phone = "+447700900123";
  addUser({ username, password, attributes: { email, phone_number: phone }, ...seed });
  return { username, password, email, phone };
}
