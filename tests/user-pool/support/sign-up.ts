import { test } from "node:test";
import { type StartOptions, startUserPool, type UserPool } from "../index.ts";
import { PASSWORD, plain } from "./tokens.ts";

export const EMAIL = "alice@example.com";

/** A test with a pool of its own. */
export function withPool(name: string, options: StartOptions, run: (userPool: UserPool) => Promise<void>): void {
  test(name, async () => {
    const userPool = await startUserPool({ ...plain, ...options });
    try {
      await run(userPool);
    } finally {
      await userPool.close();
    }
  });
}

/** What SignUp and its kin take. */
export const signUp = (userPool: UserPool, Username: string, more: object = {}) => ({
  ClientId: userPool.clientId,
  Username,
  Password: PASSWORD,
  UserAttributes: [{ Name: "email", Value: EMAIL }],
  ...more,
});
export const named = (userPool: UserPool, Username = "alice") => ({ ClientId: userPool.clientId, Username });
export const confirm = (userPool: UserPool, ConfirmationCode: string, Username = "alice") => ({
  ...named(userPool, Username),
  ConfirmationCode,
});
/** The code that was sent last. */
export const code = (userPool: UserPool, to = EMAIL) => userPool.mailbox.latest(to).code;
