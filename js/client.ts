import type { AccountCommand } from "../src/wasm/account.js";
import type { Challenge, ChallengeAnswer, Request, Start, TokenSet } from "../src/wasm/types.js";
import { runOperation, type OutcomeOf } from "./account.js";
import type { ContextOptions } from "./context.js";
import { loadCore, type WasmSource } from "./loader.js";
import { SignInFlow, type Outcome, type SignInOptions } from "./sign-in.js";
import { send, type TransportOptions } from "./transport.js";

export interface ClientOptions extends ContextOptions, TransportOptions {
  /** The addresses of the wasm programs, or compiled modules. Unless given, they lie beside this script. */
  wasm?: WasmSource;
}

export interface Credentials {
  username: string;
  password: string;
}

export interface CallOptions {
  /** Ends the call; it rejects with the code `Aborted`. */
  signal?: AbortSignal;
}

/** What page code may have of the tokens: never the refresh token. */
export type Session = Omit<TokenSet, "refreshToken">;

export type SignInResult =
  | { kind: "signed-in"; session: Session }
  | { kind: "challenge"; challenge: Challenge; expiresAtMs: number };

/**
 * Signs users of one app client in and out. The session lives in memory, and
 * ends with the page.
 *
 * Every method rejects with a {@link CognipressError}.
 */
export class CognitoClient {
  readonly #options: SignInOptions;
  readonly #flow: SignInFlow;
  #tokens: TokenSet | undefined;

  constructor(options: ClientOptions) {
    this.#options = { ...options, wasm: options.wasm ?? besideThisScript() };
    this.#flow = new SignInFlow(this.#options);
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
  account<Command extends WithoutToken<AccountCommand>>(
    command: Command,
    { signal }: CallOptions = {},
  ): Promise<OutcomeOf<Command["operation"]>> {
    const isForAnybody = "username" in command || "session" in command;
    const token = isForAnybody ? {} : { accessToken: this.#tokens?.accessToken };
    const whole = { ...token, ...command } as AccountCommand;
    return runOperation(whole, this.#flow.config, this.#options, { signal });
  }

  /** Answers the challenge that `signIn`, or the last answer, came back with. */
  async respondToChallenge(answer: ChallengeAnswer, { signal }: CallOptions = {}): Promise<SignInResult> {
    return this.#result(await this.#flow.answer(answer, signal));
  }

  currentSession(): Session | null {
    return this.#tokens ? sessionOf(this.#tokens) : null;
  }

  /** Forgets the tokens first, then revokes the refresh token; so it ends the session even where it rejects. */
  async signOut({ signal }: CallOptions = {}): Promise<void> {
    const refreshToken = this.#tokens?.refreshToken;
    this.#tokens = undefined;
    this.#flow.cancel();
    if (!refreshToken) return;
    const core = await loadCore(this.#options.wasm.full, this.#options);
    const request = await core.call<Request>("revoke_token", this.#flow.config, refreshToken);
    const { status, body } = await send(request, { ...this.#options, signal });
    await core.call("acknowledge", status, body);
  }

  #result(outcome: Outcome): SignInResult {
    if (outcome.kind === "challenge") {
      const { kind, challenge, expiresAtMs } = outcome;
      return { kind, challenge, expiresAtMs };
    }
    this.#tokens = outcome.tokens;
    // Whether it is also remembered the user may say later (`UpdateDeviceStatus`).
    this.#flow.confirmDevice(outcome.tokens, false).catch(() => {});
    return { kind: "signed-in", session: sessionOf(outcome.tokens) };
  }
}

type WithoutToken<Command> = Command extends { accessToken?: string }
  ? Omit<Command, "accessToken"> & { accessToken?: string }
  : Command;

function sessionOf({ refreshToken: _, ...session }: TokenSet): Session {
  return session;
}

function besideThisScript(): WasmSource {
  return {
    signIn: {
      simd: new URL("./cognipress-simd.wasm", import.meta.url),
      baseline: new URL("./cognipress.wasm", import.meta.url),
    },
    full: {
      simd: new URL("./cognipress-full-simd.wasm", import.meta.url),
      baseline: new URL("./cognipress-full.wasm", import.meta.url),
    },
  };
}
