/** aws-amplify, unmodified, pointed at a simulated pool. Its configuration and its signed-in user are global. */
import { Amplify } from "aws-amplify";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import type { UserPool } from "../index.ts";

/** A browser's global that Node 20 lacks: Amplify names a device after it. */
globalThis.navigator ??= { userAgent: "test", language: "en" } as Navigator;

/** Amplify leaves a timer of three minutes behind after an automatic sign-in: no process shall wait for it. */
const LONG_MS = 60_000;
const { setTimeout: realSetTimeout } = globalThis;
globalThis.setTimeout = Object.assign((run: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => {
  const timer = realSetTimeout(run, ms, ...values);
  return ms !== undefined && ms > LONG_MS ? timer.unref() : timer;
}, realSetTimeout) as typeof setTimeout;

export function configureAmplify(userPool: UserPool): void {
  const { clientId, poolId, url } = userPool;
  const stored = new Map<string, string>();
  Amplify.configure({
    Auth: { Cognito: { userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: url } },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void stored.set(key, value),
    getItem: async (key) => stored.get(key) ?? null,
    removeItem: async (key) => void stored.delete(key),
    clear: async () => stored.clear(),
  });
}
