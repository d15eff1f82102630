/** What a forged token is made from, and how the catalogues name one. */

import type { SigningKey } from "./keys.ts";
import { freshClaims, signToken, type Claims } from "./token.ts";

/** Keys of the key set the site reads, except `attacker`, which nobody trusts. */
export interface Keys {
  trusted: SigningKey;
  /** Trusted, but too short. */
  short: SigningKey;
  /** Trusted, but meant for encryption. */
  encryption: SigningKey;
  elliptic: SigningKey;
  attacker: SigningKey;
}

export interface Forgery {
  name: string;
  /** Makes the token; `claims` are good ones of an identity nobody has seen. */
  make(keys: Keys, claims: Claims): unknown;
}

/** A token that is right but for one header parameter, and signed as it stands. */
export function header(name: string, changes: Claims): Forgery {
  return { name, make: ({ trusted }, claims) => signToken(claims, trusted, changes) };
}

/** A token that is right but for one claim, and signed as it stands. `undefined` leaves the claim out. */
export function claim(name: string, changes: (claims: Claims) => Claims): Forgery {
  return { name, make: ({ trusted }, claims) => signToken({ ...claims, ...changes(claims) }, trusted) };
}

/** The one token that must be accepted: what every forgery is a change of. */
export function controlToken(keys: Keys, claims: Claims = freshClaims()): string {
  return signToken(claims, keys.trusted);
}

