/** Signatures of Project Wycheproof, good and bad, by the key that the core selects and the platform that verifies. */
import assert from "node:assert/strict";
import { createPublicKey, createVerify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { SelectedKey } from "../../src/wasm/hosted.js";
import { Core } from "../../js/core.ts";
import { isSignedBy } from "../../js/signature.ts";
import { fromEnvironment } from "../browser/harness/environment.ts";
import { wasmFile } from "../host/wasm-files.ts";

interface Vector {
  name: string;
  /** DER; as everything here, hex digits. */
  key: string;
  message: string;
  signature: string;
  isGood: boolean;
}

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));

test("776 signatures are judged as they should be, and as aws-jwt-verify's crypto judges them", async () => {
  const vectors = JSON.parse(readFileSync(fromEnvironment("COGNIPRESS_WYCHEPROOF"), "utf8")) as Vector[];
  assert.equal(vectors.length, 776);
  assert.ok(vectors.filter(({ isGood }) => !isGood).length > 700);
  const core = await Core.instantiate(new WebAssembly.Module(wasmFile("cognipress-full")));
  for (const { name, key, message, signature, isGood } of vectors) {
    const peer = createPublicKey({ key: Buffer.from(key, "hex"), format: "der", type: "spki" });
    const keySet = { keys: [{ ...peer.export({ format: "jwk" }), kid: "k", use: "sig", alg: "RS256" }] };
    const jwk = await core.call<SelectedKey>("token_key", JSON.stringify(keySet), "k");
    assert.equal(await isSignedBy(jwk, bytes(message), bytes(signature)), isGood, name);
    // As aws-jwt-verify does in Node.
    assert.equal(createVerify("RSA-SHA256").update(bytes(message)).verify(peer, bytes(signature)), isGood, name);
  }
});
