/**
 * Devices of a user.
 * Followed: "Working with user devices in your user pool" of the developer guide; DeviceType, NewDeviceMetadataType
 * and DeviceSecretVerifierConfigType of the model.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { invalidParameter } from "./errors.ts";
import type { Identity, Verifier } from "./srp.ts";
import { toInteger } from "./srp.ts";

export interface Device {
  readonly key: string;
  readonly groupKey: string;
  name: string;
  /** Undefined until ConfirmDevice. */
  verifier: Verifier | undefined;
  confirmed: boolean;
  remembered: boolean;
  readonly createdAt: number;
  modifiedAt: number;
  authenticatedAt: number;
  ipAddress: string;
}

export const newDevice = (region: string, now: number, ipAddress: string): Device => ({
  key: `${region}_${randomUUID()}`,
  groupKey: `-${randomBytes(6).toString("base64url")}`,
  name: "",
  verifier: undefined,
  confirmed: false,
  remembered: false,
  createdAt: now,
  modifiedAt: now,
  authenticatedAt: now,
  ipAddress,
});

export const identityOf = (device: Device): Identity => ({ realm: device.groupKey, name: device.key });

/** A number as Java's BigInteger reads it: bytes whose top bit is set are a negative one. */
function readNumber(name: string, base64: string | undefined): bigint {
  if (base64 === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw invalidParameter(`Invalid device secret verifier config: ${name} is not base64.`);
  }
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 0) throw invalidParameter(`Invalid device secret verifier config: ${name} is empty.`);
  if (bytes.readUInt8(0) >= 0x80) {
    throw invalidParameter(`Invalid device secret verifier config: ${name} is a negative value.`);
  }
  return toInteger(bytes);
}

export const readVerifier = (config: { readonly PasswordVerifier?: string; readonly Salt?: string }): Verifier => ({
  salt: readNumber("Salt", config.Salt),
  value: readNumber("PasswordVerifier", config.PasswordVerifier),
});

/** DeviceType. */
export const describe = (device: Device): object => ({
  DeviceKey: device.key,
  DeviceAttributes: [
    { Name: "device_status", Value: "valid" },
    { Name: "device_name", Value: device.name },
    { Name: "dev:device_remembered_status", Value: device.remembered ? "remembered" : "not_remembered" },
    { Name: "last_ip_used", Value: device.ipAddress },
  ],
  DeviceCreateDate: device.createdAt,
  DeviceLastModifiedDate: device.modifiedAt,
  DeviceLastAuthenticatedDate: device.authenticatedAt,
});
