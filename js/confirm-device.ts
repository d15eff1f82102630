import type { CognipressError } from "./error.js";
import type { Device, KeptDevice } from "./device-store.js";
import type { SignInFlow } from "./sign-in.js";
import type { DeviceSecret } from "../src/wasm/account.js";
import type { TokenSet } from "../src/wasm/types.js";

/** 40 bytes of password, 16 of salt. */
const ENTROPY_BYTES = 56;

/** Says for the user whether this device is remembered: whether it stands in for their second factor. */
export type DeviceChoice = (isRemembered: boolean) => Promise<void>;

type Flow = Pick<SignInFlow, "loadFull" | "run">;
type Store = typeof import("./device-store.js");

/**
 * Tells Cognito of the device, where it is new. Returns how to choose, where the choice is the user's and still open.
 *
 * The device is kept by the user's real name, and by the one that was typed, which is all that the next sign-in knows.
 *
 * @param typed Empty after a reload.
 */
export async function confirmDevice(
  flow: Flow,
  { newDevice, accessToken, unverifiedClaims }: TokenSet,
  typed: string,
  clientId: string,
  deviceOf: Store["deviceOf"],
  keepDevice: Store["keepDevice"],
): Promise<DeviceChoice | undefined> {
  const username = String(unverifiedClaims["cognito:username"]);
  const keep: Keep = (device) => [username, typed || username].forEach((name) => keepDevice(clientId, name, device));
  const known = deviceOf(clientId, username);
  // Cognito takes for new what the same user has by another name.
  const isNew = newDevice && !(known && (await isKnown(flow, accessToken, known)));
  if (!isNew) keep(known);
  const device = isNew ? await confirm(flow, newDevice, accessToken, keep) : known;
  if (!device?.isOpen) return undefined;
  const { key, groupKey, password } = device;
  return async (isRemembered) => {
    if (isRemembered) {
      const deviceRememberedStatus = "remembered";
      const update = { operation: "UpdateDeviceStatus", accessToken, deviceKey: key, deviceRememberedStatus } as const;
      await flow.run(update, undefined, true);
    }
    keep({ key, groupKey, password });
  };
}

type NewDevice = NonNullable<TokenSet["newDevice"]>;
type Keep = (device?: KeptDevice) => void;

async function isKnown(flow: Flow, accessToken: string, { key: deviceKey }: Device): Promise<boolean> {
  try {
    await flow.run({ operation: "GetDevice", accessToken, deviceKey });
    return true;
  } catch (error) {
    if ((error as Partial<CognipressError>).code === "ResourceNotFound") return false;
    throw error;
  }
}

async function confirm(
  flow: Flow,
  { key, groupKey }: NewDevice,
  accessToken: string,
  keep: Keep,
): Promise<KeptDevice> {
  const core = await flow.loadFull();
  const entropy = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(ENTROPY_BYTES))));
  const command = { operation: "DeviceSecret", deviceGroupKey: groupKey, deviceKey: key, entropy };
  const secret = await core.call<DeviceSecret>("account_make", JSON.stringify(command));
  const device: Device = { key, groupKey, password: secret.password };
  // Before Cognito is told, as the page may be left before it has answered.
  keep(device);
  try {
    const { deviceSecretVerifierConfig } = secret;
    const deviceName = navigator.userAgent.slice(0, 256); // what users find in the list of their devices
    const told = { operation: "ConfirmDevice", accessToken, deviceKey: key, deviceSecretVerifierConfig, deviceName } as const;
    const { userConfirmationNecessary } = await flow.run(told, undefined, true);
    if (!userConfirmationNecessary) return device;
  } catch (error) {
    keep();
    throw error;
  }
  const undecided: KeptDevice = { ...device, isOpen: true };
  keep(undecided);
  return undecided;
}
