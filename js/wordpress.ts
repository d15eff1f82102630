import type { Challenge, Config } from "../src/wasm/types.js";
import { CognipressError } from "./error.js";
import { fetchChallenge, openSession, type WordPressSession } from "./exchange.js";
import { adoptForm, type Aftermath, type Behaviour, type FormParts } from "./forms/adopt.js";
import { element } from "./forms/element.js";
import { NewPasswordPanel } from "./forms/panel.js";
import { wpLogin } from "./forms/wp-login.js";
import { SignInFlow, type Answer } from "./sign-in.js";
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
}

/** Events on the form. They bubble; one that is cancelled leaves to the page what would have followed. */
export interface LoginEvents {
  /** The panel is about to be shown. A page that asks by itself calls `respond`. */
  "cognipress:challenge": CustomEvent<{ challenge: Challenge; respond(answer: Answer): void }>;
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
  #panel: NewPasswordPanel | undefined;
  /** Goes out with the next submit, in place of user name and password. */
  #answer: Answer | undefined;

  constructor(form: HTMLFormElement, config: LoginConfig) {
    const query = config.version ? `?ver=${config.version}` : "";
    const wasm = (name: string) => `${config.assetsUrl}${name}.wasm${query}`;
    this.#config = config;
    this.#parts = wpLogin(form);
    this.#flow = new SignInFlow({ ...config, wasm: { simd: wasm("cognipress-simd"), baseline: wasm("cognipress") } });
    this.#submit = adoptForm(this.#parts, config.texts, this);
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

    const answer = this.#answer ?? this.#panel?.answer;
    this.#answer = undefined;
    const outcome = await (answer
      ? this.#flow.answer(answer, signal)
      : this.#flow.start(username.value, password.value, signal));
    if (outcome.kind === "challenge") return this.#ask(outcome.challenge);

    const { idToken, refreshToken } = outcome.tokens;
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

  #ask(challenge: Challenge): Aftermath {
    this.#parts.password.value = "";
    const respond = (answer: Answer) => {
      this.#answer = answer;
      void this.#submit();
    };
    if (!this.#emit("cognipress:challenge", { challenge, respond })) return "stay";
    if (challenge.name !== "NEW_PASSWORD_REQUIRED") {
      throw new CognipressError("UnexpectedChallenge", "challenge-unsupported", `Cannot ask ${challenge.name}`);
    }
    this.#panel = new NewPasswordPanel(this.#parts, this.#config.texts, challenge);
    return "stay";
  }

  #fail(error: unknown): void {
    console.warn(error);
    const { messageKey, message, retryAfterMs } = error as Partial<CognipressError>;
    const refused = messageKey === "new-password-refused";
    // Only another password can still save the challenge.
    if (!refused) this.reset();
    if (!this.#emit("cognipress:error", { error })) return;

    const { texts, localLoginUrl: href } = this.#config;
    const lines: (Node | string)[] = [texts[messageKey as TextKey] ?? texts["try-again"]];
    if (messageKey === "throttled" && retryAfterMs) {
      lines[0] = texts["throttled-wait"].replace("%s", String(Math.ceil(retryAfterMs / 60_000)));
    }
    // Says which of the pool's rules the password breaks.
    if (refused && message) lines.push(message);
    if (href) lines.push(element("a", { href }, texts["local-login"]));
    this.#parts.showError(...lines);
  }

  #emit<Type extends keyof LoginEvents>(type: Type, detail: LoginEvents[Type]["detail"]): boolean {
    return this.#parts.form.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, cancelable: true }));
  }
}
