/** Tokens whose header tries to choose the key, or says what the verifier must not pass over. */

import { createHmac } from "node:crypto";
import { header, type Forgery } from "../harness/forgery.ts";
import { base64url, signText, signToken, type Claims } from "../harness/token.ts";

/** Signed by the attacker's key, which the header recommends. */
function recommends(name: string, parameters: (jwk: object) => Claims): Forgery {
  return {
    name: `${name} of the attacker's key`,
    make: ({ attacker, trusted }, claims) =>
      signToken(claims, attacker, { kid: trusted.kid, ...parameters(attacker.jwk) }),
  };
}

function kid(name: string, value: unknown): Forgery {
  return { name: `kid is ${name}`, make: ({ attacker }, claims) => signToken(claims, attacker, { kid: value }) };
}

function headerText(name: string, text: (kid: string) => string | Buffer): Forgery {
  return { name, make: ({ trusted }, claims) => signText(text(trusted.kid), JSON.stringify(claims), trusted) };
}

export const headerForgeries: Forgery[] = [
  recommends("jwk", (jwk) => ({ jwk })),
  recommends("jku", () => ({ jku: "http://127.0.0.1:9/jwks.json" })),
  recommends("x5u", () => ({ x5u: "http://127.0.0.1:9/key.pem" })),
  recommends("x5c", () => ({ x5c: ["MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"] })),
  recommends("x5t", () => ({ x5t: "AAAAAAAAAAAAAAAAAAAAAAAAAAA" })),
  header("jwk beside a good signature", { jwk: { kty: "RSA" } }),
  header("jku beside a good signature", { jku: "https://example.org/jwks.json" }),
  header("x5u beside a good signature", { x5u: "https://example.org/key.pem" }),
  header("x5c beside a good signature", { x5c: ["MIIB"] }),
  header("crit", { crit: ["exp"] }),
  header("empty crit", { crit: [] }),
  header("b64 false", { b64: false, crit: ["b64"] }),
  header("b64 true", { b64: true }),
  header("zip", { zip: "DEF" }),
  header("no kid", { kid: undefined }),
  kid("unknown", "no-such-key"),
  kid("empty", ""),
  kid("null", null),
  kid("a number", 0),
  kid("true", true),
  kid("a path", "../../../../../../dev/null"),
  kid("SQL", "' UNION SELECT 'AAAA' -- "),
  kid("a URL", "http://127.0.0.1:9/key"),
  kid("very long", "A".repeat(4096)),
  {
    name: "kid is an array of the trusted kid",
    make: ({ trusted }, claims) => signToken(claims, trusted, { kid: [trusted.kid] }),
  },
  {
    name: "kid is a path to an empty file, HS256 keyed by nothing",
    make: (_, claims) => {
      const signed = [{ alg: "HS256", kid: "/dev/null" }, claims].map((part) => base64url(JSON.stringify(part))).join(".");
      return `${signed}.${base64url(createHmac("sha256", "").update(signed).digest())}`;
    },
  },
  headerText("header with alg twice, none first", (id) => `{"alg":"none","alg":"RS256","kid":${JSON.stringify(id)}}`),
  headerText("header with alg twice, none last", (id) => `{"alg":"RS256","kid":${JSON.stringify(id)},"alg":"none"}`),
  headerText("header with kid twice", (id) => `{"alg":"RS256","kid":"other","kid":${JSON.stringify(id)}}`),
  headerText("header is a list", (id) => JSON.stringify([{ alg: "RS256", kid: id }])),
  headerText("header is a string", () => `"RS256"`),
  headerText("header is null", () => "null"),
  headerText("header is not JSON", () => "{alg:RS256}"),
  headerText("header is empty", () => ""),
  headerText("header with more after it", (id) => `${JSON.stringify({ alg: "RS256", kid: id })}{}`),
  headerText("header is not UTF-8", (id) =>
    Buffer.concat([Buffer.from(`{"alg":"RS256","x":"`), Buffer.from([0xff]), Buffer.from(`","kid":${JSON.stringify(id)}}`)]),
  ),
];
