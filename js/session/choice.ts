import { encryptedStore } from "./encrypted-store.js";
import type { SessionStore } from "./store.js";

/** Has the user choose at each sign-in, as by «Remember me», whether the session outlives the browser. */
export class ChoiceStore implements SessionStore {
  /** The choice, to be made before the sign-in. Without one a session stays where it was found. */
  remember: boolean | undefined;
  readonly #lasting: SessionStore;
  readonly #passing: SessionStore;

  /**
   * @param lasting Of sessions that outlive the browser.
   * @param passing Of those that end with it, or with the tab.
   */
  constructor(lasting: SessionStore = encryptedStore(), passing: SessionStore = sessionStorage) {
    this.#lasting = lasting;
    this.#passing = passing;
  }

  async getItem(key: string): Promise<string | null | undefined> {
    return (await this.#lasting.getItem(key)) ?? this.#passing.getItem(key);
  }

  async setItem(key: string, text: string): Promise<void> {
    const lasts = this.remember ?? Boolean(await this.#lasting.getItem(key));
    const [chosen, other] = lasts ? [this.#lasting, this.#passing] : [this.#passing, this.#lasting];
    await other.removeItem(key);
    await chosen.setItem(key, text);
  }

  async removeItem(key: string): Promise<void> {
    await this.#lasting.removeItem(key);
    await this.#passing.removeItem(key);
  }
}
