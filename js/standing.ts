import type { Standing } from "../src/wasm/types.js";
import { attempt, STANDING_KEY } from "./storage.js";

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
  attempt(() => sessionStorage.setItem(STANDING_KEY, JSON.stringify(kept)));
}

/** The challenge that stood when the page went away, if it still does. */
export function keptStanding(clientId: string): Standing | undefined {
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(STANDING_KEY) ?? "null") as Kept | null);
  return kept?.clientId === clientId && kept.expiresAtMs > Date.now() ? kept.standing : undefined;
}

export function forgetStanding(): void {
  attempt(() => sessionStorage.removeItem(STANDING_KEY));
}
