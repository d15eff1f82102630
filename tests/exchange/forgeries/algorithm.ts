/** Tokens that want to be verified by another algorithm, or by another key, than the site's own. */

import { constants, createHmac, sign } from "node:crypto";
import { header, type Forgery } from "../harness/forgery.ts";
import type { SigningKey } from "../harness/keys.ts";
import { base64url, signToken, type Claims } from "../harness/token.ts";

function unsigned(head: Claims, claims: Claims): string {
  return `${base64url(JSON.stringify(head))}.${base64url(JSON.stringify(claims))}`;
}

function withoutSignature(alg: string): Forgery {
  return {
    name: `alg ${alg}, no signature`,
    make: ({ trusted }, claims) => `${unsigned({ alg, kid: trusted.kid }, claims)}.`,
  };
}

/** HMAC keyed by what everybody knows: the verifier must not take its RSA key for a secret. */
function hmacWith(name: string, secret: (key: SigningKey) => string | Buffer): Forgery {
  return {
    name: `HS256 keyed by ${name}`,
    make: ({ trusted }, claims) => {
      const signed = unsigned({ alg: "HS256", kid: trusted.kid }, claims);
      return `${signed}.${base64url(createHmac("sha256", secret(trusted)).update(signed).digest())}`;
    },
  };
}

const pem = ({ publicKey }: SigningKey) => publicKey.export({ type: "spki", format: "pem" }) as string;

export const algorithmForgeries: Forgery[] = [
  ...["none", "None", "NONE", "nOnE"].map(withoutSignature),
  {
    name: "alg none above a good signature",
    make: ({ trusted }, claims) => signToken(claims, trusted, { alg: "none" }),
  },
  {
    name: "alg none without a kid",
    make: (_, claims) => `${unsigned({ alg: "none", typ: "JWT" }, claims)}.`,
  },
  header("no alg", { alg: undefined }),
  header("empty alg", { alg: "" }),
  header("alg null", { alg: null }),
  header("alg true", { alg: true }),
  header("alg zero", { alg: 0 }),
  header("alg array", { alg: ["RS256"] }),
  header("alg in lower case", { alg: "rs256" }),
  header("alg with a space after it", { alg: "RS256 " }),
  hmacWith("the public key as PEM", pem),
  hmacWith("the public key as PEM without its last newline", (key) => pem(key).trimEnd()),
  hmacWith("the public key as DER", ({ publicKey }) => publicKey.export({ type: "spki", format: "der" })),
  hmacWith("the public key as PKCS #1", ({ publicKey }) => publicKey.export({ type: "pkcs1", format: "pem" })),
  hmacWith("the public key as JWK", ({ jwk }) => JSON.stringify(jwk)),
  hmacWith("the modulus", ({ jwk }) => Buffer.from(jwk.n ?? "", "base64url")),
  hmacWith("nothing", () => ""),
  ...["RS384", "RS512"].map((alg): Forgery => ({
    name: `${alg}, signed so by a trusted key`,
    make: ({ trusted }, claims) => {
      const signed = unsigned({ alg, kid: trusted.kid }, claims);
      return `${signed}.${base64url(sign(alg.replace("RS", "RSA-SHA"), Buffer.from(signed), trusted.privateKey))}`;
    },
  })),
  ...["PS256", "RS256"].map((alg): Forgery => ({
    name: `${alg} in the header, PSS in the signature`,
    make: ({ trusted }, claims) => {
      const signed = unsigned({ alg, kid: trusted.kid }, claims);
      const key = { key: trusted.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
      return `${signed}.${base64url(sign("RSA-SHA256", Buffer.from(signed), key))}`;
    },
  })),
  ...["ES256", "RS256"].map((alg): Forgery => ({
    name: `${alg} in the header, a trusted elliptic-curve key's signature`,
    make: ({ elliptic }, claims) => {
      const signed = unsigned({ alg, kid: elliptic.kid }, claims);
      const key = { key: elliptic.privateKey, dsaEncoding: "ieee-p1363" as const };
      return `${signed}.${base64url(sign("SHA256", Buffer.from(signed), key))}`;
    },
  })),
  { name: "a trusted key of 1,024 bits", make: ({ short }, claims) => signToken(claims, short) },
  { name: "a trusted key that is for encryption", make: ({ encryption }, claims) => signToken(claims, encryption) },
  { name: "an unknown key under its own kid", make: ({ attacker }, claims) => signToken(claims, attacker) },
  {
    name: "an unknown key under a trusted kid",
    make: ({ attacker, trusted }, claims) => signToken(claims, attacker, { kid: trusted.kid }),
  },
];
