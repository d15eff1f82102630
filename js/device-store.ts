import type { DialogueContext } from "../src/wasm/types.js";
import { attempt } from "./storage.js";

/** By which Cognito knows this browser. It lets nobody in without the password. */
export type Device = NonNullable<DialogueContext["device"]>;

const keyOf = (clientId: string, username: string) => `cognipress:device:${clientId}:${username}`;

export interface KeptDevice extends Device {
  /** Whether the user has yet to say if it is remembered. */
  isOpen?: true;
}

/** The device of a user, by any name that they signed in with. */
export function deviceOf(clientId: string, username: string): KeptDevice | undefined {
  return attempt(() => JSON.parse(localStorage.getItem(keyOf(clientId, username))!) ?? undefined);
}

/** Whether anybody has a device here. */
export function hasDevice(clientId: string): boolean | undefined {
  return attempt(() => Object.keys(localStorage).some((key) => key.startsWith(keyOf(clientId, ""))));
}

export function keepDevice(clientId: string, username: string, device: KeptDevice | undefined): void {
  const key = keyOf(clientId, username);
  attempt(() => (device ? localStorage.setItem(key, JSON.stringify(device)) : localStorage.removeItem(key)));
}
