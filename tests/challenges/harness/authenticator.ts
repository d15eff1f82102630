/** An authenticator app, which shares no code with the page or the pool: RFC 6238 with SHA-1, 30 s and six digits. */

import { createHmac } from "node:crypto";
import decodeQR from "qr/decode.js";
import type { WebElement } from "selenium-webdriver";

export interface Account {
  issuer: string;
  name: string;
  /** Base32. */
  secret: string;
}

/** Reads the account out of a QR code, as a camera sees it. */
export async function scan(picture: WebElement): Promise<Account> {
  const size = 400;
  const rgba = await picture.getDriver().executeScript<string>(
    `const [picture, size] = arguments;
    const copy = picture.cloneNode(true);
    copy.setAttribute("width", size);
    copy.setAttribute("height", size);
    const image = new Image();
    image.src = "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(copy));
    return image.decode().then(() => {
      const context = Object.assign(document.createElement("canvas"), { width: size, height: size }).getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, size, size);
      return btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));
    });`,
    picture,
    size,
  );
  return accountOf(decodeQR({ width: size, height: size, data: Buffer.from(rgba, "base64") }));
}

/** By the "Key Uri Format" of the authenticator apps. */
function accountOf(uri: string): Account {
  const { protocol, host, pathname, searchParams } = new URL(uri);
  if (protocol !== "otpauth:" || host !== "totp") throw new Error(`no authenticator app takes ${uri}`);
  const [, name = ""] = decodeURIComponent(pathname.slice(1)).split(":");
  return { issuer: searchParams.get("issuer") ?? "", name, secret: searchParams.get("secret") ?? "" };
}

export function codeAt({ secret }: Account, timeMs: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(timeMs / 30_000)));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = mac.at(-1)! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let value = 0;
  let bits = 0;
  for (const letter of text) {
    value = ((value << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}
