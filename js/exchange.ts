import { CognipressError } from "./error.js";
import { post, type PostOptions, type Reply } from "./transport.js";

export interface SessionRequest {
  idToken: string;
  /** Kept by WordPress to revoke it at logout. */
  refreshToken?: string | undefined;
  /** From {@link fetchChallenge}; good for one session. */
  challenge: string;
  rememberMe: boolean;
  redirectTo: string;
}

export interface OpenedSession {
  /** Where the user goes now, checked by WordPress. */
  redirectTo: string;
  user: { id: number; displayName: string };
}

/** Asks WordPress for a fresh challenge, which ties the session to this browser. */
export async function fetchChallenge(url: string, options: PostOptions): Promise<string> {
  const { challenge } = await ask<{ challenge: string }>(url, {}, options);
  return challenge;
}

/** Exchanges the ID token for a WordPress session; the reply sets the cookies. */
export function openSession(url: string, request: SessionRequest, options: PostOptions): Promise<OpenedSession> {
  return ask(url, request, options);
}

/** Asks one of the plugin's routes, as the site's own page does unless `credentials` say otherwise. */
export async function ask<T>(url: string, data: object, options: PostOptions): Promise<T> {
  const headers = { "content-type": "application/json" };
  const reply = await post(
    { url, headers, body: JSON.stringify(data) },
    { credentials: "same-origin", cache: "no-store", ...options },
  );
  const answer = parse(reply);
  if (reply.status === 200 && answer) return answer as T;
  throw refusal(reply, String(answer?.message ?? `HTTP ${reply.status} from ${url}`));
}

/** `undefined` where a plugin or a proxy answered with something else than a JSON object. */
function parse({ body }: Reply): Record<string, unknown> | undefined {
  try {
    return Object(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return undefined;
  }
}

function refusal({ status, headers }: Reply, message: string): CognipressError {
  if (status === 429) {
    const seconds = Number(headers.get("retry-after"));
    return new CognipressError("SessionRefused", "throttled", message, seconds * 1000 || undefined);
  }
  return status >= 400 && status < 500
    ? new CognipressError("SessionRefused", "session-refused", message)
    : new CognipressError("SessionUnavailable", "session-unavailable", message);
}
