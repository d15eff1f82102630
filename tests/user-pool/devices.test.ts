import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import {
  createDeviceVerifier,
  createSrpSession,
  signSrpSessionWithDevice,
  wrapAuthChallenge,
} from "cognito-srp-helper";
import { startUserPool, type UserPool } from "./index.ts";
import { ok, refused } from "./support/api.ts";
import { PASSWORD, plain, respond, type SignedIn, signedIn, withPassword } from "./support/tokens.ts";

const attributes = { email: "alice@example.com", phone_number: "+15550001234" };

describe("devices", () => {
  let userPool: UserPool;
  let tokens: SignedIn;
  let deviceKey: string;
  let groupKey: string;

  beforeEach(async () => {
    userPool = await startUserPool({ ...plain, devices: "OPT_IN" });
    userPool.addUser({ username: "alice", password: PASSWORD, attributes });
    tokens = await signedIn(userPool, "alice");
    deviceKey = tokens.NewDeviceMetadata?.DeviceKey ?? "";
    groupKey = tokens.NewDeviceMetadata?.DeviceGroupKey ?? "";
  });
  afterEach(() => userPool.close());

  const confirmWith = (DeviceSecretVerifierConfig: object, DeviceKey = deviceKey) => ({
    AccessToken: tokens.AccessToken,
    DeviceKey,
    DeviceName: "test",
    DeviceSecretVerifierConfig,
  });
  const update = (DeviceRememberedStatus: string) => ({
    AccessToken: tokens.AccessToken,
    DeviceKey: deviceKey,
    DeviceRememberedStatus,
  });

  /** Confirms the device with an independent verifier, and gives the password that goes with it. */
  async function confirm(): Promise<string> {
    const { DeviceRandomPassword, DeviceSecretVerifierConfig } = createDeviceVerifier(deviceKey, groupKey);
    const reply = await ok(userPool, "ConfirmDevice", confirmWith(DeviceSecretVerifierConfig));
    assert.equal(reply.UserConfirmationNecessary, true);
    return DeviceRandomPassword;
  }

  /** The proof of the device, as an independent client computes it; not yet sent. */
  async function deviceProof(password: string) {
    const { ChallengeName, Session } = await withPassword(userPool, "alice", { DEVICE_KEY: deviceKey });
    assert.equal(ChallengeName, "DEVICE_SRP_AUTH");
    const session = createSrpSession("alice", PASSWORD, userPool.poolId, false);
    const first = wrapAuthChallenge(session as never, {
      ClientId: userPool.clientId,
      ChallengeName: "DEVICE_SRP_AUTH",
      ChallengeResponses: { USERNAME: "alice", DEVICE_KEY: deviceKey },
      Session,
    });
    const challenge = await ok(userPool, "RespondToAuthChallenge", first);
    const signed = signSrpSessionWithDevice(session, challenge, groupKey, password);
    return wrapAuthChallenge(signed, {
      ClientId: userPool.clientId,
      ChallengeName: "DEVICE_PASSWORD_VERIFIER",
      ChallengeResponses: { USERNAME: "alice", DEVICE_KEY: deviceKey },
      Session: challenge.Session,
    });
  }

  test("a remembered device proves its secret to an independent client's satisfaction", async () => {
    const password = await confirm();
    await ok(userPool, "UpdateDeviceStatus", update("remembered"));
    const proof = await deviceProof(password);
    const { AuthenticationResult } = await ok(userPool, "RespondToAuthChallenge", proof);
    assert.equal(AuthenticationResult.NewDeviceMetadata, undefined);
    await refused(userPool, "RespondToAuthChallenge", proof, "NotAuthorizedException", /only be used once/);
  });

  test("a tampered device is refused", async () => {
    await confirm();
    await ok(userPool, "UpdateDeviceStatus", update("remembered"));
    const proof = await deviceProof("not the device's password");
    await refused(
      userPool,
      "RespondToAuthChallenge",
      proof,
      "NotAuthorizedException",
      /Incorrect username or password/,
    );
  });

  test("a device that is confirmed but not remembered is not asked", async () => {
    await confirm();
    const reply = await withPassword(userPool, "alice", { DEVICE_KEY: deviceKey });
    assert.ok(reply.AuthenticationResult);
    assert.equal(reply.AuthenticationResult.NewDeviceMetadata, undefined);
  });

  test("a verifier or salt with its top bit set is a negative number", async () => {
    const { DeviceSecretVerifierConfig } = createDeviceVerifier(deviceKey, groupKey);
    const negative = Buffer.from([0x80, 1, 2]).toString("base64");
    for (const name of ["Salt", "PasswordVerifier"]) {
      const input = confirmWith({ ...DeviceSecretVerifierConfig, [name]: negative });
      await refused(userPool, "ConfirmDevice", input, "InvalidParameterException", /negative value/);
      const missing = confirmWith({ ...DeviceSecretVerifierConfig, [name]: undefined });
      await refused(userPool, "ConfirmDevice", missing, "InvalidParameterException", /not base64/);
    }
  });

  test("a device is confirmed once, and only with the tokens of its own sign-in", async () => {
    const { DeviceSecretVerifierConfig: config } = createDeviceVerifier(deviceKey, groupKey);
    await refused(
      userPool,
      "ConfirmDevice",
      confirmWith(config, "eu-west-1_0a"),
      "InvalidParameterException",
      /Invalid device key given/,
    );
    const other = await signedIn(userPool, "alice");
    const foreign = { ...confirmWith(config), AccessToken: other.AccessToken };
    await refused(userPool, "ConfirmDevice", foreign, "InvalidParameterException", /Invalid device key given/);
    await ok(userPool, "ConfirmDevice", confirmWith(config));
    await refused(userPool, "ConfirmDevice", confirmWith(config), "DeviceKeyExistsException");
  });

  test("what is forgotten, or was never confirmed, does not exist", async () => {
    const gone = { AccessToken: tokens.AccessToken, DeviceKey: deviceKey };
    await refused(userPool, "GetDevice", gone, "ResourceNotFoundException", /^Device does not exist\.$/);
    await confirm();
    assert.equal((await ok(userPool, "GetDevice", gone)).Device.DeviceKey, deviceKey);
    assert.equal((await ok(userPool, "ListDevices", { AccessToken: tokens.AccessToken })).Devices.length, 1);
    await ok(userPool, "ForgetDevice", gone);
    await refused(userPool, "UpdateDeviceStatus", update("remembered"), "ResourceNotFoundException");
    const input = {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: userPool.clientId,
      AuthParameters: { USERNAME: "alice", PASSWORD, DEVICE_KEY: deviceKey },
    };
    await refused(userPool, "InitiateAuth", input, "ResourceNotFoundException", /^Device does not exist\.$/);
  });

  test("forgotten between the two steps of its proof, it does not exist either", async () => {
    await confirm();
    await ok(userPool, "UpdateDeviceStatus", update("remembered"));
    const { Session } = await withPassword(userPool, "alice", { DEVICE_KEY: deviceKey });
    await ok(userPool, "ForgetDevice", { AccessToken: tokens.AccessToken, DeviceKey: deviceKey });
    const responses = { USERNAME: "alice", DEVICE_KEY: deviceKey, SRP_A: "abc" };
    await refused(
      userPool,
      "RespondToAuthChallenge",
      respond(userPool, "DEVICE_SRP_AUTH", Session, responses),
      "ResourceNotFoundException",
    );
  });

  test("a refresh needs the device, and the device confirmed", async () => {
    const refresh = (more: object = {}) => ({
      RefreshToken: tokens.RefreshToken,
      ClientId: userPool.clientId,
      ...more,
    });
    await refused(
      userPool,
      "GetTokensFromRefreshToken",
      refresh({ DeviceKey: deviceKey }),
      "NotAuthorizedException",
      /Invalid Refresh Token/,
    );
    await confirm();
    await refused(userPool, "GetTokensFromRefreshToken", refresh(), "NotAuthorizedException", /Invalid Refresh Token/);
    await ok(userPool, "GetTokensFromRefreshToken", refresh({ DeviceKey: deviceKey }));
  });

  test("the list turns its pages, and refuses another list's token", async () => {
    await confirm();
    for (let index = 0; index < 2; index += 1) {
      tokens = await signedIn(userPool, "alice");
      deviceKey = tokens.NewDeviceMetadata?.DeviceKey ?? "";
      groupKey = tokens.NewDeviceMetadata?.DeviceGroupKey ?? "";
      await confirm();
    }
    const list = (more: object) => ({ AccessToken: tokens.AccessToken, Limit: 2, ...more });
    const first = await ok(userPool, "ListDevices", list({}));
    assert.equal(first.Devices.length, 2);
    const last = await ok(userPool, "ListDevices", list({ PaginationToken: first.PaginationToken }));
    assert.equal(last.Devices.length, 1);
    assert.equal(last.PaginationToken, undefined);
    await refused(
      userPool,
      "ListDevices",
      list({ PaginationToken: "bogus" }),
      "InvalidParameterException",
      /pagination token/,
    );
  });
});

test("a pool without devices has no device operations", async () => {
  const userPool = await startUserPool(plain);
  userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  const { AccessToken } = await signedIn(userPool, "alice");
  await refused(userPool, "ListDevices", { AccessToken }, "InvalidUserPoolConfigurationException");
  await userPool.close();
});
