import type { AccountOutcome } from "../../../src/wasm/account.js";
import { nameOf } from "./device-name.js";
import type { Action, Part } from "./section.js";
import type { AccountTools } from "./tools.js";

type Device = Extract<AccountOutcome, { operation: "ListDevices" }>["devices"][number];

/** The devices that Cognito knows, and whether they stand in for a second factor. */
export function devices({ words, run, moment, config }: AccountTools): Part {
  const read = async () => {
    const all: Device[] = [];
    let paginationToken: string | undefined;
    do {
      const page = await run({ operation: "ListDevices", ...(paginationToken && { paginationToken }) });
      all.push(...page.devices);
      ({ paginationToken } = page);
    } while (paginationToken);
    return all;
  };

  const rowOf = ({ deviceKey, deviceAttributes, deviceLastAuthenticatedDateMs }: Device) => {
    const isRemembered = deviceAttributes["dev:device_remembered_status"] === "remembered";
    const remember: Action = {
      label: words[isRemembered ? "device-not-remember" : "device-remember"],
      async run() {
        const deviceRememberedStatus = isRemembered ? "not_remembered" : "remembered";
        await run({ operation: "UpdateDeviceStatus", deviceKey, deviceRememberedStatus });
        return words.saved;
      },
    };
    const forget: Action = {
      label: words["device-forget"],
      async run() {
        await run({ operation: "ForgetDevice", deviceKey });
        return words.saved;
      },
    };
    return {
      name: nameOf(deviceAttributes["device_name"]) ?? words["device-unknown"],
      details: [
        ...(isThis(config.clientId, deviceKey) ? [words["device-this"]] : []),
        ...(isRemembered ? [words["device-remembered"]] : []),
        ...(deviceLastAuthenticatedDateMs ? [words["device-used"].replace("%s", moment(deviceLastAuthenticatedDateMs))] : []),
      ],
      actions: [remember, forget],
    };
  };

  return {
    title: words["devices-title"],
    reason: words["devices-reason"],
    read: async () => ({ rows: (await read()).map(rowOf), none: words["devices-none"], actions: [] }),
  };
}

/** Whether this browser keeps the device, by whatever name its user logs in. */
function isThis(clientId: string, deviceKey: string): boolean {
  try {
    const kept = Object.entries(localStorage).filter(([name]) => name.startsWith(`cognipress:device:${clientId}:`));
    return kept.some(([, device]) => JSON.parse(device as string).key === deviceKey);
  } catch {
    return false; // A browser may forbid a page its storage.
  }
}
