import { attempt } from "../storage.js";
import { pause } from "./pause.js";

/** A lease that is not renewed ends: its tab has gone away, or sleeps. */
const LEASE_MS = 5000;
const RENEWAL_MS = 1000;
/** Longer than a write takes to reach every tab. */
const SETTLING_MS = 50;

interface Lease {
  owner: string;
  endsAtMs: number;
}

/** See `withLock`. Without any storage there is no other tab that could be heard of. */
export async function withLease<T>(name: string, work: () => Promise<T>): Promise<T> {
  const key = `cognipress:lease:${name}`;
  const owner = crypto.randomUUID?.() ?? String(Math.random());
  const read = () => attempt(() => JSON.parse(localStorage.getItem(key) ?? "null") as Lease | null);
  const take = () => attempt(() => localStorage.setItem(key, JSON.stringify({ owner, endsAtMs: Date.now() + LEASE_MS })));
  // A lease that seems to last for longer is one from before the clock was set back.
  const isFree = (lease: Lease) => lease.endsAtMs < Date.now() || lease.endsAtMs > Date.now() + LEASE_MS;

  for (;;) {
    const lease = read();
    if (lease === undefined) return work();
    if (lease === null || isFree(lease)) {
      take();
      await pause(SETTLING_MS + SETTLING_MS * Math.random());
      if (read()?.owner === owner) break;
    } else {
      await pause(SETTLING_MS);
    }
  }
  const renewal = setInterval(take, RENEWAL_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    if (read()?.owner === owner) attempt(() => localStorage.removeItem(key));
  }
}
