import type { runOperation } from "./account.js";
import type { Core } from "./core.js";
import type { Device } from "./device-store.js";
import type { DeviceSecret } from "../src/wasm/account.js";
import type { TokenSet } from "../src/wasm/types.js";

/** 40 bytes of password, 16 of salt. */
const ENTROPY_BYTES = 56;

/** Runs an operation whose request outlives the page. */
type Run = <Command extends Parameters<typeof runOperation>[0]>(
  command: Command,
) => ReturnType<typeof runOperation<Command>>;

/**
 * Tells Cognito of the device that a sign-in found to be new.
 *
 * @param isRemembered What the user wants, where the pool leaves it to them.
 */
export async function confirmDevice(
  { key: deviceKey, groupKey: deviceGroupKey }: NonNullable<TokenSet["newDevice"]>,
  accessToken: string,
  isRemembered: boolean,
  core: Core,
  run: Run,
): Promise<Device> {
  const entropy = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(ENTROPY_BYTES))));
  const command = JSON.stringify({ operation: "DeviceSecret", deviceGroupKey, deviceKey, entropy });
  const { password, deviceSecretVerifierConfig } = await core.call<DeviceSecret>("account_make", command);
  const { userConfirmationNecessary } = await run({
    operation: "ConfirmDevice",
    accessToken,
    deviceKey,
    deviceSecretVerifierConfig,
    deviceName: navigator.userAgent.slice(0, 256), // what users find in the list of their devices
  });
  if (userConfirmationNecessary && isRemembered) {
    await run({ operation: "UpdateDeviceStatus", accessToken, deviceKey, deviceRememberedStatus: "remembered" });
  }
  return { key: deviceKey, groupKey: deviceGroupKey, password };
}
