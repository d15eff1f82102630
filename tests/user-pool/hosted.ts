/**
 * What the user pool's own page and `/oauth2/token` do for a sign-in by the authorization code flow: the page itself is
 * left out, its user is named. Followed: "The token issuer endpoint" of the developer guide; RFC 6749, RFC 7636.
 */
import { createHash, randomUUID } from "node:crypto";
import type { Pool } from "./pool.ts";
import type { User } from "./users.ts";

export const TOKEN_ENDPOINT = "/oauth2/token";

interface Grant {
  readonly user: User;
  readonly redirectUri: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly expiresAt: number;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

const CODE_MS = 5 * 60_000;

const refusal = (error: string): Reply => ({ status: 400, body: JSON.stringify({ error }) });

export class HostedPage {
  readonly #pool: Pool;
  readonly #grants = new Map<string, Grant>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The user signs in on the page at that address of `/oauth2/authorize`. Returns where the page leads to. */
  signIn(user: User, authorizeUrl: string): string {
    const { searchParams } = new URL(authorizeUrl);
    const of = (name: string) => searchParams.get(name) ?? "";
    const { clientId } = this.#pool.options;
    if (of("client_id") !== clientId || of("response_type") !== "code" || of("code_challenge_method") !== "S256") {
      throw new Error(`no authorization request: ${authorizeUrl}`);
    }
    const code = randomUUID();
    const [redirectUri, nonce, challenge] = [of("redirect_uri"), of("nonce"), of("code_challenge")];
    this.#grants.set(code, { user, redirectUri, nonce, challenge, expiresAt: this.#pool.clock.now() + CODE_MS });
    return `${redirectUri}?${new URLSearchParams({ code, state: of("state") }).toString()}`;
  }

  /** What the endpoint answers to that form. A code is spent by the first who has the right one. */
  token(form: string, userAgent: string): Reply {
    const of = Object.fromEntries(new URLSearchParams(form));
    if (of["grant_type"] !== "authorization_code") return refusal("unsupported_grant_type");
    if (of["client_id"] !== this.#pool.options.clientId) return refusal("invalid_client");
    const code = of["code"] ?? "";
    const grant = this.#grants.get(code);
    if (grant === undefined || this.#pool.clock.now() >= grant.expiresAt) return refusal("invalid_grant");
    const challenge = createHash("sha256").update(of["code_verifier"] ?? "").digest("base64url");
    if (grant.challenge !== challenge || grant.redirectUri !== of["redirect_uri"]) return refusal("invalid_grant");
    this.#grants.delete(code);
    if (!grant.user.enabled) return refusal("invalid_grant");
    const { tokens } = this.#pool;
    const issued = tokens.start(grant.user, [], undefined, userAgent);
    const claims = { ...tokens.keys.read("id", issued.IdToken), nonce: grant.nonce };
    const reply = {
      id_token: tokens.keys.sign("id", claims),
      access_token: issued.AccessToken,
      refresh_token: issued.RefreshToken,
      expires_in: issued.ExpiresIn,
      token_type: issued.TokenType,
    };
    return { status: 200, body: JSON.stringify(reply) };
  }
}
