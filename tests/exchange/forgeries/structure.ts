/** Tokens that are not three strict base64url parts holding one JSON object each, or were changed after signing. */

import { controlToken, type Forgery, type Keys } from "../harness/forgery.ts";
import { freshClaims, signText, signToken, base64url, type Claims } from "../harness/token.ts";

type Parts = [header: string, payload: string, signature: string];

/** A good token, taken apart and put together otherwise. */
function rebuilt(name: string, rebuild: (parts: Parts, keys: Keys, claims: Claims) => unknown): Forgery {
  return { name, make: (keys, claims) => rebuild(controlToken(keys, claims).split(".") as Parts, keys, claims) };
}

/** Signed as it stands, but not the JSON object it should be. */
function payload(name: string, text: (claims: Claims) => string | Buffer): Forgery {
  return {
    name,
    make: ({ trusted }, claims) => signText(JSON.stringify({ alg: "RS256", kid: trusted.kid }), text(claims), trusted),
  };
}

function flipBit(part: string, byteFromEnd: number): string {
  const bytes = Buffer.from(part, "base64url");
  const at = bytes.length - byteFromEnd;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("base64url");
}

/** The last character of 256 bytes in base64url carries four bits that are no one's. */
function withSpareBitSet(signature: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(signature.slice(-1));
  return signature.slice(0, -1) + alphabet[last + 1];
}

/** A token in which `-` or `_` occurs, so that the other alphabet makes a difference. */
function inOtherAlphabet(keys: Keys, claims: Claims): string {
  for (;;) {
    const token = controlToken(keys, { ...claims, jti: freshClaims()["jti"] });
    if (/[-_]/.test(token)) return token.replaceAll("-", "+").replaceAll("_", "/");
  }
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

export const structureForgeries: Forgery[] = [
  rebuilt("header changed after signing", ([h, p, s], { trusted }) =>
    [base64url(JSON.stringify({ kid: trusted.kid, alg: "RS256" })), p, s].join("."),
  ),
  rebuilt("payload changed after signing", ([h, , s], _, claims) =>
    [h, base64url(JSON.stringify({ ...claims, sub: freshClaims()["sub"] })), s].join("."),
  ),
  rebuilt("one bit of the payload flipped", ([h, p, s]) => [h, flipBit(p, 3), s].join(".")),
  rebuilt("first bit of the signature's last byte flipped", ([h, p, s]) => [h, p, flipBit(s, 1)].join(".")),
  rebuilt("one bit amid the signature flipped", ([h, p, s]) => [h, p, flipBit(s, 128)].join(".")),
  rebuilt("signature of another token", ([h, p], keys) => [h, p, controlToken(keys).split(".")[2]].join(".")),
  rebuilt("signature cut short", ([h, p, s]) => [h, p, s.slice(0, 300)].join(".")),
  rebuilt("signature with a byte more", ([h, p, s]) =>
    [h, p, base64url(Buffer.concat([Buffer.from(s, "base64url"), Buffer.alloc(1)]))].join("."),
  ),
  rebuilt("signature of zeros", ([h, p]) => [h, p, base64url(Buffer.alloc(256))].join(".")),
  rebuilt("signature of ones", ([h, p]) => [h, p, base64url(Buffer.alloc(256, 0xff))].join(".")),
  rebuilt("signature is the number one", ([h, p]) => [h, p, base64url(Buffer.concat([Buffer.alloc(255), Buffer.of(1)]))].join(".")),
  rebuilt("empty signature", ([h, p]) => `${h}.${p}.`),
  rebuilt("two parts", ([h, p]) => `${h}.${p}`),
  rebuilt("one part", ([h]) => h),
  rebuilt("four parts, the last empty", (parts) => `${parts.join(".")}.`),
  rebuilt("four parts, the first empty", (parts) => `.${parts.join(".")}`),
  rebuilt("five parts, as if encrypted", ([h, p, s]) => [h, p, s, s, s].join(".")),
  rebuilt("empty header", ([, p, s]) => `.${p}.${s}`),
  rebuilt("empty payload", ([h, , s]) => `${h}..${s}`),
  rebuilt("nothing but dots", () => ".."),
  rebuilt("padding after the header", ([h, p, s]) => [`${h}==`, p, s].join(".")),
  rebuilt("padding after the signature", ([h, p, s]) => [h, p, `${s}==`].join(".")),
  rebuilt("a signature with spare bits set", ([h, p, s]) => [h, p, withSpareBitSet(s)].join(".")),
  rebuilt("base64 in its other alphabet", (_, keys, claims) => inOtherAlphabet(keys, claims)),
  rebuilt("a space before", (parts) => ` ${parts.join(".")}`),
  rebuilt("a newline after", (parts) => `${parts.join(".")}\n`),
  rebuilt("a newline amid the payload", ([h, p, s]) => [h, `${p.slice(0, 76)}\r\n${p.slice(76)}`, s].join(".")),
  rebuilt("a zero byte after", (parts) => `${parts.join(".")}\0`),
  rebuilt("characters that are not base64", ([h, p, s]) => [h, `${p.slice(0, 8)}!*${p.slice(8)}`, s].join(".")),
  rebuilt("a part whose length cannot be", ([h, p, s]) => [h, p, `${s}AAA`].join(".")),
  rebuilt("dots percent-encoded", (parts) => parts.join("%2e")),
  rebuilt("Bearer before it", (parts) => `Bearer ${parts.join(".")}`),
  rebuilt("a list with a good token", (parts) => [parts.join(".")]),
  rebuilt("an object with a good token", (parts) => ({ 0: parts.join(".") })),
  rebuilt("the JSON form of a token", ([h, p, s]) => ({ protected: h, payload: p, signature: s })),
  rebuilt("an empty string", () => ""),
  rebuilt("a number", () => 12345),
  rebuilt("true", () => true),
  rebuilt("null", () => null),
  rebuilt("nothing at all", () => undefined),
  {
    name: "signed, of more than 8 KiB",
    make: ({ trusted }, claims) => signToken({ ...claims, "custom:note": "n".repeat(8192) }, trusted),
  },
  {
    name: "signed, of a mebibyte",
    make: ({ trusted }, claims) => signToken({ ...claims, "custom:note": "n".repeat(1 << 20) }, trusted),
  },
  {
    name: "signed, nested a thousand deep",
    make: ({ trusted }, claims) => signToken({ ...claims, "custom:note": nested(1000) }, trusted),
  },
  payload("payload is a list", (claims) => JSON.stringify([claims])),
  payload("payload is a string", (claims) => JSON.stringify(JSON.stringify(claims))),
  payload("payload is a number", () => "1"),
  payload("payload is null", () => "null"),
  payload("payload is an empty object", () => "{}"),
  payload("payload is not JSON", () => "sub=admin"),
  payload("payload with more after it", (claims) => `${JSON.stringify(claims)}{}`),
  payload("payload behind a byte order mark", (claims) => `\ufeff${JSON.stringify(claims)}`),
  payload("payload in UTF-16", (claims) => Buffer.from(JSON.stringify(claims), "utf16le")),
  payload("payload that is not UTF-8", (claims) => {
    const [before, after] = JSON.stringify({ ...claims, name: "XX" }).split("XX");
    return Buffer.concat([Buffer.from(before ?? ""), Buffer.of(0xc3, 0x28), Buffer.from(after ?? "")]);
  }),
  payload("payload with sub twice", (claims) => twice(claims, `"sub"`)),
  payload("payload with sub twice, once escaped", (claims) => twice(claims, `"\\u0073ub"`)),
];

function twice(claims: Claims, name: string): string {
  return `{${name}:"00000000-0000-4000-8000-000000000000",${JSON.stringify(claims).slice(1)}`;
}
