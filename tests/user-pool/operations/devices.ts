/** ConfirmDevice, UpdateDeviceStatus, GetDevice, ListDevices, ForgetDevice. */
import { describe, type Device, readVerifier } from "../devices.ts";
import { deviceGone, invalidParameter, missingParameter, ServiceError } from "../errors.ts";
import { page } from "../paginate.ts";
import type { Pool } from "../pool.ts";
import type { User } from "../users.ts";
import type { Input } from "../validate.ts";

function authorize(pool: Pool, input: Input): User {
  if (input.AccessToken === undefined) throw missingParameter("AccessToken");
  const { user } = pool.authorize(input.AccessToken);
  if (pool.options.devices === "OFF") {
    throw new ServiceError(
      "InvalidUserPoolConfigurationException",
      "Device tracking is not enabled for the user pool.",
    );
  }
  return user;
}

function confirmedDevice(user: User, key: string): Device {
  const device = user.devices.get(key);
  if (device === undefined || !device.confirmed) throw deviceGone();
  return device;
}

/** Only the device whose sign-in gave out this access token can be confirmed with it. */
export function confirmDevice(pool: Pool, input: Input): object {
  const user = authorize(pool, input);
  const device = user.devices.get(input.DeviceKey);
  const { session } = pool.tokens.holderOf(input.AccessToken);
  if (device === undefined || session.deviceKey !== device.key) throw invalidParameter("Invalid device key given.");
  if (device.confirmed) throw new ServiceError("DeviceKeyExistsException", "Device key already exists.");
  device.verifier = readVerifier(input.DeviceSecretVerifierConfig ?? {});
  device.confirmed = true;
  device.name = input.DeviceName ?? "";
  device.remembered = pool.options.devices === "ALWAYS";
  device.modifiedAt = pool.clock.seconds();
  return { UserConfirmationNecessary: pool.options.devices === "OPT_IN" };
}

export function updateDeviceStatus(pool: Pool, input: Input): object {
  const device = confirmedDevice(authorize(pool, input), input.DeviceKey);
  device.remembered = input.DeviceRememberedStatus === "remembered";
  device.modifiedAt = pool.clock.seconds();
  return {};
}

export function getDevice(pool: Pool, input: Input): object {
  return { Device: describe(confirmedDevice(authorize(pool, input), input.DeviceKey)) };
}

export function listDevices(pool: Pool, input: Input): object {
  const devices = [...authorize(pool, input).devices.values()].filter(({ confirmed }) => confirmed);
  const { items, next } = page("devices", devices, input.Limit || 60, input.PaginationToken);
  return { Devices: items.map(describe), ...(next !== undefined && { PaginationToken: next }) };
}

export function forgetDevice(pool: Pool, input: Input): undefined {
  const user = authorize(pool, input);
  user.devices.delete(confirmedDevice(user, input.DeviceKey).key);
  return undefined;
}
