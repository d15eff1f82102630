import type { AccountOutcome } from "../../../src/wasm/account.js";
import { nameOf } from "./device-name.js";
import { isNotOffered } from "./not-offered.js";
import type { Action, Part } from "./section.js";
import type { AccountTools } from "./tools.js";

type UserSession = Extract<AccountOutcome, { operation: "ListUserSessions" }>["sessions"][number];

/** Where the user is logged in. */
export function sessions({ words, run, moment, signOut }: AccountTools): Part {
  const read = async () => {
    const all: UserSession[] = [];
    let nextToken: string | undefined;
    do {
      const page = await run({ operation: "ListUserSessions", ...(nextToken && { nextToken }) });
      all.push(...page.sessions);
      ({ nextToken } = page);
    } while (nextToken);
    return all;
  };

  const rowOf = ({ sessionId, isCurrentSession, deviceType, lastLocation, lastIPAddress, lastActiveDateMs }: UserSession) => {
    const end: Action = {
      label: words["session-end"],
      async run() {
        await run({ operation: "RevokeUserSession", sessionId });
        return words.saved;
      },
    };
    const place = [lastLocation?.city, lastLocation?.country].filter(Boolean).join(", ") || lastIPAddress;
    return {
      name: nameOf(deviceType) ?? words["device-unknown"],
      details: [
        ...(isCurrentSession ? [words["session-this"]] : []),
        ...(place ? [place] : []),
        ...(lastActiveDateMs ? [words["session-active"].replace("%s", moment(lastActiveDateMs))] : []),
      ],
      actions: isCurrentSession ? [] : [end],
    };
  };

  const endAll: Action = {
    label: words["sessions-end"],
    async run() {
      await run({ operation: "GlobalSignOut" });
      await signOut();
      return undefined;
    },
  };

  return {
    title: words["sessions-title"],
    reason: words["sessions-reason"],
    async read() {
      const all = await read().catch((error) => {
        if (isNotOffered(error)) return []; // All can be ended all the same.
        throw error;
      });
      // The one that is looked at first, then the latest.
      all.sort((a, b) => Number(b.isCurrentSession) - Number(a.isCurrentSession) || (b.lastActiveDateMs ?? 0) - (a.lastActiveDateMs ?? 0));
      return { rows: all.map(rowOf), actions: [endAll] };
    },
  };
}
