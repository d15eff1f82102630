import assert from "node:assert/strict";
import { test } from "node:test";
import { CognitoClient } from "../../js/index.ts";
import type { SessionStore } from "../../js/session/store.ts";
import {
  androidBridge,
  capacitorPreferences,
  capacitorSecureStorage,
  cordovaSecureStorage,
  webKitBridge,
  type AndroidListener,
  type StoreMessage,
} from "../../js/webview/index.ts";
import { startUserPool } from "../user-pool/index.ts";
import { wasm } from "./rung.ts";

/** What an app keeps, and whether its key store is locked. */
interface Kept {
  items: Map<string, string>;
  isLocked: boolean;
}

/** Fakes of what apps hand in, as strict as the real ones: they fail for a key that is not there, and wherever locked. */
const FAKES: Record<string, (kept: Kept) => SessionStore> = {
  capacitorPreferences: (kept) =>
    capacitorPreferences({
      get: async ({ key }) => ({ value: unlocked(kept).get(key) ?? null }),
      set: async ({ key, value }) => void unlocked(kept).set(key, text(value)),
      remove: async ({ key }) => void unlocked(kept).delete(key),
    }),
  capacitorSecureStorage: (kept) =>
    capacitorSecureStorage({
      keys: async () => ({ value: [...unlocked(kept).keys()] }),
      get: async ({ key }) => ({ value: found(kept, key) }),
      set: async ({ key, value }) => ({ value: Boolean(unlocked(kept).set(key, text(value))) }),
      remove: async ({ key }) => (found(kept, key), { value: kept.items.delete(key) }),
    }),
  cordovaSecureStorage: (kept) =>
    cordovaSecureStorage({
      keys: (done, failed) => later(() => [...unlocked(kept).keys()], done, failed),
      get: (done, failed, key) => later(() => found(kept, key), done, failed),
      set: (done, failed, key, value) => later(() => (unlocked(kept).set(key, text(value)), key), done, failed),
      remove: (done, failed, key) => later(() => (found(kept, key), kept.items.delete(key), key), done, failed),
    }),
  webKitBridge: (kept) => webKitBridge({ postMessage: async (message) => answer(kept, message) }),
  androidBridge: (kept) => androidBridge(listener(kept)),
};

function unlocked({ items, isLocked }: Kept): Map<string, string> {
  if (isLocked) throw new Error("locked");
  return items;
}

function found(kept: Kept, key: string): string {
  const value = unlocked(kept).get(key);
  if (value === undefined) throw new Error("Item with given key does not exist");
  return value;
}

function text(value: unknown): string {
  assert.equal(typeof value, "string");
  return value as string;
}

function later<T>(work: () => T, done: (result: T) => void, failed: (error: unknown) => void): void {
  queueMicrotask(() => {
    let result: T;
    try {
      result = work();
    } catch (error) {
      return failed(error);
    }
    done(result);
  });
}

function answer(kept: Kept, { method, key, text: value, ...more }: StoreMessage): string | null {
  assert.deepEqual(more, {});
  const items = unlocked(kept);
  if (method === "getItem") return items.get(key) ?? null;
  if (method === "setItem") items.set(key, text(value));
  else assert.ok(items.delete(key) || method === "removeItem");
  return null;
}

/** Of two questions it answers the second first. */
function listener(kept: Kept): AndroidListener {
  const replies: string[] = [];
  const fake: AndroidListener = {
    onmessage: null,
    postMessage(message) {
      const { id, ...asked } = JSON.parse(message);
      try {
        replies.unshift(JSON.stringify({ id, item: answer(kept, asked) }));
      } catch (error) {
        replies.unshift(JSON.stringify({ id, error: (error as Error).message }));
      }
      setImmediate(() => replies.splice(0).forEach((data) => fake.onmessage!({ data })));
    },
  };
  return fake;
}

for (const [name, storeOf] of Object.entries(FAKES)) {
  test(`${name} keeps, finds and forgets, and says when it cannot`, async () => {
    const kept: Kept = { items: new Map(), isLocked: false };
    const store = storeOf(kept);
    assert.equal(await store.getItem("key"), null);
    await store.removeItem("key");
    await Promise.all([store.setItem("key", "ä\n\"'"), store.setItem("other", "2")]);
    assert.deepEqual(await Promise.all([store.getItem("key"), store.getItem("other")]), ["ä\n\"'", "2"]);
    await store.setItem("key", "3");
    assert.equal(await store.getItem("key"), "3");
    kept.isLocked = true;
    await assert.rejects(async () => store.getItem("key"), /locked/);
    await assert.rejects(async () => store.setItem("key", "4"), /locked/);
    await assert.rejects(async () => store.removeItem("key"), /locked/);
    kept.isLocked = false;
    assert.equal(await store.getItem("key"), "3", "what failed has changed nothing");
    await store.removeItem("key");
    assert.deepEqual([...kept.items], [["other", "2"]]);
  });
}

test("two stores of one listener do not take each other's answers", async () => {
  const sent: string[] = [];
  const listener: AndroidListener = { postMessage: (message) => void sent.push(message), onmessage: null };
  const asked = [androidBridge(listener), androidBridge(listener)].map((store, index) => store.getItem(`${index}`));
  for (const message of sent) {
    const { id, key } = JSON.parse(message);
    listener.onmessage!({ data: JSON.stringify({ id, item: `item ${key}` }) });
  }
  assert.deepEqual(await Promise.all(asked), ["item 0", "item 1"]);
});

test("a session outlives the page, and a key store that is locked for a while", async (t) => {
  const pool = await startUserPool();
  t.after(() => pool.close());
  const jane = { username: "jane", password: "Correct-Horse-7 é" };
  pool.addUser(jane);
  const kept: Kept = { items: new Map(), isLocked: false };
  const { poolId: userPoolId, clientId, url: endpoint } = pool;
  const open = () => new CognitoClient({ userPoolId, clientId, endpoint, wasm, store: FAKES.androidBridge!(kept) });
  await open().signIn(jane);
  kept.isLocked = true;
  const page = open();
  assert.equal(await page.getSession(), null);
  kept.isLocked = false;
  assert.equal((await page.getSession())!.unverifiedClaims["cognito:username"], jane.username);
  await page.signOut();
  assert.equal(kept.items.size, 0);
});
