import type { Config, TokenSet } from "../src/wasm/types.js";
import type { SignInMethod } from "./dialogue.js";
import type { CognipressError } from "./error.js";
import { fetchChallenge, openSession, type OpenedSession } from "./exchange.js";
import { adoptForm, type Aftermath, type Behaviour, type FormParts } from "./forms/adopt.js";
import type { Asking } from "./forms/asking.js";
import { element } from "./forms/element.js";
import { errorAbove } from "./forms/error-notice.js";
import type { AnyAnswer, AnyChallenge, Journey, JourneyOutcome } from "./forms/journey.js";
import type { PasswordPolicy } from "./forms/panels/password-policy.js";
import { wpLogin } from "./forms/wp-login.js";
import { SignInFlow, type SignInOptions } from "./sign-in.js";
import { attempt, STANDING_KEY } from "./storage.js";
import type { Texts, TextKey } from "./texts.js";

export { element, errorAbove, wpLogin };
export type { OpenedSession };

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
  /** Where the session is ended; only on pages besides wp-login.php. */
  signOutUrl?: string;
  /** Where somebody without a Cognito user can still log in. */
  localLoginUrl?: string;
  /** The pool's rules for a new password, to be listed where one is asked for. */
  passwordPolicy?: PasswordPolicy;
  /** How users sign in besides by user name and password. */
  method?: SignInMethod;
  /** Offers passkeys: in the list of user names, by a button, and to who signed in without. */
  passkeys?: boolean;
}

/** Events on the form. They bubble; one that is cancelled leaves to the page what would have followed. */
export interface LoginEvents {
  /** The panel is about to be shown. A page that asks by itself calls `respond`. */
  "cognipress:challenge": CustomEvent<{ challenge: AnyChallenge; respond(answer: AnyAnswer): void }>;
  /** The user has a session and is about to be sent to `redirectTo`. */
  "cognipress:signed-in": CustomEvent<OpenedSession>;
  /** The words for the error are about to be shown. */
  "cognipress:error": CustomEvent<{ error: unknown }>;
}

declare global {
  interface Window {
    /** What a page adds to every request to Cognito; to be there before the form is used. */
    cognipressHooks?: Pick<SignInOptions, "clientMetadata" | "headers">;
  }
}

export interface AdoptedLogin {
  /** Loads the wasm and does the work that needs no password. */
  prepare(): Promise<void>;
  /** Does the same as a submit of the form. */
  submit(): Promise<void>;
}

export interface AdoptOptions {
  /** Unless given, the form is WordPress' own. */
  parts?: FormParts;
  /** What the form leads through on the way to a session, where that is more than a sign-in. */
  journey?: ((signIn: SignInFlow) => Journey) | undefined;
  /** Lets go of the form. */
  signal?: AbortSignal;
}

/** Lets users of the user pool log in to WordPress through a form. */
export function adoptLoginForm(form: HTMLFormElement, config: LoginConfig, options: AdoptOptions = {}): AdoptedLogin {
  const { journey, press } = new LoginForm(form, config, options);
  return { prepare: () => journey.prepare(), submit: press };
}

export class LoginForm implements Behaviour {
  readonly config: LoginConfig;
  readonly parts: FormParts;
  /** Another than the form's own while an account is confirmed. */
  journey: Journey;
  readonly #own: Journey;
  readonly #signIn: SignInFlow;
  /** As if the button was pressed. */
  readonly press: () => Promise<void>;
  /** Takes over what follows on a sign-in, if it returns true. */
  beforeLeaving: ((tokens: TokenSet, session: OpenedSession) => boolean) | undefined;
  /** What the next submit answers. */
  #asking: Asking | undefined;

  constructor(form: HTMLFormElement, config: LoginConfig, { parts = wpLogin(form), journey, signal }: AdoptOptions) {
    const query = config.version ? `?ver=${config.version}` : "";
    const wasm = (name: string) => ({
      simd: `${config.assetsUrl}${name}-simd.wasm${query}`,
      baseline: `${config.assetsUrl}${name}.wasm${query}`,
    });
    const program = { signIn: wasm("cognipress"), full: wasm("cognipress-full") };
    const signIn = (this.#signIn = new SignInFlow({ ...config, ...window.cognipressHooks, wasm: program }));
    this.config = config;
    this.parts = parts;
    this.journey = this.#own = journey ? journey(signIn) : signIn;
    this.press = adoptForm(parts, config.texts, this, signal);
    const isAsked = config.method ?? config.passkeys ?? attempt(() => sessionStorage.getItem(STANDING_KEY));
    if (!journey && isAsked) this.asking().then((asking) => asking.open(signIn)).catch(console.warn);
  }

  async submit(signal: AbortSignal): Promise<Aftermath> {
    try {
      return await this.#logIn(signal);
    } catch (error) {
      if (!signal.aborted) this.fail(error);
      return "stay";
    }
  }

  reset(): void {
    this.#asking?.end();
    this.#asking = undefined;
    this.journey.cancel();
    this.journey = this.#own;
  }

  async #logIn(signal: AbortSignal): Promise<Aftermath> {
    const { challengeUrl, sessionUrl } = this.config;
    const { password, rememberMe, redirectTo } = this.parts;
    // WordPress works on its challenge while Cognito checks the password.
    const challenge = fetchChallenge(challengeUrl, { signal });
    challenge.catch(() => {});

    const outcome = await (this.#asking?.respond(signal) ?? this.#start(signal));
    if (outcome.kind === "challenge") {
      password.value = "";
      return (await this.asking()).ask(outcome);
    }

    this.#asking?.done();
    const { idToken, refreshToken } = outcome.tokens;
    // Where it ends after the sign-in, what it would ask is asked with the next.
    this.journey
      .confirmDevice(outcome.tokens)
      .then(async (choose) => choose && (await this.asking()).askDevice(outcome.tokens, choose))
      .catch(console.warn);
    const session = await openSession(
      sessionUrl,
      { idToken, refreshToken, challenge: await challenge, rememberMe: rememberMe(), redirectTo: redirectTo() },
      { signal },
    );
    password.value = "";
    if (!this.emit("cognipress:signed-in", session) || this.beforeLeaving?.(outcome.tokens, session)) return "stay";
    location.assign(session.redirectTo);
    return "leave";
  }

  async #start(signal: AbortSignal): Promise<JourneyOutcome> {
    const { username, password } = this.parts;
    const start = () => this.journey.start(username.value, password.value, signal);
    try {
      return await start();
    } catch (error) {
      if ((error as Partial<CognipressError>).code !== "UserNotConfirmed") throw error;
      const { journeys } = await import("./forms/journeys/index.js");
      this.journey = new journeys.confirm(this.#signIn, this.parts);
      return start();
    }
  }

  fail(error: unknown): void {
    console.warn(error);
    const { messageKey, message, retryAfterMs } = error as Partial<CognipressError>;
    if (!this.journey.isOpen) this.reset();
    if (!this.emit("cognipress:error", { error })) return;

    const { texts, localLoginUrl: href } = this.config;
    const lines: (Node | string)[] = [texts[messageKey as TextKey] ?? texts["try-again"]];
    if (messageKey === "throttled" && retryAfterMs) {
      lines[0] = texts["throttled-wait"].replace("%s", String(Math.ceil(retryAfterMs / 60_000)));
    }
    // Says which of the pool's rules the password breaks.
    if (messageKey === "new-password-refused" && message) lines.push(message);
    if (this.#asking?.refuse(lines)) return;
    if (href) lines.push(element("a", { href }, texts["local-login"]));
    this.parts.showError(...lines);
  }

  emit<Type extends keyof LoginEvents>(type: Type, detail: LoginEvents[Type]["detail"]): boolean {
    return this.parts.form.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, cancelable: true, composed: true }));
  }

  /** What asks, loaded when it is needed. */
  async asking(): Promise<Asking> {
    const { Asking } = await import("./forms/asking.js");
    return (this.#asking ??= new Asking(this));
  }
}
