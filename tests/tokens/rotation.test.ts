/** A session that lives for long on a bad line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fault } from "../user-pool/index.ts";
import { JANE, MapStore, newWorld, settle, withoutPauses } from "./world.ts";

const ROTATIONS = 1000;

/** What strikes before Cognito has given out a token; after it, a grace of 0 leaves nothing to be done. */
const FAULTS: readonly Fault[] = [
  { kind: "cut", when: "before" },
  { kind: "error", type: "InternalErrorException", message: "", status: 500 },
  { kind: "throttle" },
];

test(`${ROTATIONS} rotations without grace, with cuts and errors in between, in two tabs: no session is lost`, async (t) => {
  const random = Math.random;
  withoutPauses(t);
  const world = await newWorld(t);
  const store = new MapStore();
  const tabs = [world.newClient({ store }), world.newClient({ store })];
  await tabs[0]!.signIn(JANE);
  await settle();
  const seen = new Set<string>();
  let failures = 0;
  for (let turn = 0; seen.size < ROTATIONS; turn++) {
    const fault = FAULTS[Math.floor(2 * FAULTS.length * random())];
    if (fault) world.pool.faults.plant("GetTokensFromRefreshToken", fault, 1 + Math.floor(5 * random()));
    try {
      const session = await tabs[turn % 2]!.getSession({ refresh: true });
      seen.add(session!.accessToken);
    } catch (error) {
      assert.match((error as { code: string }).code, /^(Offline|InternalError|TooManyRequests)$/);
      failures++;
    }
  }
  assert.ok(failures > 0, "some went wrong for longer than the retries last");
});
