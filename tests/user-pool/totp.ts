/** Time-based one-time passwords: RFC 6238 over RFC 4226, SHA-1, 30 s, six digits, as authenticator apps compute them. */
import { createHmac, randomBytes } from "node:crypto";

const STEP_SECONDS = 30;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** SecretCodeType: 160 random bits in base32. */
export function newSecret(): string {
  return Array.from(randomBytes(32), (byte) => BASE32[byte & 31]).join("");
}

function decodeBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = bits.match(/[01]{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** RFC 4226 section 5.3. */
function hotp(secret: string, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac("sha1", decodeBase32(secret)).update(message).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

export function codeAt(secret: string, seconds: number): string {
  return hotp(secret, Math.floor(seconds / STEP_SECONDS));
}

/** The time step whose code this is: the present one or one beside it (RFC 6238 section 5.2). */
export function stepOfCode(secret: string, code: string, seconds: number): number | undefined {
  const now = Math.floor(seconds / STEP_SECONDS);
  return [now, now - 1, now + 1].find((step) => hotp(secret, step) === code);
}
