import type { CallOptions, Session } from "./client.js";

/** Whoever knows the tokens: a `CognitoClient`, one in a worker, or a `WordPressSession`. */
export interface TokenSource {
  getSession(options: CallOptions & { refresh?: boolean }): Promise<Pick<Session, "idToken" | "accessToken"> | null>;
}

export interface AuthorizedFetchOptions {
  /** Who may see the token: `https://api.example.com`. */
  origins: readonly string[];
  /** `id` for API Gateway's Cognito authorizer without scopes; `access` unless given. */
  token?: "access" | "id";
  /** Used in place of the global `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/**
 * A `fetch` that sends the token of whoever is signed in along; where nobody is, it sends none. A request to any other
 * than the given origins rejects with a `TypeError`, and so does a redirect, as no page can see where that leads. Where
 * the answer is 401, the tokens are refreshed once, and the request is sent once more.
 */
export function createAuthorizedFetch(
  client: TokenSource,
  { origins, token = "access", fetch = globalThis.fetch }: AuthorizedFetchOptions,
): typeof globalThis.fetch {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));

  return async (input, init) => {
    const request = new Request(input, init);
    const { signal } = request;
    const { origin } = new URL(request.url);
    if (!allowed.has(origin)) throw new TypeError(`authorizedFetch is not allowed to ask ${origin}`);
    const send = async (refresh: boolean) => {
      const session = await client.getSession({ refresh, signal });
      // A clone, because a body can be sent once.
      const attempt = new Request(request.clone(), { redirect: "error" });
      if (session) attempt.headers.set("authorization", `Bearer ${token === "id" ? session.idToken : session.accessToken}`);
      return { response: await fetch(attempt), isSignedIn: session !== null };
    };
    const { response, isSignedIn } = await send(false);
    return response.status === 401 && isSignedIn ? (await send(true)).response : response;
  };
}
