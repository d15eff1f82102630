import { CognipressError } from "../error.js";
import { ask } from "../exchange.js";
import type { TransportOptions } from "../transport.js";

export interface SiteOptions extends Pick<TransportOptions, "fetch" | "timeoutMs"> {
  /** The plugin's routes: `https://example.com/wp-json/cognipress/v1/`. */
  apiUrl: string;
  /** Where on the site to go; to where WordPress sends its users unless given. */
  redirectTo?: string;
  /** Whether the session outlives the app. */
  rememberMe?: boolean;
}

/** What Cognito has given out. */
export interface SiteTokens {
  /** Fresh: `getSession({ refresh: true })`. */
  idToken: string;
  /** Only where the page does not keep it: two that refresh with the same one end each other's sessions. */
  refreshToken?: string;
}

/**
 * Logs in to WordPress from an app's page, whose origin the site has on its list, and leaves the page for the site.
 *
 * No token and no code is ever in an address, and no cookie is needed before the site's own page sets them.
 *
 * @throws CognipressError `SessionRefused`, `SessionUnavailable`, `Offline` or `Timeout`.
 */
export async function openSite(
  { idToken, refreshToken }: SiteTokens,
  { apiUrl, redirectTo = "", rememberMe = false, fetch, timeoutMs }: SiteOptions,
): Promise<void> {
  const options = { fetch, timeoutMs, credentials: "omit" } as const;
  const route = (name: string) => apiUrl.replace(/\/*$/, `/${name}`);
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const codeChallenge = await sha256(verifier);
  const { challenge } = await ask<{ challenge: string }>(route("app-challenge"), { codeChallenge }, options);
  const request = { idToken, refreshToken, challenge, codeChallenge, redirectTo, rememberMe };
  const { url, code } = await ask<{ url: string; code: string }>(route("app-code"), request, options);
  if (new URL(url).protocol !== new URL(apiUrl).protocol) throw unavailable(`The site's page is at ${url}`);
  post(url, { code, verifier });
}

/** Leaves the page as a form does. */
function post(url: string, fields: Record<string, string>): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

async function sha256(text: string): Promise<string> {
  if (!crypto.subtle) throw unavailable("The page is in no secure context");
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const unavailable = (why: string) => new CognipressError("SessionUnavailable", "session-unavailable", why);
