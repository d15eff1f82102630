/**
 * The tokens of who is logged in to WordPress. The site keeps the refresh token; pages ask it for the others, and forget
 * them when the WordPress session ends, in whichever tab or at whatever time that is.
 */
import type { CallOptions, Session } from "./client.js";
import { CognipressError } from "./error.js";
import { abortable, fetchWithin } from "./transport.js";

/** What the plugin prints into the page. */
export interface WordPressSessionOptions {
  /** The route `cognipress/v1/token`. */
  tokenUrl: string;
  /** Shows WordPress that its own page asks: `wp_create_nonce("wp_rest")`. */
  nonce: string;
  /** Where a page that has been open for long gets a new nonce: `admin-ajax.php?action=rest-nonce`. */
  nonceUrl: string;
  /** The name of the cookie that tells how long the session lasts. It comes and goes with WordPress' own. */
  cookie: string;
}

export type WordPressTokens = Pick<Session, "idToken" | "accessToken" | "expiresAtMs">;

/** Tokens with less time left are not handed out. */
const MARGIN_MS = 60_000;

/** How often a page asks anew because somebody else has logged in meanwhile. */
const TURNS = 3;

/** The longest time that `setTimeout` knows. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What WordPress has answered; no `answer` where that is no JSON. */
interface Reply {
  status: number;
  answer?: { idToken: string; accessToken: string; expiresIn: number } | null;
}

export class WordPressSession {
  readonly #options: WordPressSessionOptions;
  readonly #listeners = new Set<(tokens: WordPressTokens | null) => void>();
  readonly #channel: BroadcastChannel;
  #nonce: string;
  /** The cookie of the session that the tokens are of. */
  #mark: string | undefined;
  #tokens: WordPressTokens | null = null;
  #asking: Promise<WordPressTokens | null> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WordPressSessionOptions) {
    this.#options = options;
    this.#nonce = options.nonce;
    this.#channel = new BroadcastChannel(options.cookie);
    this.#channel.onmessage = () => this.#look();
    for (const type of ["pageshow", "visibilitychange"]) addEventListener(type, () => this.#look());
    // Not in every browser: there a tab looks when it is shown, or asked.
    (globalThis as { cookieStore?: EventTarget }).cookieStore?.addEventListener("change", () => this.#look());
  }

  /**
   * Tokens that are good now; `null` where nobody is logged in any more, or Cognito has ended the session.
   *
   * @param options.refresh Asks for new ones, however good the old ones are.
   * @throws CognipressError `SessionUnavailable` where WordPress, or Cognito behind it, does not answer within 15 s;
   *   `Aborted`.
   */
  getSession({ refresh = false, signal }: CallOptions & { refresh?: boolean } = {}): Promise<WordPressTokens | null> {
    return abortable(async () => {
      this.#look();
      if (!this.#readMark()) return null;
      if (!refresh && this.#tokens && this.#tokens.expiresAtMs - MARGIN_MS > Date.now()) return this.#tokens;
      return (this.#asking ??= this.#ask(refresh).finally(() => (this.#asking = undefined)));
    }, signal);
  }

  /** What is in memory; nothing before the first `getSession` of a page. */
  currentSession(): WordPressTokens | null {
    this.#look();
    return this.#tokens;
  }

  /** Calls `listener` whenever the tokens change or end, until the returned function is called. */
  onSessionChange(listener: (tokens: WordPressTokens | null) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Logs out of WordPress, which revokes the tokens; every tab forgets its own.
   *
   * @throws CognipressError `SessionUnavailable` where WordPress does not: then the user is still logged in.
   */
  async signOut(): Promise<void> {
    this.#set(null);
    const { status } = await this.#send("DELETE");
    if (status > 299 && status !== 401) throw unavailable(`HTTP ${status}`);
    // Tokens that were asked for before may have come since.
    this.#set(null);
    this.#channel.postMessage("signed-out");
  }

  async #ask(refresh: boolean): Promise<WordPressTokens | null> {
    let stale = refresh ? this.#tokens?.accessToken : undefined;
    for (let turn = 0; turn < TURNS; turn++) {
      const mark = this.#readMark();
      if (!mark) return null;
      const { status, answer } = await this.#send("POST", stale === undefined ? {} : { stale });
      // Logged out, or logged in as somebody else, in the meantime.
      if (this.#readMark() !== mark) {
        stale = undefined;
        continue;
      }
      if (status === 401) {
        this.#set(null);
        return null;
      }
      if (status !== 200 || !answer?.accessToken) throw unavailable(`HTTP ${status}`);
      const { idToken, accessToken, expiresIn } = answer;
      this.#mark = mark;
      this.#set({ idToken, accessToken, expiresAtMs: Date.now() + 1000 * expiresIn });
      return this.#tokens;
    }
    throw unavailable("The session has kept changing");
  }

  async #send(method: string, body?: object): Promise<Reply> {
    const { tokenUrl, nonceUrl } = this.#options;
    const send = () => {
      const init = (): RequestInit => ({
        method,
        credentials: "same-origin",
        headers: { "content-type": "application/json", "x-wp-nonce": this.#nonce },
        ...(body && { body: JSON.stringify(body) }),
      });
      return fetchWithin(tokenUrl, init, {}, async (reply): Promise<Reply> => {
        const answer = await reply.json().catch(() => undefined);
        return { status: reply.status, answer };
      });
    };
    try {
      const reply = await send();
      if (reply.status !== 403) return reply;
      const renewed = await fetchWithin(nonceUrl, () => ({ credentials: "same-origin" }), {}, (reply) =>
        // Only who is logged in is given one.
        reply.ok ? reply.text() : Promise.resolve(undefined),
      );
      if (renewed === undefined) return { status: 401 };
      this.#nonce = renewed;
      return await send();
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** Forgets tokens whose session is over. */
  #look(): void {
    if (this.#tokens && this.#readMark() !== this.#mark) this.#set(null);
  }

  #set(tokens: WordPressTokens | null): void {
    const hadTokens = this.#tokens !== null;
    this.#tokens = tokens;
    clearTimeout(this.#timer);
    if (tokens) {
      const inMs = endOf(this.#mark!) - Date.now();
      this.#timer = setTimeout(() => this.#look(), Math.min(inMs, LONGEST_TIMER_MS));
    }
    if (tokens || hadTokens) for (const listener of this.#listeners) listener(tokens);
  }

  /** The cookie of the session that lasts now. */
  #readMark(): string | undefined {
    const prefix = `${this.#options.cookie}=`;
    const mark = document.cookie.split("; ").find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length);
    return mark && endOf(mark) > Date.now() ? mark : undefined;
  }
}

function unavailable(why: unknown): CognipressError {
  return new CognipressError("SessionUnavailable", "session-unavailable", String(why));
}

/** When the session ends, in Unix milliseconds: the cookie begins with that time in seconds. */
function endOf(mark: string): number {
  return 1000 * Number.parseInt(mark, 10);
}
