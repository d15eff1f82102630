/**
 * ID, access and refresh tokens, and the token session that they belong to.
 * Followed: "Understanding user pool JSON web tokens", "Refresh tokens" (rotation) and "Ending user sessions with
 * token revocation" of the developer guide; SessionDescriptionType of the model.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import { accessTokenRevoked, notAuthorized, ServiceError } from "./errors.ts";
import { Keys } from "./keys.ts";
import type { PoolOptions } from "./options.ts";
import type { User } from "./users.ts";

const ADMIN_SCOPE = "aws.cognito.signin.user.admin";

/** Claims of a sign-in that was towards an authentication level. */
export interface Assurance {
  readonly acr: string;
  readonly amr: readonly string[];
}

export interface TokenSession {
  /** SessionIdType: `tkn` and 25 letters or digits. */
  readonly id: string;
  readonly user: User;
  readonly clientId: string;
  readonly originJti: string;
  readonly eventId: string;
  readonly authTime: number;
  readonly methods: readonly string[];
  readonly assurance: Assurance | undefined;
  readonly deviceKey: string | undefined;
  readonly createdAt: number;
  readonly expiresAt: number;
  lastActiveAt: number;
  userAgent: string;
  revoked: boolean;
}

interface RefreshToken {
  readonly session: TokenSession;
  rotatedAt: number | undefined;
}

export interface Issued {
  readonly AccessToken: string;
  readonly ExpiresIn: number;
  readonly TokenType: "Bearer";
  readonly RefreshToken?: string;
  readonly IdToken: string;
}

export interface Holder {
  readonly user: User;
  readonly session: TokenSession;
}

const newSessionId = () => {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return `tkn${Array.from(randomBytes(25), (byte) => letters[byte % 36]).join("")}`;
};

/** Five parts like the encrypted token that the service gives out; opaque to clients. */
const newRefreshToken = () =>
  ["eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ", 256, 12, 480, 16]
    .map((part) => (typeof part === "number" ? randomBytes(part).toString("base64url") : part))
    .join(".");

export class Tokens {
  readonly keys: Keys;
  readonly issuer: string;
  readonly #options: PoolOptions;
  readonly #clock: Clock;
  readonly #sessions: TokenSession[] = [];
  readonly #refreshTokens = new Map<string, RefreshToken>();

  constructor(options: PoolOptions, clock: Clock) {
    this.keys = options.keys ?? new Keys();
    this.#options = options;
    this.#clock = clock;
    this.issuer = `https://cognito-idp.${options.region}.amazonaws.com/${options.poolId}`;
  }

  /** Tokens for a user who has just signed in. */
  start(
    user: User,
    methods: readonly string[],
    deviceKey: string | undefined,
    userAgent: string,
    assurance?: Assurance,
  ): Issued & Holder {
    const now = this.#clock.seconds();
    const session: TokenSession = {
      id: newSessionId(),
      user,
      clientId: this.#options.clientId,
      originJti: randomUUID(),
      eventId: randomUUID(),
      authTime: now,
      methods,
      assurance,
      deviceKey,
      createdAt: now,
      expiresAt: now + this.#options.refreshTokenSeconds,
      lastActiveAt: now,
      userAgent,
      revoked: false,
    };
    this.#sessions.push(session);
    return { ...this.#issue(session, true), user, session };
  }

  #issue(session: TokenSession, withRefreshToken: boolean): Issued {
    const { accessTokenSeconds, idTokenSeconds } = this.#options;
    return {
      AccessToken: this.keys.sign("access", this.#claims(session, "access", accessTokenSeconds)),
      ExpiresIn: accessTokenSeconds,
      TokenType: "Bearer",
      ...(withRefreshToken && { RefreshToken: this.#newRefreshToken(session) }),
      IdToken: this.keys.sign("id", this.#claims(session, "id", idTokenSeconds)),
    };
  }

  #newRefreshToken(session: TokenSession): string {
    const token = newRefreshToken();
    this.#refreshTokens.set(token, { session, rotatedAt: undefined });
    return token;
  }

  #claims(session: TokenSession, use: "id" | "access", seconds: number): Record<string, unknown> {
    const { user } = session;
    const { enableTokenRevocation, scopes, triggers } = this.#options;
    const now = this.#clock.seconds();
    return {
      sub: user.sub,
      ...(user.groups.length > 0 && { "cognito:groups": user.groups }),
      iss: this.issuer,
      ...(use === "id"
        ? { aud: session.clientId, "cognito:username": user.username, ...attributeClaims(user) }
        : { client_id: session.clientId, username: user.username, scope: scopes.join(" ") }),
      ...(use === "access" && session.deviceKey !== undefined && { device_key: session.deviceKey }),
      ...session.assurance,
      ...(enableTokenRevocation && { origin_jti: session.originJti }),
      event_id: session.eventId,
      token_use: use,
      auth_time: session.authTime,
      exp: now + seconds,
      iat: now,
      jti: randomUUID(),
      ...(use === "id" && triggers.preTokenGeneration?.(user.username)),
    };
  }

  /** REFRESH_TOKEN_AUTH and GetTokensFromRefreshToken. `auth_time` stays that of the sign-in. */
  refresh(token: string, clientId: string, deviceKey: string | undefined): Issued & Holder {
    const refreshToken = this.#usable(token, clientId);
    const { session } = refreshToken;
    if (session.deviceKey !== undefined && session.user.devices.get(session.deviceKey)?.confirmed !== true) {
      throw notAuthorized("Invalid Refresh Token.");
    }
    if (session.deviceKey !== undefined && session.deviceKey !== deviceKey) {
      throw notAuthorized("Invalid Refresh Token.");
    }
    session.lastActiveAt = this.#clock.seconds();
    const rotates = this.#options.rotation !== undefined;
    if (rotates) refreshToken.rotatedAt ??= this.#clock.now();
    return { ...this.#issue(session, rotates), user: session.user, session };
  }

  #usable(token: string, clientId: string): RefreshToken {
    const refreshToken = this.#refreshTokens.get(token);
    if (refreshToken === undefined || refreshToken.session.clientId !== clientId) {
      throw notAuthorized("Invalid Refresh Token");
    }
    const { session, rotatedAt } = refreshToken;
    if (session.revoked) throw notAuthorized("Refresh Token has been revoked");
    if (this.#clock.seconds() >= session.expiresAt) throw notAuthorized("Refresh Token has expired");
    const graceMs = (this.#options.rotation?.graceSeconds ?? 0) * 1000;
    if (rotatedAt !== undefined && this.#clock.now() >= rotatedAt + graceMs) {
      throw new ServiceError("RefreshTokenReuseException", "Refresh token has been invalidated by rotation.");
    }
    return refreshToken;
  }

  /** Whose access token this is. Throws when it is not one, too old, revoked, or lacks the scope. */
  holderOf(accessToken: string): Holder {
    const claims = this.keys.read("access", accessToken);
    if (claims === undefined || claims.token_use !== "access") throw notAuthorized("Invalid Access Token");
    if (this.#clock.seconds() >= Number(claims.exp)) throw notAuthorized("Access Token has expired");
    const session = this.#sessions.find(({ eventId }) => eventId === claims.event_id);
    if (session === undefined || session.revoked) throw accessTokenRevoked();
    if (!String(claims.scope).split(" ").includes(ADMIN_SCOPE)) {
      throw notAuthorized("Access Token does not have required scopes");
    }
    return { user: session.user, session };
  }

  /** The session of a refresh token, whatever has become of it. */
  sessionOf(refreshToken: string): TokenSession | undefined {
    return this.#refreshTokens.get(refreshToken)?.session;
  }

  active(user: User): TokenSession[] {
    const now = this.#clock.seconds();
    return this.#sessions.filter((session) => session.user === user && !session.revoked && now < session.expiresAt);
  }

  revokeAll(user: User): void {
    for (const session of this.#sessions) if (session.user === user) session.revoked = true;
  }
}

/** Attributes in an ID token: strings, but for the two that tell of verification. */
function attributeClaims(user: User): Record<string, unknown> {
  const claims = Array.from(user.attributes, ([name, value]): [string, unknown] =>
    name.endsWith("_verified") ? [name, value === "true"] : [name, value],
  );
  return Object.fromEntries(claims);
}
