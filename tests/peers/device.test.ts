/**
 * A device's verifier is the same number for three implementations: the peer draws the password and the salt, and ours
 * gets the same bytes to draw from. `cognito-srp` is a server's half: it computes what the pool would expect, of the
 * verifier and of the proof.
 */

/// <reference path="../user-pool/cognito-srp.d.ts" />

import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { UserPool } from "cognito-srp";
import { createDeviceVerifier, signSrpSessionWithDevice } from "cognito-srp-helper";

import { Core, CoreFlow } from "../../js/core.ts";
import type { DeviceSecret } from "../../src/wasm/account.js";
import type { Step } from "../../src/wasm/types.js";

const RUNS = 1000;
/** The peers take a third of a second for each. */
const PROOFS = Number(process.env["COGNIPRESS_DEVICE_PROOFS"] ?? 20);

const CONFIG = JSON.stringify({ userPoolId: "eu-west-1_Ab12Cd34E", clientId: "1example23456789" });

let core: Core;
before(async () => {
  const file = new URL("../../target/wasm/cognipress-full.wasm", import.meta.url);
  core = await Core.instantiate(new WebAssembly.Module(await readFile(file)));
});

/** A device as cognito-srp-helper makes it. */
function newDevice() {
  const key = `eu-west-1_${randomUUID()}`;
  const groupKey = `-${randomUUID().slice(0, 8)}`;
  const { DeviceRandomPassword: password, DeviceSecretVerifierConfig: config } = createDeviceVerifier(key, groupKey);
  return { device: { key, groupKey, password }, config };
}

type Device = ReturnType<typeof newDevice>["device"];

/** What cognito-srp's server keeps of a device. */
const userOf = ({ key: username, groupKey, password }: Device, salt: string) =>
  new UserPool(groupKey).createUser({ username, password }, Buffer.from(salt, "base64").toString("hex"));

/** The base64 of a positive number as Java writes it, as so many bytes. */
function bytesOf(base64: string, length: number): Buffer {
  const digits = Buffer.from(base64, "base64").toString("hex").replace(/^(00)+/, "");
  return Buffer.from(digits.padStart(2 * length, "0"), "hex");
}

test(`${RUNS} device verifiers are those of cognito-srp-helper and cognito-srp`, async () => {
  for (let run = 0; run < RUNS; run++) {
    const { device, config } = newDevice();
    const { key: deviceKey, groupKey: deviceGroupKey } = device;
    const salt = bytesOf(config.Salt ?? "", 16);
    const entropy = Buffer.concat([Buffer.from(device.password, "base64"), salt]).toString("base64");

    const command = { operation: "DeviceSecret", deviceGroupKey, deviceKey, entropy };
    const ours = await core.call<DeviceSecret>("account_make", JSON.stringify(command));
    assert.equal(ours.password, device.password);
    const { passwordVerifier: PasswordVerifier, salt: Salt } = ours.deviceSecretVerifierConfig;
    assert.deepEqual({ PasswordVerifier, Salt }, config, entropy);

    const { verifier } = await userOf(device, Salt);
    assert.equal(bytesOf(PasswordVerifier, 384).toString("hex"), verifier, entropy);
  }
});

/** A server's half; once more where B or S begins with a zero byte, which cognito-srp pads wrongly. */
async function challengeBy({ groupKey }: Device, user: Awaited<ReturnType<typeof userOf>>, A: string) {
  for (;;) {
    const challenge = await new UserPool(groupKey).getServerChallenge(user);
    const B = challenge.calculateB();
    const session = challenge.getSession(A.length % 2 ? `0${A}` : A);
    if (B[0] !== 0 && session.key[0] !== 0) return { B: B.toString("hex"), session };
  }
}

/** The `ChallengeResponses` that a step sends. */
function responses(step: Step): Record<string, string> {
  assert.ok(step.kind === "send", step.kind);
  return JSON.parse(step.request.body).ChallengeResponses;
}

test(`${PROOFS} proofs of a device are those of cognito-srp-helper, and cognito-srp takes them`, async () => {
  for (let run = 0; run < PROOFS; run++) {
    const { device, config } = newDevice();
    const user = await userOf(device, config.Salt ?? "");
    const entropy = randomBytes(32);
    const flow = await CoreFlow.create(core, "dialogue", CONFIG);

    const asked = JSON.stringify({ userId: "jane", reply: { ChallengeName: "DEVICE_SRP_AUTH", ChallengeParameters: {} } });
    const { SRP_A = "" } = responses(await flow.call("resume", Date.now(), JSON.stringify({ device }), asked, entropy));
    const { B: SRP_B, session } = await challengeBy(device, user, SRP_A);
    const SECRET_BLOCK = randomBytes(1 + (run % 1600)).toString("base64");
    const ChallengeParameters = { DEVICE_KEY: device.key, SALT: user.salt, SRP_B, SECRET_BLOCK };
    const reply = Buffer.from(JSON.stringify({ ChallengeName: "DEVICE_PASSWORD_VERIFIER", ChallengeParameters }));
    const ours = responses(await flow.call("receive", 200, Date.now(), reply, entropy));
    flow.free();

    const timestamp = ours["TIMESTAMP"] ?? "";
    const same = { username: "jane", password: "", poolId: "", poolIdAbbr: "", isHashed: false, timestamp };
    const begun = { ...same, smallA: entropy.toString("hex"), largeA: SRP_A };
    const theirs = signSrpSessionWithDevice(begun, { ChallengeParameters }, device.groupKey, device.password);
    assert.equal(ours["PASSWORD_CLAIM_SIGNATURE"], theirs.passwordSignature);
    assert.equal(ours["PASSWORD_CLAIM_SIGNATURE"], session.calculateSignature(SECRET_BLOCK, timestamp));
  }
});
