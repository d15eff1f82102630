import type { SignInFlow } from "../../sign-in.js";
import type { LoginForm } from "../../wordpress.js";
import { known, remember } from "./store.js";

/**
 * Has the browser offer passkeys where it offers user names ("conditional UI").
 * Cognito makes no challenge for nobody: the request begins once a user name is
 * typed, or with that of who used a passkey here before.
 */
export class Autofill {
  readonly #login: LoginForm;
  readonly #signIn: SignInFlow;
  #request = new AbortController();
  #username: string | undefined;
  #expiresAtMs = 0;

  static async isPossible(): Promise<boolean> {
    return (await window.PublicKeyCredential?.isConditionalMediationAvailable?.()) ?? false;
  }

  constructor(login: LoginForm, signIn: SignInFlow) {
    this.#login = login;
    this.#signIn = signIn;
    const { username, button } = login.parts;
    username.autocomplete = "username webauthn";
    username.addEventListener("change", () => this.#offer(username.value.trim()));
    // A challenge ends before a page does that is left open.
    username.addEventListener("focus", () => Date.now() > this.#expiresAtMs && this.#offer(this.#username));
    // The form goes another way; a browser has one request at a time.
    button.addEventListener("click", () => this.stop(), { capture: true });
    this.#offer(username.value.trim() || known(login.config.clientId).username);
  }

  stop(): void {
    this.#request.abort();
    this.#username = undefined;
  }

  #offer(username: string | undefined): void {
    if (!username || (username === this.#username && Date.now() <= this.#expiresAtMs)) return;
    this.stop();
    this.#request = new AbortController();
    this.#username = username;
    const { signal } = this.#request;
    // Who picks none has other ways in.
    this.#ask(username, signal).catch((error) => signal.aborted || console.warn(error));
  }

  async #ask(username: string, signal: AbortSignal): Promise<void> {
    const aside = this.#signIn.another();
    const outcome = await aside.begin({ flow: "USER_AUTH", username, preferred: "WEB_AUTHN" }, signal);
    aside.cancel();
    if (outcome.kind !== "challenge" || outcome.challenge.name !== "WEB_AUTHN") return;
    const { challenge, expiresAtMs, standing } = outcome;
    this.#expiresAtMs = expiresAtMs;
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(challenge.options);
    const credential = await navigator.credentials.get({ publicKey, mediation: "conditional", signal });
    await (await this.#login.asking()).begin(async (signal) => {
      await this.#signIn.resume(standing!, signal);
      return this.#signIn.answer({ name: "WEB_AUTHN", credential: (credential as PublicKeyCredential).toJSON() }, signal);
    });
    remember(this.#login.config.clientId, { username });
  }
}
