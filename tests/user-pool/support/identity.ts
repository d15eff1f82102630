/** amazon-cognito-identity-js, unmodified, pointed at a simulated pool; its callbacks as promises. */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from "amazon-cognito-identity-js";
import type { UserPool } from "../index.ts";

class MemoryStorage implements ICognitoStorage {
  readonly #items = new Map<string, string>();
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
  clear(): void {
    this.#items.clear();
  }
}

/** What a sign-in has come to: a session, or the name of the callback that asks for more and what it was given. */
export type Stage =
  | { readonly kind: "signed-in"; readonly session: CognitoUserSession; readonly confirmDevice: boolean }
  | { readonly kind: "asked"; readonly callback: string; readonly details: readonly unknown[] };

const ASKING = [
  "newPasswordRequired",
  "mfaRequired",
  "mfaSetup",
  "selectMFAType",
  "totpRequired",
  "customChallenge",
  "associateSecretCode",
] as const;

/** One step of the library: `run` hands it callbacks, the promise is what it calls first. */
export function stage(run: (callbacks: never) => void): Promise<Stage> {
  return new Promise((resolve, reject) => {
    const asking = ASKING.map((callback) => [
      callback,
      (...details: unknown[]) => resolve({ kind: "asked", callback, details }),
    ]);
    const callbacks = {
      ...Object.fromEntries(asking),
      onSuccess: (session: CognitoUserSession, confirmDevice?: boolean) =>
        resolve({ kind: "signed-in", session, confirmDevice: confirmDevice === true }),
      onFailure: reject,
    };
    run(callbacks as never);
  });
}

/** A call of the library that ends in `onSuccess` or `onFailure`. */
export const done = <Result>(run: (callbacks: never) => void): Promise<Result> =>
  new Promise((resolve, reject) => run({ onSuccess: resolve, onFailure: reject } as never));

/** A call of the library that ends in a Node callback. */
export const called = <Result>(run: (callback: never) => void): Promise<Result> =>
  new Promise((resolve, reject) =>
    run(((error: unknown, result: Result) => (error ? reject(error) : resolve(result))) as never),
  );

export function identity(userPool: UserPool) {
  const Storage = new MemoryStorage();
  const { clientId, poolId, url } = userPool;
  const pool = new CognitoUserPool({ UserPoolId: poolId, ClientId: clientId, endpoint: url, Storage });
  return {
    pool,
    user: (Username: string) => new CognitoUser({ Username, Pool: pool, Storage }),
    details: (Username: string, Password: string) => new AuthenticationDetails({ Username, Password }),
  };
}
