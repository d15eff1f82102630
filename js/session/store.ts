/**
 * Where a session outlives the page: `localStorage` and `sessionStorage` are such stores as they stand, and so is
 * whatever else answers to these three names, at once or later (the secure storage of a webview, for one).
 */
export interface SessionStore {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  setItem(key: string, text: string): void | Promise<void>;
  removeItem(key: string): void | Promise<void>;
}
