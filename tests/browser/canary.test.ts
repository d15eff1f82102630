import assert from "node:assert/strict";
import { test } from "node:test";
import { encodingsFound } from "./harness/canary.ts";
import { newPassword } from "./harness/users.ts";

const password = newPassword();
const utf8 = Buffer.from(password);
const around = (planted: string | Buffer) =>
  Buffer.concat([Buffer.from("POST /wp-login.php\r\n\r\n"), Buffer.from(planted), Buffer.from("&more=1")]);

const planted: [encoding: string, bytes: string | Buffer][] = [
  ["raw", password],
  ["url", encodeURIComponent(password)],
  ["url", encodeURIComponent(password).replace(/%../g, (code) => code.toLowerCase())],
  ["form", new URLSearchParams({ pwd: password }).toString()],
  ["json", JSON.stringify({ password })],
  ["base64+0", Buffer.from(password).toString("base64")],
  ["base64+1", Buffer.from(`x${password}yz`).toString("base64")],
  ["base64+2", Buffer.from(`xx${password}yz`).toString("base64url")],
  ["hex", utf8.toString("hex")],
  ["hex", utf8.toString("hex").toUpperCase()],
  ["utf16le", Buffer.from(password, "utf16le")],
  ["utf16be", Buffer.from(password, "utf16le").swap16()],
];

for (const [encoding, bytes] of planted) {
  test(`the canary finds a planted password: ${encoding} (${bytes.length} bytes)`, () => {
    assert.ok(encodingsFound(password, around(bytes)).includes(encoding));
  });
}

test("the canary is silent where the password is not", () => {
  assert.deepEqual(encodingsFound(password, around(newPassword())), []);
});
