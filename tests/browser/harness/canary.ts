/** Looks for a secret in bytes, in every form in which it could leave a page. */

interface Needle {
  encoding: string;
  bytes: Buffer;
  /** Hex digits may be of either case, also those after `%` and `\u`. */
  anyCase: boolean;
}

/** Names of the encodings in which `haystack` holds `secret`. */
export function encodingsFound(secret: string, haystack: Buffer): string[] {
  const small = lowered(haystack);
  const found = needles(secret).filter(({ bytes, anyCase }) =>
    anyCase ? small.includes(lowered(bytes)) : haystack.includes(bytes),
  );
  return [...new Set(found.map(({ encoding }) => encoding))];
}

function needles(secret: string): Needle[] {
  const utf8 = Buffer.from(secret, "utf8");
  const utf16le = Buffer.from(secret, "utf16le");
  const exact = (encoding: string, bytes: Buffer | string) => ({ encoding, bytes: Buffer.from(bytes), anyCase: false });
  const folded = (encoding: string, bytes: string) => ({ encoding, bytes: Buffer.from(bytes), anyCase: true });
  return [
    exact("raw", utf8),
    exact("latin1", Buffer.from(secret, "latin1")),
    folded("url", encodeURIComponent(secret)),
    folded("url", percentEncodeAll(utf8)),
    folded("form", new URLSearchParams([["", secret]]).toString().slice(1)),
    exact("json", JSON.stringify(secret).slice(1, -1)),
    folded("json", asciiJson(secret)),
    ...[0, 1, 2].flatMap((offset) => {
      const middle = base64At(utf8, offset);
      return [exact(`base64+${offset}`, middle), exact(`base64+${offset}`, toUrlAlphabet(middle))];
    }),
    folded("hex", utf8.toString("hex")),
    exact("utf16le", utf16le),
    exact("utf16be", Buffer.from(utf16le).swap16()),
  ];
}

/** The characters of base64 that depend on the secret alone when `offset` unknown bytes precede it. */
function base64At(secret: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), secret]).toString("base64");
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + secret.length) * 8) / 6);
  return text.slice(first, last);
}

function toUrlAlphabet(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}

function percentEncodeAll(bytes: Buffer): string {
  return [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

/** JSON as PHP and other careful writers make it: `/` and everything beyond ASCII escaped. */
function asciiJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll("/", "\\/")
    .replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Fast enough for a database. Latin-1 has the small letter of each of its capitals. */
function lowered(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").toLowerCase(), "latin1");
}
