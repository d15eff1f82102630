/** Signing in on Cognito's own page, or at another provider by way of it. */
import type { Authorize, Exchange, Exchanged, Pending } from "../../src/wasm/hosted.js";
import type { Config, TokenSet } from "../../src/wasm/types.js";
import { besideThisScript } from "../beside.js";
import { CognipressError } from "../error.js";
import { fetchChallenge, openSession, type OpenedSession } from "../exchange.js";
import { loadCore, type WasmSource } from "../loader.js";
import { pause } from "../session/pause.js";
import { attempt } from "../storage.js";
import { post, type TransportOptions } from "../transport.js";
import { awaitCallback, openPopup, reportToOpener } from "./popup.js";

export interface HostedOptions extends Config, TransportOptions {
  /** The user pool's domain: `https://auth.example.com`. */
  domain: string;
  /** Where the user comes back to: one of the app client's callback URLs, with a page that calls `finish`. */
  redirectUri: string;
  /** The addresses of the wasm programs, or compiled modules. Unless given, they lie beside this script. */
  wasm?: WasmSource;
}

/** What the user should be offered. */
export interface AuthorizeOptions {
  /** `openid` among them; all that the app client may have unless given. */
  scopes?: readonly string[];
  /** Goes straight to that provider: `Google`, or the name of a SAML or OIDC provider. */
  identityProvider?: string;
  /** Goes straight to the provider with that identifier, an e-mail domain for instance. */
  idpIdentifier?: string;
  loginHint?: string;
  /** Of Cognito's page: `de`. */
  lang?: string;
  acrValues?: string;
  prompt?: string;
}

const KEY = "cognipress:hosted";

/** The parameters of a callback (RFC 6749 section 4.1.2, RFC 9207), which no address may keep. */
const CALLBACK = ["code", "state", "iss", "error", "error_description"];

/** A sign-in by redirect or in a popup. Every method rejects with a `CognipressError`, but for what an `opener` throws. */
export class HostedSignIn {
  readonly #options: HostedOptions & { wasm: WasmSource };
  readonly #config: string;

  constructor(options: HostedOptions) {
    const { userPoolId, clientId, endpoint } = options;
    this.#options = { ...options, wasm: options.wasm ?? besideThisScript() };
    this.#config = JSON.stringify({ userPoolId, clientId, endpoint });
  }

  /** Leaves the page. */
  redirect(options: AuthorizeOptions = {}): Promise<void> {
    return this.open((url) => location.assign(url), options);
  }

  /**
   * Stays on the page and has `opener` show Cognito's: an app does so in the system's browser (RFC 8252), and hands the
   * address that the user comes back by to `finish`.
   */
  async open(opener: (url: string) => unknown, options: AuthorizeOptions = {}): Promise<void> {
    const { url, pending } = await this.#authorize(options);
    sessionStorage.setItem(KEY, JSON.stringify(pending));
    await opener(url);
  }

  /** Opens a popup; to be called from the click itself. `Aborted` where the user closes it. */
  async popup(options: AuthorizeOptions = {}): Promise<TokenSet> {
    const popup = openPopup();
    const { url, pending } = await this.#authorize(options).catch((error) => {
      popup.close();
      throw error;
    });
    popup.location.replace(url);
    return this.#finish(await awaitCallback(popup), pending);
  }

  /**
   * To be called by the page at `redirectUri` before anything else: takes the answer out of the address, and the tokens
   * that it brings. `null` where this is no callback. In a popup it hands the answer over and closes. What may pass is
   * tried three times more; after any other error the user begins anew, by `redirect` or `popup`.
   *
   * @param callback The address that the user came back by, where that was an app and not this page.
   * @throws CognipressError Among others `access_denied` where the user has cancelled, `invalid_grant` where the code was
   *   spent or is too old, `Untrusted` where the answer is not one to this sign-in.
   */
  async finish(callback?: string): Promise<TokenSet | null> {
    const parameters = takeCallback(callback);
    if (!parameters || reportToOpener(parameters)) return null;
    const pending = attempt(() => JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Pending | null);
    attempt(() => sessionStorage.removeItem(KEY)); // good for one answer, be it a wrong one
    return this.#finish(parameters, pending ?? undefined);
  }

  /** Ends the session with Cognito's page as well: leaves the page, for one of the app client's sign-out URLs. */
  signOut(logoutUri: string): void {
    const { clientId } = this.#options;
    location.assign(this.#url("/logout", { client_id: clientId, logout_uri: logoutUri }));
  }

  async #authorize(options: AuthorizeOptions): Promise<{ url: string; pending: Pending }> {
    const { domain, redirectUri } = this.#options;
    const core = await loadCore("full", this.#options);
    const entropy = crypto.getRandomValues(new Uint8Array(96));
    const args = [this.#config, domain, new URL(redirectUri, location.href).href, entropy] as const;
    const { parameters, pending } = await core.call<Authorize>("hosted_authorize", ...args);
    const { scopes, identityProvider, idpIdentifier, loginHint, lang, acrValues, prompt } = options;
    const wishes = {
      scope: scopes?.join(" "),
      identity_provider: identityProvider,
      idp_identifier: idpIdentifier,
      login_hint: loginHint,
      lang,
      acr_values: acrValues,
      prompt,
    };
    return { url: this.#url("/oauth2/authorize", { ...wishes, ...parameters }), pending };
  }

  async #finish(callback: Record<string, string>, pending: Pending | undefined): Promise<TokenSet> {
    const core = await loadCore("full", this.#options);
    const remembered = JSON.stringify(pending ?? {});
    const args = [this.#config, remembered] as const;
    const { parameters } = await core.call<Exchange>("hosted_exchange", ...args, JSON.stringify(callback));
    const request = {
      url: this.#url("/oauth2/token", {}),
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(parameters).toString(),
    };
    for (let retries = 0; ; retries++) {
      let unanswered: unknown;
      const reply = await post(request, this.#options).catch((error) => void (unanswered = error));
      const numbers = [reply?.status ?? 0, Date.now(), retries, Math.random() * 0x1_0000];
      const bytes = reply?.body ?? new Uint8Array();
      const step = await core.call<Exchanged>("hosted_receive", ...numbers, ...args, bytes).catch((error) => {
        throw unanswered ?? error;
      });
      if (step.kind === "signed-in") return step.tokens;
      await pause(step.afterMs);
    }
  }

  #url(path: string, parameters: Record<string, string | undefined>): string {
    const url = new URL(path, this.#options.domain);
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
    return url.href;
  }
}

/** The plugin's routes, and what the user wants there. */
export interface WordPressLogin {
  challengeUrl: string;
  sessionUrl: string;
  rememberMe: boolean;
  redirectTo: string;
}

/** Logs in to WordPress with the tokens, as the login form does. Only a fresh ID token will do. */
export async function openWordPressSession(
  { idToken, refreshToken }: TokenSet,
  { challengeUrl, sessionUrl, rememberMe, redirectTo }: WordPressLogin,
  { fetch, timeoutMs }: Pick<TransportOptions, "fetch" | "timeoutMs"> = {},
): Promise<OpenedSession> {
  const options = { fetch, timeoutMs };
  const challenge = await fetchChallenge(challengeUrl, options);
  return openSession(sessionUrl, { idToken, refreshToken, challenge, rememberMe, redirectTo }, options);
}

/** The parameters of a callback; those of this page leave the address and the history at once. */
function takeCallback(callback: string | undefined): Record<string, string> | undefined {
  const url = attempt(() => new URL(callback ?? location.href));
  if (!url) return undefined;
  const { searchParams } = url;
  if (!searchParams.has("state") || !(searchParams.has("code") || searchParams.has("error"))) return undefined;
  const found = CALLBACK.flatMap((name) => searchParams.getAll(name).map((value): [string, string] => [name, value]));
  for (const name of CALLBACK) searchParams.delete(name);
  if (callback === undefined) history.replaceState(history.state, "", url);
  const parameters = Object.fromEntries(found);
  // A parameter that comes twice is somebody's attempt to have two readers read differently.
  if (found.length > Object.keys(parameters).length) throw new CognipressError("Untrusted", "try-again", "callback");
  return parameters;
}
