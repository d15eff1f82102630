import type { SessionStore } from "../session/store.js";

/** What an app is asked for; `text` goes with `setItem` alone. */
export interface StoreMessage {
  method: "getItem" | "setItem" | "removeItem";
  key: string;
  text?: string;
}

/** `webkit.messageHandlers.<name>` of a `WKScriptMessageHandlerWithReply`. */
export interface WebKitHandler {
  /** The item for `getItem`; anything for the others. Rejects with what the app replies as an error. */
  postMessage(message: StoreMessage): Promise<unknown>;
}

/** The object that `WebViewCompat.addWebMessageListener` puts into the page. */
export interface AndroidListener {
  postMessage(message: string): void;
  onmessage: ((event: { data: string }) => void) | null;
}

/** A `StoreMessage` with a number, as JSON, that the app's reply has too. */
type AndroidReply = { id: number; item?: string | null; error?: string };

/** A listener has one `onmessage`, and so one store. */
const stores = new WeakMap<AndroidListener, SessionStore>();

/** The store of an app with a `WKWebView`. */
export function webKitBridge(handler: WebKitHandler): SessionStore {
  return storeOf((message) => handler.postMessage(message));
}

/**
 * The store of an app with Android's `WebView`. It replies to `{ id, method, key, text }` with `{ id, item }` or
 * `{ id, error }`, in whatever order.
 */
export function androidBridge(listener: AndroidListener): SessionStore {
  const known = stores.get(listener);
  if (known) return known;
  const waiting = new Map<number, { done: (item: unknown) => void; failed: (error: Error) => void }>();
  let last = 0;
  listener.onmessage = ({ data }) => {
    const { id, item, error } = JSON.parse(data) as AndroidReply;
    const { done, failed } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error === undefined) done?.(item);
    else failed?.(new Error(error));
  };
  const store = storeOf(
    (message) =>
      new Promise((done, failed) => {
        const id = ++last;
        waiting.set(id, { done, failed });
        listener.postMessage(JSON.stringify({ id, ...message }));
      }),
  );
  stores.set(listener, store);
  return store;
}

function storeOf(ask: (message: StoreMessage) => Promise<unknown>): SessionStore {
  return {
    async getItem(key) {
      const item = await ask({ method: "getItem", key });
      return typeof item === "string" ? item : null;
    },
    setItem: async (key, text) => void (await ask({ method: "setItem", key, text })),
    removeItem: async (key) => void (await ask({ method: "removeItem", key })),
  };
}
