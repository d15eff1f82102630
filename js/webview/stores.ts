import type { SessionStore } from "../session/store.js";

/** `@capacitor/preferences`: not encrypted, but not swept away like a webview's own storage. */
export interface CapacitorPreferences {
  get(options: { key: string }): Promise<{ value: string | null }>;
  set(options: { key: string; value: string }): Promise<void>;
  remove(options: { key: string }): Promise<void>;
}

/** The `SecureStoragePlugin` of `capacitor-secure-storage-plugin`: the key chain, or the key store of Android. */
export interface CapacitorSecureStorage {
  keys(): Promise<{ value: string[] }>;
  get(options: { key: string }): Promise<{ value: string }>;
  set(options: { key: string; value: string }): Promise<unknown>;
  remove(options: { key: string }): Promise<unknown>;
}

/** What `new cordova.plugins.SecureStorage(…)` of `cordova-plugin-secure-storage-echo` makes. */
export interface CordovaSecureStorage {
  keys(success: (keys: string[]) => void, failure: (error: unknown) => void): void;
  get(success: (value: string) => void, failure: (error: unknown) => void, key: string): void;
  set(success: (key: string) => void, failure: (error: unknown) => void, key: string, value: string): void;
  remove(success: (key: string) => void, failure: (error: unknown) => void, key: string): void;
}

/** The store in Capacitor's preferences. */
export function capacitorPreferences(preferences: CapacitorPreferences): SessionStore {
  return {
    getItem: async (key) => (await preferences.get({ key })).value,
    setItem: (key, value) => preferences.set({ key, value }),
    removeItem: (key) => preferences.remove({ key }),
  };
}

/** The store in the secure storage of a Capacitor app. */
export function capacitorSecureStorage(storage: CapacitorSecureStorage): SessionStore {
  // The plugin fails alike where there is no such key and where the key store does: the one is no session, the other is
  // no reason to give a session up.
  const has = async (key: string) => (await storage.keys()).value.includes(key);
  return {
    getItem: async (key) => ((await has(key)) ? (await storage.get({ key })).value : null),
    setItem: async (key, value) => void (await storage.set({ key, value })),
    removeItem: async (key) => void ((await has(key)) && (await storage.remove({ key }))),
  };
}

/** The store in the secure storage of a Cordova app. */
export function cordovaSecureStorage(storage: CordovaSecureStorage): SessionStore {
  return capacitorSecureStorage({
    keys: async () => ({ value: await new Promise<string[]>((done, failed) => storage.keys(done, failed)) }),
    get: async ({ key }) => ({ value: await new Promise<string>((done, failed) => storage.get(done, failed, key)) }),
    set: ({ key, value }) => new Promise((done, failed) => storage.set(done, failed, key, value)),
    remove: ({ key }) => new Promise((done, failed) => storage.remove(done, failed, key)),
  });
}
