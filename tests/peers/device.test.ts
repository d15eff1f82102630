/**
 * A device's verifier is the same number for three implementations: the peer draws the password and the salt, and ours
 * gets the same bytes to draw from. `cognito-srp` is a server's half: it computes what the pool would expect.
 */

/// <reference path="../user-pool/cognito-srp.d.ts" />

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { UserPool } from "cognito-srp";
import { createDeviceVerifier } from "cognito-srp-helper";

import { Core } from "../../js/core.ts";
import type { DeviceSecret } from "../../src/wasm/account.js";

const RUNS = 1000;

let core: Core;
before(async () => {
  const file = new URL("../../target/wasm/cognipress-full.wasm", import.meta.url);
  core = await Core.instantiate(new WebAssembly.Module(await readFile(file)));
});

/** The base64 of a positive number as Java writes it, as so many bytes. */
function bytesOf(base64: string, length: number): Buffer {
  const digits = Buffer.from(base64, "base64").toString("hex").replace(/^(00)+/, "");
  return Buffer.from(digits.padStart(2 * length, "0"), "hex");
}

test(`${RUNS} device verifiers are those of cognito-srp-helper and cognito-srp`, async () => {
  for (let run = 0; run < RUNS; run++) {
    const deviceKey = `eu-west-1_${randomUUID()}`;
    const deviceGroupKey = `-${randomUUID().slice(0, 8)}`;
    const theirs = createDeviceVerifier(deviceKey, deviceGroupKey);
    const password = Buffer.from(theirs.DeviceRandomPassword, "base64");
    const salt = bytesOf(theirs.DeviceSecretVerifierConfig.Salt ?? "", 16);
    const entropy = Buffer.concat([password, salt]).toString("base64");

    const command = { operation: "DeviceSecret", deviceGroupKey, deviceKey, entropy };
    const ours = await core.call<DeviceSecret>("account_make", JSON.stringify(command));
    assert.equal(ours.password, theirs.DeviceRandomPassword);
    const { passwordVerifier: PasswordVerifier, salt: Salt } = ours.deviceSecretVerifierConfig;
    assert.deepEqual({ PasswordVerifier, Salt }, theirs.DeviceSecretVerifierConfig, entropy);

    const user = { username: deviceKey, password: ours.password };
    const { verifier } = await new UserPool(deviceGroupKey).createUser(user, Buffer.from(Salt, "base64").toString("hex"));
    assert.equal(bytesOf(PasswordVerifier, 384).toString("hex"), verifier, entropy);
  }
});
