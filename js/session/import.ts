import type { CognitoClient, Session } from "../client.js";
import { keepDevice } from "../device-store.js";
import { withLock } from "./lock.js";
import type { SessionStore } from "./store.js";

const NAMES = ["idToken", "accessToken", "refreshToken", "deviceKey", "deviceGroupKey", "randomPasswordKey"];
/** What goes with them. */
const MORE_NAMES = ["clockDrift", "userData", "signInDetails", "oAuthMetadata"];

/**
 * Goes on with a session that aws-amplify (v6) or amazon-cognito-identity-js has left in the browser, and leaves nothing
 * of it there. Its tokens are refreshed at once, so that only a live session comes over. Where `client` has a session
 * already, that stays.
 *
 * @param storage Where the other library keeps its tokens; `localStorage` unless given.
 * @returns `null` where there is nothing to go on with.
 */
export async function importSession(
  client: CognitoClient,
  clientId: string,
  storage: SessionStore = localStorage,
): Promise<Session | null> {
  // Two tabs must not spend the same refresh token.
  return withLock(`cognipress:import:${clientId}`, async () => {
    const prefix = `CognitoIdentityServiceProvider.${clientId}`;
    const lastUser = `${prefix}.LastAuthUser`;
    const current = await client.getSession();
    const username = await storage.getItem(lastUser);
    if (current || !username) return current;

    const keyOf = (name: string) => `${prefix}.${username}.${name}`;
    const values = await Promise.all(NAMES.map((name) => storage.getItem(keyOf(name))));
    const [idToken, accessToken, refreshToken, key, groupKey, password] = values;
    if (!idToken || !accessToken || !refreshToken) return null;
    const session = await client.resumeSession({ idToken, accessToken, refreshToken });
    if (key && groupKey && password) keepDevice(clientId, username, { key, groupKey, password });
    for (const name of [...NAMES, ...MORE_NAMES]) await storage.removeItem(keyOf(name));
    await storage.removeItem(lastUser);
    return session;
  });
}
