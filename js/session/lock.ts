import { pause } from "./pause.js";

/** What another tab has written into `localStorage` can reach this one later than its lock. */
const SETTLING_MS = 50;

/**
 * Does `work` while no other tab does work of that name. A browser gives a lock back when its tab goes away; where it
 * has none (before Safari 15.4, or without TLS), a lease in `localStorage` takes its place.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  if (locks) return locks.request(name, () => pause(SETTLING_MS).then(work));
  const { withLease } = await import("./lease.js");
  return withLease(name, work);
}
