import type { Standing } from "../src/wasm/types.js";
import type { STANDING_KEY } from "./storage.js";

/** Not imported, as little as `attempt` is: what the main script shared with this one would be a script of its own. */
const KEY: typeof STANDING_KEY = "cognipress:standing";

interface Kept {
  clientId: string;
  standing: Standing;
  expiresAtMs: number;
}

/** Lets a challenge outlive a reload of this tab. Nothing in it is of use once it was answered or has expired. */
export function keepStanding(clientId: string, standing: Standing | undefined, expiresAtMs: number): void {
  forgetStanding();
  if (!standing) return;
  const kept: Kept = { clientId, standing, expiresAtMs };
  attempt(() => sessionStorage.setItem(KEY, JSON.stringify(kept)));
}

/** The challenge that stood when the page went away, if it still does. */
export function keptStanding(clientId: string): Standing | undefined {
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null);
  return kept?.clientId === clientId && kept.expiresAtMs > Date.now() ? kept.standing : undefined;
}

export function forgetStanding(): void {
  attempt(() => sessionStorage.removeItem(KEY));
}

/** A browser may forbid a page its storage. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
