import type { KeptTokens } from "../../src/wasm/session.js";
import type { Request, TokenSet } from "../../src/wasm/types.js";
import { loadCore } from "../loader.js";
import type { SignInOptions } from "../sign-in.js";
import { attempt } from "../storage.js";
import { send } from "../transport.js";
import { withLock } from "./lock.js";
import { pause } from "./pause.js";
import { refresh, RefreshFailure, withFreshness } from "./refresh.js";
import type { SessionStore } from "./store.js";

export interface KeeperOptions extends SignInOptions {
  /** Where the session outlives the page; in memory alone unless given. */
  store?: SessionStore | undefined;
}

/** What other tabs are told. No token is ever in a message. */
type Message = "changed" | "signed-out";

/** Longer than what another tab has written takes to get here. */
const PATIENCE_MS = 500;

/**
 * In place of `freshFromMs` after a sign-in. The core is asked when somebody wants the tokens, or when they may be due:
 * a page that is left at once loads no second program.
 */
const UNKNOWN_MS = Number.MAX_SAFE_INTEGER;

/** The longest time that `setTimeout` knows. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Keeps the tokens of one app client alive, in this tab and beside others. When to refresh and what a reply means the
 * core says; here are the store, the lock, the timer, and the other tabs.
 */
export class SessionKeeper {
  readonly #config: string;
  readonly #options: KeeperOptions;
  readonly #key: string;
  readonly #changed: (tokens: KeptTokens | undefined, error?: unknown) => void;
  #tokens: KeptTokens | undefined;
  /** Whether the store has them too: a browser may refuse to keep anything. */
  #isStored = false;
  #refreshing: Promise<KeptTokens | undefined> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #channel: BroadcastChannel | undefined;

  /** @param changed Told of every change: new tokens, or none, and the error that ended the session. */
  constructor(config: string, options: KeeperOptions, changed: (tokens: KeptTokens | undefined, error?: unknown) => void) {
    this.#config = config;
    this.#options = options;
    this.#key = `cognipress:session:${options.clientId}`;
    this.#changed = changed;
  }

  get tokens(): KeptTokens | undefined {
    return this.#tokens;
  }

  /** Takes over the tokens of a sign-in. */
  async adopt(tokens: TokenSet): Promise<void> {
    this.#listen();
    // No tokens are due in the first half of their life; then there is time to ask the core.
    const refreshAtMs = (Date.now() + tokens.expiresAtMs) / 2;
    await this.#keep({ ...tokens, freshFromMs: UNKNOWN_MS, refreshAtMs, clockDriftMs: 0 });
  }

  /** Goes on with tokens that came about elsewhere: by a refresh where nobody knows when they end. */
  async resume(
    tokens: TokenSet | Omit<TokenSet, "expiresAtMs" | "unverifiedClaims">,
  ): Promise<KeptTokens | undefined> {
    if ("expiresAtMs" in tokens) {
      await this.adopt(tokens);
      return this.#tokens;
    }
    this.#listen();
    const unknown = { unverifiedClaims: {}, freshFromMs: 0, refreshAtMs: 0, expiresAtMs: 0, clockDriftMs: 0 };
    await this.#keep({ ...tokens, ...unknown });
    return this.get(true);
  }

  /**
   * Tokens that are good now. Those that are about to end are handed out while new ones are on their way.
   *
   * @param force Asks for new ones, however good the old ones are.
   */
  async get(force: boolean): Promise<KeptTokens | undefined> {
    this.#listen();
    let tokens = this.#tokens ?? (await this.#restore());
    if (!force) tokens = await this.#known(tokens);
    if (!tokens || (!force && isNowBetween(tokens.freshFromMs, tokens.refreshAtMs))) return tokens;
    const refreshed = this.#refresh(tokens);
    if (force || !isNowBetween(tokens.freshFromMs, tokens.expiresAtMs)) return refreshed;
    refreshed.catch(() => {});
    return tokens;
  }

  /** The tokens with what the core says of their time, where it has not been asked. */
  async #known(tokens: KeptTokens | undefined): Promise<KeptTokens | undefined> {
    if (tokens?.freshFromMs !== UNKNOWN_MS) return tokens;
    const known = await withFreshness(tokens, this.#options).catch((error) => {
      console.warn(error);
      return { ...tokens, freshFromMs: 0, refreshAtMs: tokens.expiresAtMs };
    });
    if (this.#tokens !== tokens) return this.#tokens;
    await this.#keep(known);
    return known;
  }

  /** Forgets the tokens first, here and in every tab, then revokes the refresh token. */
  async signOut(signal: AbortSignal | undefined): Promise<void> {
    const own = this.#tokens;
    this.#set(undefined);
    const { refreshToken } = (await this.#standing()) ?? own ?? {};
    await this.#remove();
    this.#tell("signed-out");
    if (refreshToken) await this.#revoke(refreshToken, signal);
  }

  /** Refreshes once, however many ask for it, in however many tabs. */
  #refresh(tokens: KeptTokens): Promise<KeptTokens | undefined> {
    const work = () => this.#refreshAlone(tokens);
    this.#refreshing ??= (this.#options.store ? withLock(this.#key, work) : work()).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refreshAlone(old: KeptTokens): Promise<KeptTokens | undefined> {
    const tokens = await this.#standing();
    // Another tab has been faster: with new tokens, or with a sign-out.
    if (tokens?.accessToken !== old.accessToken) {
      this.#set(tokens);
      return tokens;
    }
    try {
      const refreshed = await refresh(tokens, this.#config, this.#options);
      const standing = await this.#standing();
      if (standing?.accessToken === old.accessToken) {
        await this.#keep(refreshed);
        return refreshed;
      }
      // Signed out in the meantime: nobody else knows of this token.
      if (!standing) await this.#revoke(refreshed.refreshToken!, undefined).catch(console.warn);
    } catch (failure) {
      if (!(failure instanceof RefreshFailure)) throw failure;
      if (failure.retryAfterMs !== undefined) {
        this.#wake(failure.retryAfterMs);
        throw failure.error;
      }
      // Perhaps another tab has other tokens after all, and this one has not heard of them yet.
      if (this.#isStored) await pause(PATIENCE_MS);
      if ((await this.#standing())?.accessToken === old.accessToken) {
        await this.#remove();
        this.#set(undefined, failure.error);
        this.#tell("changed");
        throw failure.error;
      }
    }
    return this.#restore();
  }

  /** The tokens as every tab has them; those of this one where the store cannot say. */
  async #standing(): Promise<KeptTokens | undefined> {
    try {
      const text = await this.#options.store?.getItem(this.#key);
      if (text) this.#isStored = true;
      if (this.#isStored) return JSON.parse(text ?? "null") ?? undefined;
    } catch (error) {
      console.warn(error);
    }
    return this.#tokens;
  }

  async #restore(): Promise<KeptTokens | undefined> {
    const tokens = await this.#standing();
    if (tokens?.accessToken !== this.#tokens?.accessToken) this.#set(tokens);
    return tokens;
  }

  async #keep(tokens: KeptTokens): Promise<void> {
    this.#set(tokens);
    const { store } = this.#options;
    if (!store) return;
    try {
      await store.setItem(this.#key, JSON.stringify(tokens));
      this.#isStored = true;
      this.#tell("changed");
    } catch (error) {
      console.warn(error);
      // What is still there is older, and its refresh token may be spent.
      this.#isStored = false;
      await this.#remove();
    }
  }

  async #remove(): Promise<void> {
    try {
      await this.#options.store?.removeItem(this.#key);
    } catch (error) {
      console.warn(error);
    }
  }

  #set(tokens: KeptTokens | undefined, error?: unknown): void {
    const hadTokens = this.#tokens !== undefined;
    this.#tokens = tokens;
    clearTimeout(this.#timer);
    if (tokens) this.#wake(tokens.refreshAtMs - Date.now());
    if (tokens || hadTokens) this.#changed(tokens, error);
  }

  /** Has the tokens looked after in a while. */
  #wake(inMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#look, Math.min(Math.max(inMs, 0), LONGEST_TIMER_MS));
    (this.#timer as { unref?: () => void }).unref?.();
  }

  readonly #look = (): void => {
    this.#restore()
      .then((tokens) => {
        const isEarly = tokens?.freshFromMs === UNKNOWN_MS && Date.now() < tokens.refreshAtMs;
        return isEarly ? undefined : this.get(false);
      })
      .catch(() => {}); // whoever needs the tokens will be told
  };

  /** A timer does not run in a machine that sleeps: whoever comes back looks at once. */
  #listen(): void {
    if (this.#channel) return;
    for (const type of ["online", "pageshow", "visibilitychange"]) globalThis.addEventListener?.(type, this.#look);
    this.#channel = attempt(() => new BroadcastChannel(this.#key));
    if (!this.#channel) return;
    (this.#channel as { unref?: () => void }).unref?.();
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (this.#options.store) void this.#restore();
      else if (data === "signed-out" && this.#tokens) {
        const { refreshToken } = this.#tokens;
        this.#set(undefined);
        if (refreshToken) this.#revoke(refreshToken, undefined).catch(console.warn);
      }
    };
  }

  #tell(message: Message): void {
    this.#channel?.postMessage(message);
  }

  async #revoke(refreshToken: string, signal: AbortSignal | undefined): Promise<void> {
    const core = await loadCore("full", this.#options);
    const request = await core.call<Request>("revoke_token", this.#config, refreshToken);
    const { status, body } = await send(request, { ...this.#options, signal });
    await core.call("acknowledge", status, body);
  }
}

function isNowBetween(fromMs: number, toMs: number): boolean {
  const now = Date.now();
  return fromMs <= now && now < toMs;
}
