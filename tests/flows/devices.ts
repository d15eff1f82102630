/** Operations on remembered devices, and the two challenges in which a device proves itself. */
import assert from "node:assert/strict";
import type { StartOptions } from "../user-pool/index.ts";
import type { Device, Outcome, SignedIn } from "./driver.ts";
import {
  ATTRIBUTES,
  expectSignedIn,
  expireBefore,
  PASSWORD,
  SESSION_OVER,
  signIn,
  start,
  user,
  USERNAME,
} from "./fixtures.ts";
import { operationRow } from "./operations.ts";
import { type Row, run, type World } from "./table.ts";

const TRACKED: StartOptions = { devices: "OPT_IN" };

/** Signs in on a new device, and makes its secret. */
async function onNewDevice(world: World) {
  const { accessToken, newDevice } = await signIn(world);
  assert.ok(newDevice, "the pool tells of the device");
  const { device, deviceSecretVerifierConfig } = await world.client.makeDevice(newDevice);
  return { accessToken, device, command: { accessToken, deviceKey: newDevice.key, deviceSecretVerifierConfig } };
}

async function onKnownDevice(world: World) {
  const { accessToken, command, device } = await onNewDevice(world);
  await world.client.account({ operation: "ConfirmDevice", ...command, deviceName: "laptop" });
  return { accessToken, device, deviceKey: device.key };
}

const known = async (world: World) => {
  const { accessToken, deviceKey } = await onKnownDevice(world);
  return { accessToken, deviceKey };
};

const unknownDevice = {
  bend: () => ({ deviceKey: "eu-west-1_00000000-0000-0000-0000-000000000000" }),
  code: "ResourceNotFound",
} as const;
const onlyDevice = (world: World) => [...user(world).devices.values()][0]!;

/** A device that Cognito remembers, of a user who is asked for a second factor anywhere else. */
async function rememberedDevice(world: World): Promise<Device> {
  const { client, pool } = world;
  const { accessToken, device, deviceKey } = await onKnownDevice(world);
  await client.account({
    operation: "UpdateDeviceStatus",
    accessToken,
    deviceKey,
    deviceRememberedStatus: "remembered",
  });
  pool.users.find(USERNAME)!.mfa.add("SMS_MFA");
  return device;
}

const signInWith = (world: World, device: Device): Promise<Outcome> =>
  world.client.start(start("USER_SRP_AUTH", { device }));

const answered = ({ client }: World): string[] =>
  client.sent.flatMap(({ body }) => (body["ChallengeName"] === undefined ? [] : [body["ChallengeName"] as string]));

async function provesItself(world: World, device: Device): Promise<SignedIn> {
  world.client.sent.length = 0;
  const signedIn = expectSignedIn(await signInWith(world, device));
  assert.deepEqual(answered(world), ["PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]);
  assert.equal(signedIn.tokens.newDevice, undefined);
  return signedIn;
}

/** Runs `then` just before the answer to the challenge of that name leaves, the first time. */
function beforeAnswer({ client }: World, challenge: string, then: () => void): void {
  client.meanwhile = ({ body }) => {
    if (body["ChallengeName"] !== challenge) return;
    client.meanwhile = () => {};
    then();
  };
}

/** The cells that both steps of a device's proof share: neither asks the user, so each failure means starting over. */
function proofRow(name: "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER", wrong: (world: World) => Promise<void>): Row {
  const fails = async (world: World, device: Device, code: string) => {
    await assert.rejects(signInWith(world, device), { code });
    assert.equal(await world.client.isOpen(), false);
    world.client.meanwhile = () => {};
    await provesItself(world, device);
  };
  return {
    group: "ChallengeName",
    name,
    options: { ...TRACKED, mfa: "OPTIONAL", mfaTypes: ["SMS_MFA"], authFlows: ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"] },
    cells: {
      "happy path": run(async (world) => void (await provesItself(world, await rememberedDevice(world)))),
      "wrong answer": run(wrong),
      expired: run(async (world) => {
        const device = await rememberedDevice(world);
        expireBefore(world, SESSION_OVER, "RespondToAuthChallenge", name);
        await fails(world, device, "NotAuthorized");
      }),
      throttled: run(async (world) => {
        const device = await rememberedDevice(world);
        beforeAnswer(world, name, () => world.pool.faults.plant("RespondToAuthChallenge", { kind: "throttle" }));
        await fails(world, device, "TooManyRequests");
      }),
      "network cut": run(async (world) => {
        const device = await rememberedDevice(world);
        for (const when of ["before", "after"] as const) {
          beforeAnswer(world, name, () => world.pool.faults.plant("RespondToAuthChallenge", { kind: "cut", when }));
          await fails(world, device, "Offline");
        }
      }),
    },
  };
}

export const devices: readonly Row[] = [
  operationRow({
    operation: "ConfirmDevice",
    options: TRACKED,
    prepare: async (world) => ({ ...(await onNewDevice(world)).command, deviceName: "laptop" }),
    check: (world, { userConfirmationNecessary }) => {
      assert.equal(userConfirmationNecessary, true);
      assert.equal(onlyDevice(world).confirmed, true);
    },
    wrong: { bend: unknownDevice.bend, code: "InvalidParameter" },
    again: "DeviceKeyExists",
  }),
  operationRow({
    operation: "UpdateDeviceStatus",
    options: TRACKED,
    prepare: async (world) => ({ ...(await known(world)), deviceRememberedStatus: "remembered" as const }),
    check: (world) => assert.equal(onlyDevice(world).remembered, true),
    wrong: unknownDevice,
  }),
  operationRow({
    operation: "ListDevices",
    options: TRACKED,
    prepare: async (world) => ({ accessToken: (await known(world)).accessToken }),
    check: (world, { devices }) => {
      assert.deepEqual(devices.map(({ deviceKey }) => deviceKey), [onlyDevice(world).key]);
      assert.equal(devices[0]?.deviceAttributes["device_name"], "laptop");
    },
    wrong: { bend: () => ({ paginationToken: "of-another-list" }), code: "InvalidParameter" },
  }),
  operationRow({
    operation: "GetDevice",
    options: TRACKED,
    prepare: known,
    check: (world, { device }) => assert.equal(device.deviceKey, onlyDevice(world).key),
    wrong: unknownDevice,
  }),
  operationRow({
    operation: "ForgetDevice",
    options: TRACKED,
    prepare: known,
    check: (world) => assert.equal(user(world).devices.size, 0),
    wrong: unknownDevice,
    again: "ResourceNotFound",
  }),
  proofRow("DEVICE_SRP_AUTH", async (world) => {
    const device = await rememberedDevice(world);
    beforeAnswer(world, "DEVICE_SRP_AUTH", () => user(world).devices.clear());
    const outcome = await signInWith(world, device);
    assert.ok(outcome.kind === "challenge" && outcome.challenge.name === "SMS_MFA", "it begins again without the device");
    const { code } = world.pool.mailbox.latest(ATTRIBUTES.phone_number, "sign-in");
    const { deviceForgotten, tokens } = expectSignedIn(await world.client.answer({ name: "SMS_MFA", code }));
    assert.equal(deviceForgotten, true);
    assert.notEqual(tokens.newDevice?.key, device.key);
  }),
  proofRow("DEVICE_PASSWORD_VERIFIER", async (world) => {
    const device = await rememberedDevice(world);
    await assert.rejects(signInWith(world, { ...device, password: PASSWORD }), { code: "NotAuthorized" });
    await provesItself(world, device);
  }),
];
