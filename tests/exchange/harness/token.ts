/** Builds ID tokens as Cognito does, and lets each part be anything else. */

import { randomBytes, randomUUID, sign } from "node:crypto";
import { issuer, pool } from "../../browser/harness/site.ts";
import type { SigningKey } from "./keys.ts";

export type Claims = Record<string, unknown>;

/** The claims of an ID token that was issued just now to a new identity. */
export function freshClaims(): Claims {
  const name = `identity-${randomBytes(6).toString("hex")}`;
  const now = nowSeconds();
  return {
    sub: randomUUID(),
    iss: issuer,
    token_use: "id",
    iat: now,
    exp: now + 3600,
    jti: randomUUID(),
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    aud: pool.clientId,
    auth_time: now,
    "cognito:username": name,
    email: `${name}@example.org`,
    email_verified: true,
  };
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

export function signToken(claims: Claims, key: SigningKey, header: Claims = {}): string {
  return signText(JSON.stringify({ alg: "RS256", kid: key.kid, ...header }), JSON.stringify(claims), key);
}

/** Signs header and payload that need not be JSON. */
export function signText(header: string | Buffer, payload: string | Buffer, key: SigningKey): string {
  const signed = `${base64url(header)}.${base64url(payload)}`;
  return `${signed}.${base64url(sign("RSA-SHA256", Buffer.from(signed), key.privateKey))}`;
}

export function base64url(bytes: string | Buffer): string {
  return Buffer.from(bytes).toString("base64url");
}
