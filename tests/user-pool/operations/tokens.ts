/** GetTokensFromRefreshToken, RevokeToken, GlobalSignOut, ListUserSessions, RevokeUserSession. */
import {
  accessTokenRevoked,
  invalidParameter,
  notAuthorized,
  resourceNotFound,
  ServiceError,
  userDisabled,
} from "../errors.ts";
import { page } from "../paginate.ts";
import type { Caller, Pool } from "../pool.ts";
import type { TokenSession } from "../tokens.ts";
import type { Input } from "../validate.ts";

/** SessionsListType holds 125; pages are smaller here so that clients must turn them. */
const SESSIONS_PER_PAGE = 20;

export function getTokensFromRefreshToken(pool: Pool, input: Input, caller: Caller): object {
  const { ClientId, ClientSecret, DeviceKey, RefreshToken } = input;
  if (ClientId !== pool.options.clientId) throw resourceNotFound(`User pool client ${ClientId} does not exist.`);
  if (ClientSecret !== pool.options.clientSecret) {
    throw notAuthorized(`Unable to verify secret for client ${ClientId}`);
  }
  return { AuthenticationResult: refreshedTokens(pool, RefreshToken, ClientId, DeviceKey, caller) };
}

/** Shared with REFRESH_TOKEN_AUTH. */
export function refreshedTokens(
  pool: Pool,
  token: string,
  clientId: string,
  deviceKey: string | undefined,
  caller: Caller,
): object {
  const { session, user, ...result } = pool.tokens.refresh(token, clientId, deviceKey);
  if (!pool.users.has(user)) throw notAuthorized("Invalid Refresh Token");
  if (!user.enabled) throw userDisabled();
  session.userAgent = caller.userAgent;
  return result;
}

export function revokeToken(pool: Pool, input: Input): object {
  const { ClientId, ClientSecret, Token } = input;
  const { clientId, clientSecret, enableTokenRevocation } = pool.options;
  if (ClientId !== clientId || ClientSecret !== clientSecret) {
    throw new ServiceError("UnauthorizedException", "Invalid client id or secret.");
  }
  if (!enableTokenRevocation) {
    throw new ServiceError("UnsupportedOperationException", "Token revocation is not enabled for the app client.");
  }
  if (pool.tokens.keys.read("access", Token) !== undefined || pool.tokens.keys.read("id", Token) !== undefined) {
    throw new ServiceError("UnsupportedTokenTypeException", "Only refresh tokens can be revoked.");
  }
  const session = pool.tokens.sessionOf(Token);
  if (session === undefined) throw invalidParameter("Invalid Refresh Token");
  session.revoked = true;
  return {};
}

export function globalSignOut(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken, accessTokenRevoked);
  pool.tokens.revokeAll(user);
  return {};
}

export function listUserSessions(pool: Pool, input: Input): object {
  const { session: current, user } = pool.authorize(input.AccessToken);
  const { items, next } = page("sessions", pool.tokens.active(user), SESSIONS_PER_PAGE, input.NextToken);
  const describe = (session: TokenSession) => ({
    SessionId: session.id,
    SessionType: "TOKEN",
    ClientId: session.clientId,
    CreateDate: session.createdAt,
    LastActiveDate: session.lastActiveAt,
    DeviceType: session.userAgent,
    LastIPAddress: "127.0.0.1",
    IsCurrentSession: session === current,
  });
  return { Sessions: items.map(describe), ...(next !== undefined && { NextToken: next }) };
}

export function revokeUserSession(pool: Pool, input: Input): object {
  const { session: current, user } = pool.authorize(input.AccessToken);
  const session = pool.tokens.active(user).find(({ id }) => id === input.SessionId);
  if (session === undefined) throw resourceNotFound("Session does not exist.");
  if (session === current) throw invalidParameter("The current session can not be revoked.");
  session.revoked = true;
  return {};
}
