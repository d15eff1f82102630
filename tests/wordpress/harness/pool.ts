/** The simulated user pool of a file of tests, with people in it. */

import { after } from "node:test";
import { cognito, pool } from "../../browser/harness/site.ts";
import { newPassword, newUsername } from "../../browser/harness/users.ts";
import { askWordPress, forgetKeySet } from "../../browser/harness/wordpress.ts";
import { signInToPool } from "../../exchange/harness/real-tokens.ts";
import { Visitor } from "../../exchange/harness/visitor.ts";
import { startUserPool, type StartOptions, type UserPool } from "../../user-pool/index.ts";
import type { NewUser } from "../../user-pool/seed.ts";
import type { User } from "../../user-pool/users.ts";

export interface Person {
  username: string;
  password: string;
  email: string;
  user: User;
}

/** Starts it for the tests of this file. */
export async function setUserPool(options: StartOptions = {}): Promise<UserPool> {
  const { userPoolId: poolId, clientId } = pool;
  const userPool = await startUserPool({ port: Number(new URL(cognito.upstream).port), poolId, clientId, ...options });
  after(() => userPool.close());
  await forgetKeySet();
  return userPool;
}

export function addPerson(userPool: UserPool, more: Pick<NewUser, "totpSecret"> = {}): Person {
  const username = newUsername();
  const password = newPassword();
  const email = `${username}@example.org`;
  return { username, password, email, user: userPool.addUser({ username, password, attributes: { email }, ...more }) };
}

/** Proves the password to the pool and exchanges the tokens for a session of WordPress, as a browser does. */
export async function signIn(person: Person): Promise<Visitor> {
  const { idToken, refreshToken } = await signInToPool(person);
  const visitor = new Visitor();
  const reply = await visitor.requestSession({ idToken, refreshToken, challenge: await visitor.newChallenge() });
  if (reply.status !== 200) throw new Error(`no session: ${reply.status} ${JSON.stringify(reply.body)}`);
  return visitor;
}

/** Changes settings that are not constants. */
export async function set(settings: Record<string, unknown>): Promise<void> {
  await askWordPress("update_option('cognipress_settings', $arguments + (array) get_option('cognipress_settings', []));", settings);
}
