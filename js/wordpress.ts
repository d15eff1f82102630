import type { Challenge, ChallengeAnswer, Config } from "../src/wasm/types.js";
import type { CognipressError } from "./error.js";
import { fetchChallenge, openSession, type WordPressSession } from "./exchange.js";
import { adoptForm, type Aftermath, type Behaviour, type FormParts } from "./forms/adopt.js";
import { element } from "./forms/element.js";
import type { Panel } from "./forms/panels/index.js";
import type { PasswordPolicy } from "./forms/panels/password-policy.js";
import { wpLogin } from "./forms/wp-login.js";
import { SignInFlow, type Outcome } from "./sign-in.js";
import { forgetStanding, keepStanding, keptStanding } from "./standing.js";
import type { Texts, TextKey } from "./texts.js";

export type { WordPressSession };

/** What the plugin prints into the page. */
export interface LoginConfig extends Config {
  challengeUrl: string;
  sessionUrl: string;
  /** The folder of the wasm files, with a trailing slash. */
  assetsUrl: string;
  /** Keeps a browser from mixing the files of two releases. */
  version?: string;
  /** The words in the page's language; the package's own `texts` are English. */
  texts: Texts;
  /** Where somebody without a Cognito user can still log in. */
  localLoginUrl?: string;
  /** The pool's rules for a new password, to be listed where one is asked for. */
  passwordPolicy?: PasswordPolicy;
}

/** Events on the form. They bubble; one that is cancelled leaves to the page what would have followed. */
export interface LoginEvents {
  /** The panel is about to be shown. A page that asks by itself calls `respond`. */
  "cognipress:challenge": CustomEvent<{ challenge: Challenge; respond(answer: ChallengeAnswer): void }>;
  /** The user has a session and is about to be sent to `redirectTo`. */
  "cognipress:signed-in": CustomEvent<WordPressSession>;
  /** The words for the error are about to be shown. */
  "cognipress:error": CustomEvent<{ error: unknown }>;
}

export interface AdoptedLogin {
  /** Loads the wasm and does the work that needs no password. */
  prepare(): Promise<void>;
}

/** Lets users of the user pool log in to WordPress through WordPress' own login form. */
export function adoptLoginForm(form: HTMLFormElement, config: LoginConfig): AdoptedLogin {
  const login = new LoginForm(form, config);
  return { prepare: () => login.prepare() };
}

class LoginForm implements Behaviour {
  readonly #config: LoginConfig;
  readonly #parts: FormParts;
  readonly #flow: SignInFlow;
  readonly #submit: () => Promise<void>;
  #panel: Panel | undefined;
  #expiresAtMs: number | undefined;
  /** What the next submit does, in place of sending user name and password. */
  #next: ((signal: AbortSignal) => Promise<Outcome>) | undefined;

  constructor(form: HTMLFormElement, config: LoginConfig) {
    const query = config.version ? `?ver=${config.version}` : "";
    const wasm = (name: string) => ({
      simd: `${config.assetsUrl}${name}-simd.wasm${query}`,
      baseline: `${config.assetsUrl}${name}.wasm${query}`,
    });
    this.#config = config;
    this.#parts = wpLogin(form);
    this.#flow = new SignInFlow({ ...config, wasm: { signIn: wasm("cognipress"), full: wasm("cognipress-full") } });
    const standing = keptStanding(config.clientId);
    if (standing) this.#next = (signal) => this.#flow.resume(standing, signal);
    this.#submit = adoptForm(this.#parts, config.texts, this);
    if (standing) void this.#submit();
  }

  prepare(): Promise<void> {
    return this.#flow.prepare();
  }

  async submit(signal: AbortSignal): Promise<Aftermath> {
    try {
      return await this.#logIn(signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
      return "stay";
    }
  }

  reset(): void {
    forgetStanding();
    this.#panel?.close();
    this.#panel = undefined;
    this.#flow.cancel();
  }

  async #logIn(signal: AbortSignal): Promise<Aftermath> {
    const { challengeUrl, sessionUrl } = this.#config;
    const { username, password, rememberMe, redirectTo } = this.#parts;
    // WordPress works on its challenge while Cognito checks the password.
    const challenge = fetchChallenge(challengeUrl, { signal });
    challenge.catch(() => {});

    const next = this.#next;
    this.#next = undefined;
    const outcome = await (next
      ? next(signal)
      : this.#panel
        ? this.#flow.answer(this.#panel.answer, signal)
        : this.#flow.start(username.value, password.value, signal));
    if (outcome.kind === "challenge") return this.#ask(outcome);

    forgetStanding();
    const { idToken, refreshToken } = outcome.tokens;
    this.#flow.confirmDevice(outcome.tokens, rememberMe()).catch(console.warn);
    const session = await openSession(
      sessionUrl,
      { idToken, refreshToken, challenge: await challenge, rememberMe: rememberMe(), redirectTo: redirectTo() },
      { signal },
    );
    password.value = "";
    this.#panel?.clear();
    if (!this.#emit("cognipress:signed-in", session)) return "stay";
    location.assign(session.redirectTo);
    return "leave";
  }

  async #ask(outcome: Extract<Outcome, { kind: "challenge" }>): Promise<Aftermath> {
    const { challenge } = outcome;
    this.#keep(outcome);
    this.#parts.password.value = "";
    this.#panel?.close();
    this.#panel = undefined;
    const respond = (answer: ChallengeAnswer) => {
      this.#next = (signal) => this.#flow.answer(answer, signal);
      void this.#submit();
    };
    if (!this.#emit("cognipress:challenge", { challenge, respond })) return "stay";
    const { openPanel } = await import("./forms/panels/index.js");
    const login = this;
    this.#panel = openPanel(this.#parts, this.#config.texts, challenge, {
      submit: () => void this.#submit(),
      back: () => this.reset(),
      get resend() {
        return login.#flow.canResend ? () => login.#resend(challenge.name) : undefined;
      },
      get expiresAtMs() {
        return login.#expiresAtMs;
      },
      passwordPolicy: this.#config.passwordPolicy,
    });
    return "stay";
  }

  #keep({ standing, expiresAtMs }: Extract<Outcome, { kind: "challenge" }>): void {
    this.#expiresAtMs = expiresAtMs;
    keepStanding(this.#config.clientId, standing, expiresAtMs);
  }

  /** Starts over: the panel stays, and takes the new code, unless another choice comes before that. */
  async #resend(name: Challenge["name"]): Promise<void> {
    this.#parts.hideError();
    try {
      const outcome = await this.#flow.resend();
      if (outcome.kind !== "challenge") return;
      if (outcome.challenge.name === name) this.#keep(outcome);
      else await this.#ask(outcome);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  #fail(error: unknown): void {
    console.warn(error);
    const { messageKey, message, retryAfterMs } = error as Partial<CognipressError>;
    if (!this.#flow.isOpen) this.reset();
    if (!this.#emit("cognipress:error", { error })) return;

    const { texts, localLoginUrl: href } = this.#config;
    const lines: (Node | string)[] = [texts[messageKey as TextKey] ?? texts["try-again"]];
    if (messageKey === "throttled" && retryAfterMs) {
      lines[0] = texts["throttled-wait"].replace("%s", String(Math.ceil(retryAfterMs / 60_000)));
    }
    // Says which of the pool's rules the password breaks.
    if (messageKey === "new-password-refused" && message) lines.push(message);
    if (this.#panel) return this.#panel.refuse(...lines);
    if (href) lines.push(element("a", { href }, texts["local-login"]));
    this.#parts.showError(...lines);
  }

  #emit<Type extends keyof LoginEvents>(type: Type, detail: LoginEvents[Type]["detail"]): boolean {
    return this.#parts.form.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, cancelable: true }));
  }
}
