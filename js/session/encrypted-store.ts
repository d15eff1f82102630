import type { SessionStore } from "./store.js";

const DATABASE = "cognipress";
const TABLE = "sessions";
/** The name of the key among the entries, which it is not one of. */
const KEY = "key";

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/**
 * Keeps the session in IndexedDB, encrypted by AES-GCM under a key that no script can read out. What lies on the disk is
 * of no use to whoever copies it; a script in the page can still use the key, as this one does.
 */
export function encryptedStore(): SessionStore {
  return {
    async getItem(name) {
      const [key, sealed] = await run<[CryptoKey?, Sealed?]>("readonly", (table) => [table.get(KEY), table.get(name)]);
      if (!key || !sealed) return null;
      const text = await crypto.subtle.decrypt(algorithm(name, sealed.iv), key, sealed.data).catch(() => undefined);
      return text ? new TextDecoder().decode(text) : null;
    },

    async setItem(name, text) {
      const key = await theKey();
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt(algorithm(name, iv), key, new TextEncoder().encode(text));
      await run("readwrite", (table) => [table.put({ iv, data } satisfies Sealed, name)]);
    },

    async removeItem(name) {
      await run("readwrite", (table) => [table.delete(name)]);
    },
  };
}

/** The name is authenticated too: nobody can put one entry in the place of another. */
const algorithm = (name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: "AES-GCM",
  iv,
  additionalData: new TextEncoder().encode(name),
});

/** The key of this origin. Of two tabs that make one at the same time, the first wins. */
async function theKey(): Promise<CryptoKey> {
  const [known] = await run<[CryptoKey?]>("readonly", (table) => [table.get(KEY)]);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await run("readwrite", (table) => [table.add(made, KEY)]).catch(() => {});
  const [key] = await run<[CryptoKey]>("readonly", (table) => [table.get(KEY)]);
  return key;
}

/** Carries out requests in one transaction; resolves to their results once all of it is on the disk. */
async function run<Results extends unknown[]>(
  mode: IDBTransactionMode,
  request: (table: IDBObjectStore) => IDBRequest[],
): Promise<Results> {
  const database = await open();
  try {
    const transaction = database.transaction(TABLE, mode);
    const requests = request(transaction.objectStore(TABLE));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return requests.map(({ result }) => result) as Results;
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}
