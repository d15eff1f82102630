import type { Device, KeptDevice } from "./device-store.js";
import type { SignInFlow } from "./sign-in.js";
import type { DeviceSecret } from "../src/wasm/account.js";
import type { TokenSet } from "../src/wasm/types.js";

/** 40 bytes of password, 16 of salt. */
const ENTROPY_BYTES = 56;

/** Says for the user whether this device is remembered: whether it stands in for their second factor. */
export type DeviceChoice = (isRemembered: boolean) => Promise<void>;

type Flow = Pick<SignInFlow, "loadFull" | "run">;
type Keep = (device?: KeptDevice) => void;

/**
 * Tells Cognito of the device, where it is new. Returns how to choose, where the choice is the user's and still open.
 *
 * @param kept What this browser knows of the device; it is to `keep` what becomes of it.
 */
export async function confirmDevice(
  flow: Flow,
  { newDevice, accessToken }: TokenSet,
  kept: KeptDevice | undefined,
  keep: Keep,
): Promise<DeviceChoice | undefined> {
  const device = newDevice ? await confirm(flow, newDevice, accessToken, keep) : kept;
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

async function confirm(
  flow: Flow,
  { key, groupKey }: NonNullable<TokenSet["newDevice"]>,
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
