import type { AccountCommand } from "../src/wasm/account.js";
import type { KeptTokens } from "../src/wasm/session.js";
import type { Challenge, ChallengeAnswer, Start, TokenSet } from "../src/wasm/types.js";
import { runOperation, type OutcomeOf } from "./account.js";
import { besideThisScript } from "./beside.js";
import type { ContextOptions } from "./context.js";
import type { WasmSource } from "./loader.js";
import { SessionKeeper } from "./session/keeper.js";
import type { SessionStore } from "./session/store.js";
import { SignInFlow, type Outcome, type SignInOptions } from "./sign-in.js";
import { abortable, type TransportOptions } from "./transport.js";

export interface ClientOptions extends ContextOptions, TransportOptions {
  /** The addresses of the wasm programs, or compiled modules. Unless given, they lie beside this script. */
  wasm?: WasmSource;
  /** Where the session outlives the page, and is shared with other tabs. In memory alone unless given. */
  store?: SessionStore;
}

export interface Credentials {
  username: string;
  password: string;
}

export interface CallOptions {
  /** Ends the call; it rejects with the code `Aborted`. */
  signal?: AbortSignal | undefined;
}

/** What page code may have of the tokens: never the refresh token. */
export type Session = Pick<KeptTokens, "idToken" | "accessToken" | "expiresAtMs" | "clockDriftMs" | "unverifiedClaims">;

export interface SessionChange {
  /** `null` where nobody is signed in any more. */
  session: Session | null;
  /** Why Cognito ended the session; nothing after a sign-out. */
  error?: unknown;
}

export type SignInResult =
  | { kind: "signed-in"; session: Session }
  | { kind: "challenge"; challenge: Challenge; expiresAtMs: number };

/**
 * Signs users of one app client in and out, and keeps the session alive. Unless there is a store, it lives in memory and
 * ends with the page.
 *
 * Every method rejects with a {@link CognipressError}.
 */
export class CognitoClient {
  readonly #options: SignInOptions;
  readonly #flow: SignInFlow;
  readonly #keeper: SessionKeeper;
  readonly #listeners = new Set<(change: SessionChange) => void>();

  constructor(options: ClientOptions) {
    this.#options = { ...options, wasm: options.wasm ?? besideThisScript() };
    this.#flow = new SignInFlow(this.#options);
    this.#keeper = new SessionKeeper(this.#flow.config, this.#options, (tokens, error) => {
      const change = { session: sessionOf(tokens), ...(error !== undefined && { error }) };
      for (const listener of this.#listeners) listener(change);
    });
  }

  /** Loads the wasm and does the work that needs no password. Worth calling when a form gets the focus. */
  prepare(): Promise<void> {
    return this.#flow.prepare();
  }

  async signIn({ username, password, signal }: Credentials & CallOptions): Promise<SignInResult> {
    return this.#result(await this.#flow.start(username, password, signal));
  }

  /** Signs in by another flow than that with user name and password. */
  async signInBy(start: Start, { signal }: CallOptions = {}): Promise<SignInResult> {
    return this.#result(await this.#flow.begin(start, signal));
  }

  /** Has Cognito send another code for the open challenge, where the password was proven before. */
  async resendCode({ signal }: CallOptions = {}): Promise<SignInResult> {
    return this.#result(await this.#flow.resend(signal));
  }

  /** Carries out an operation on an account. The access token is the session's, unless one is given. */
  async account<Command extends WithoutToken<AccountCommand>>(
    command: Command,
    { signal }: CallOptions = {},
  ): Promise<OutcomeOf<Command["operation"]>> {
    const needsNone = "username" in command || "session" in command || "accessToken" in command;
    const token = needsNone ? {} : { accessToken: (await this.getSession({ signal }))?.accessToken };
    const whole = { ...token, ...command } as AccountCommand;
    return runOperation(whole, this.#flow.config, this.#options, { signal });
  }

  /** Answers the challenge that `signIn`, or the last answer, came back with. */
  async respondToChallenge(answer: ChallengeAnswer, { signal }: CallOptions = {}): Promise<SignInResult> {
    return this.#result(await this.#flow.answer(answer, signal));
  }

  /** What is in memory: nothing before the first `getSession` of a page, and nothing is refreshed. */
  currentSession(): Session | null {
    return sessionOf(this.#keeper.tokens);
  }

  /**
   * The session with tokens that are good now; `null` where nobody is signed in. Rejects once where Cognito has ended the
   * session. Any other error leaves the session as it is: try again later.
   *
   * @param options.refresh Asks for new tokens, however good the old ones are: for claims that have changed.
   */
  async getSession({ refresh = false, signal }: CallOptions & { refresh?: boolean } = {}): Promise<Session | null> {
    return sessionOf(await abortable(() => this.#keeper.get(refresh), signal));
  }

  /**
   * Goes on with tokens that another library, a server or Cognito's own page has given out. Where nobody knows when they
   * end, they are refreshed at once.
   */
  async resumeSession(tokens: TokenSet | Omit<TokenSet, "expiresAtMs" | "unverifiedClaims">): Promise<Session | null> {
    return sessionOf(await this.#keeper.resume(tokens));
  }

  /** Calls `listener` whenever the tokens change, be it in another tab, until the returned function is called. */
  onSessionChange(listener: (change: SessionChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Forgets the tokens in every tab first, then revokes the refresh token; so it ends the session even where it rejects.
   */
  async signOut({ signal }: CallOptions = {}): Promise<void> {
    this.#flow.cancel();
    await this.#keeper.signOut(signal);
  }

  async #result(outcome: Outcome): Promise<SignInResult> {
    if (outcome.kind === "challenge") {
      const { kind, challenge, expiresAtMs } = outcome;
      return { kind, challenge, expiresAtMs };
    }
    await this.#keeper.adopt(outcome.tokens);
    // Whether it is also remembered the user may say later (`UpdateDeviceStatus`).
    if (outcome.tokens.newDevice) this.#flow.confirmDevice(outcome.tokens).catch(() => {});
    return { kind: "signed-in", session: sessionOf(this.#keeper.tokens)! };
  }
}

type WithoutToken<Command> = Command extends { accessToken?: string }
  ? Omit<Command, "accessToken"> & { accessToken?: string }
  : Command;

function sessionOf(tokens: KeptTokens | undefined): Session | null {
  if (!tokens) return null;
  const { idToken, accessToken, expiresAtMs, clockDriftMs, unverifiedClaims } = tokens;
  return { idToken, accessToken, expiresAtMs, clockDriftMs, unverifiedClaims };
}
