/** Signing keys of the tests, and the key set that makes the site trust them beside the pool's own. */

import { generateKeyPairSync, randomBytes, type JsonWebKey, type KeyObject } from "node:crypto";
import type { Fault } from "../../browser/harness/proxy.ts";
import { cognito, pool } from "../../browser/harness/site.ts";

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** The public half as it stands in a key set. */
  jwk: JsonWebKey & Record<string, unknown>;
}

export function makeRsaKey(modulusLength = 2048, jwkChanges: Record<string, unknown> = {}): SigningKey {
  return describeKey(generateKeyPairSync("rsa", { modulusLength }), { alg: "RS256", ...jwkChanges });
}

export function makeEcKey(): SigningKey {
  return describeKey(generateKeyPairSync("ec", { namedCurve: "P-256" }), { alg: "ES256" });
}

function describeKey(
  { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject },
  changes: Record<string, unknown>,
): SigningKey {
  const kid = randomBytes(32).toString("base64"); // The form of Cognito's own.
  return { kid, privateKey, publicKey, jwk: { ...publicKey.export({ format: "jwk" }), kid, use: "sig", ...changes } };
}

/** The pool's own key set with `keys` added, as an answer in its place. */
export async function keySetWith(...keys: SigningKey[]): Promise<Fault> {
  const reply = await fetch(`${cognito.upstream}/${pool.userPoolId}/.well-known/jwks.json`);
  const own = (await reply.json()) as { keys: object[] };
  return {
    kind: "answer",
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ keys: [...own.keys, ...keys.map(({ jwk }) => jwk)] }),
  };
}
