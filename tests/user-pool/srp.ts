/**
 * The server's half of SRP-6a as Cognito has it: RFC 5054 with the 3072-bit group of RFC 3526, SHA-256, the paddings
 * of Java's BigInteger, and an HKDF key of 16 bytes.
 * Followed: the client halves of amazon-cognito-identity-js and amplify-js (AuthenticationHelper), turned round.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const N = BigInt(
  "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C" +
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
);
const G = 2n;
const INFO = Buffer.from("Caldera Derived Key\x01", "utf8");

const sha256 = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
const hmac = (key: Buffer, ...parts: Buffer[]) => createHmac("sha256", key).update(Buffer.concat(parts)).digest();
const utf8 = (text: string) => Buffer.from(text, "utf8");

export const toInteger = (bytes: Buffer) => BigInt(`0x${bytes.toString("hex") || "0"}`);

/** A positive integer as Java's BigInteger.toByteArray gives it: shortest form, `00` in front of a set top bit. */
export function pad(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, "hex");
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

const k = toInteger(sha256(pad(N), pad(G)));

/** Who proves: a user of a pool, or a device of a device group. */
export interface Identity {
  /** The pool id's part after `_`; for a device the DeviceGroupKey. */
  readonly realm: string;
  /** The user name; for a device the DeviceKey. */
  readonly name: string;
}

export interface Verifier {
  readonly salt: bigint;
  /** `v = g^x`. */
  readonly value: bigint;
}

/** How salts are chosen: each kind is one that clients have been seen to mishandle. */
export type SaltKind = "random" | "leading-zeros" | "odd-digits" | "high-bit";

export function newSalt(kind: SaltKind): bigint {
  const bytes = randomBytes(16);
  const top = { random: bytes.readUInt8(0) || 1, "leading-zeros": 0, "odd-digits": 7, "high-bit": 0x9c }[kind];
  bytes.writeUInt8(top, 0);
  return toInteger(bytes);
}

/** `SALT` of the challenge. Java prints no leading zeros; the kind "leading-zeros" keeps them. */
export function saltText(salt: bigint, kind: SaltKind): string {
  const hex = salt.toString(16);
  return kind === "leading-zeros" ? hex.padStart(32, "0") : hex;
}

/** `x = H(PAD(salt) | H(realm | name | ":" | password))`, `v = g^x`. */
export function verifierOf(identity: Identity, password: string, salt: bigint): Verifier {
  const inner = sha256(utf8(`${identity.realm}${identity.name}:${password}`));
  return { salt, value: power(G, toInteger(sha256(pad(salt), inner))) };
}

/** A verifier nobody has the password of, always the same for one seed: RFC 5054 section 2.5.1.3. */
export function simulatedVerifier(seed: Buffer, name: string): Verifier {
  const salt = toInteger(hmac(seed, utf8(`salt ${name}`)).subarray(0, 16));
  return { salt, value: power(G, toInteger(hmac(seed, utf8(`verifier ${name}`)))) };
}

/** The client's public value, as it came; undefined when it is not a number mod N other than 0. */
export function readPublicValue(hex: string): bigint | undefined {
  if (!/^[0-9a-fA-F]{1,768}$/.test(hex)) return undefined;
  const value = BigInt(`0x${hex}`);
  return value % N === 0n ? undefined : value;
}

/** One run of the protocol, from the challenge to the proof. */
export class SrpServer {
  readonly #verifier: Verifier;
  readonly #clientPublic: bigint;
  readonly #secret: bigint;
  readonly serverPublic: bigint;

  /** With `shortB` the value B begins with a zero byte, as one in 256 does. */
  constructor(verifier: Verifier, clientPublic: bigint, shortB = false) {
    this.#verifier = verifier;
    this.#clientPublic = clientPublic;
    const blinded = k * verifier.value;
    let secret = toInteger(randomBytes(32)) | 1n;
    let generated = power(G, secret);
    const bound = shortB ? 1n << 3064n : N;
    while ((blinded + generated) % N >= bound || (blinded + generated) % N === 0n) {
      secret += 1n;
      generated = (generated * G) % N;
    }
    this.#secret = secret;
    this.serverPublic = (blinded + generated) % N;
  }

  #key(): Buffer {
    const u = toInteger(sha256(pad(this.#clientPublic), pad(this.serverPublic)));
    const shared = power(this.#clientPublic * power(this.#verifier.value, u), this.#secret);
    const pseudoRandomKey = hmac(pad(u), pad(shared));
    return hmac(pseudoRandomKey, INFO).subarray(0, 16);
  }

  /** Whether this base64 text is the proof of somebody who has the password. */
  accepts(identity: Identity, secretBlock: string, timestamp: string, signature: string): boolean {
    const message = [utf8(identity.realm), utf8(identity.name), Buffer.from(secretBlock, "base64"), utf8(timestamp)];
    const expected = hmac(this.#key(), ...message);
    const given = Buffer.from(signature, "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

const TIMESTAMP =
  /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d UTC \d{4}$/;

/** `EEE MMM d HH:mm:ss UTC yyyy` in English, and the right day of the week. */
export function isTimestamp(text: string): boolean {
  if (!TIMESTAMP.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toUTCString().startsWith(text.slice(0, 3));
}
