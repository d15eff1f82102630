/** What becomes of a session under each fault of each token operation: a closed list ends it, nothing else does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ErrorCode } from "../../js/error.ts";
import type { Fault, UserPool } from "../user-pool/index.ts";
import { JANE, MapStore, newWorld, settle, withoutPauses, type World } from "./world.ts";

const TIMEOUT_MS = 150;
/** For who is not to time out, however busy the machine is. */
const PATIENCE_MS = 20_000;

/** Faults that pass, and the error where they do not within all retries. */
const TRANSIENT: Readonly<Record<string, { fault: Fault; code: ErrorCode }>> = {
  offline: { fault: { kind: "cut", when: "before" }, code: "Offline" },
  "reply lost": { fault: { kind: "cut", when: "after" }, code: "Offline" },
  500: { fault: { kind: "error", type: "InternalErrorException", message: "", status: 500 }, code: "InternalError" },
  "503 of a proxy": { fault: { kind: "reply", status: 503, body: "Service Unavailable" }, code: "InvalidReply" },
  429: { fault: { kind: "error", type: "TooManyRequestsException", message: "", status: 429 }, code: "TooManyRequests" },
  throttled: { fault: { kind: "throttle" }, code: "TooManyRequests" },
  "time-out": { fault: { kind: "delay", ms: 3 * TIMEOUT_MS }, code: "Timeout" },
  HTML: { fault: { kind: "reply", status: 200, body: "<html>Log in to the hotel's Wi-Fi</html>" }, code: "InvalidReply" },
  truncated: { fault: { kind: "reply", status: 200, body: '{"AuthenticationResult":{"IdToken":"ey' }, code: "InvalidReply" },
};

/** What Cognito decides for good. */
const FINAL: Readonly<Record<string, { happen: (pool: UserPool) => void; code: ErrorCode }>> = {
  revoked: { happen: ({ pool, users }) => pool.tokens.revokeAll(users.find("jane")!), code: "RefreshTokenRevoked" },
  "disabled user": { happen: ({ users }) => (users.find("jane")!.enabled = false), code: "UserDisabled" },
  expired: { happen: ({ clock }) => clock.advance(31 * 86_400), code: "RefreshTokenExpired" },
};

/** The two ways to new tokens: rotation knows only the first. */
const OPERATIONS = {
  GetTokensFromRefreshToken: { options: { rotation: { graceSeconds: 60 } }, before: () => {} },
  InitiateAuth: {
    options: { rotation: undefined as never },
    before: ({ pool }: World) =>
      pool.faults.plant("GetTokensFromRefreshToken", { kind: "error", type: "OperationNotEnabledException", message: "" }),
  },
};

for (const [operation, { before, options }] of Object.entries(OPERATIONS)) {
  const signedIn = async (t: Parameters<typeof newWorld>[0], timeoutMs = PATIENCE_MS) => {
    const world = await newWorld(t, options);
    const store = new MapStore();
    await world.newClient({ store, timeoutMs: PATIENCE_MS }).signIn(JANE);
    await settle();
    withoutPauses(t);
    const client = world.newClient({ store, timeoutMs });
    const refresh = () => {
      before(world);
      return client.getSession({ refresh: true });
    };
    await client.getSession();
    return { world, store, client, refresh };
  };

  for (const [name, { fault, code }] of Object.entries(TRANSIENT)) {
    test(`${operation}, ${name}: tried again, and the session never lost`, async (t) => {
      const { world, store, client, refresh } = await signedIn(t, fault.kind === "delay" ? TIMEOUT_MS : PATIENCE_MS);
      const { accessToken } = client.currentSession()!;
      world.pool.faults.plant(operation, fault);
      assert.notEqual((await refresh())!.accessToken, accessToken);
      world.pool.faults.plant(operation, fault, 4);
      await assert.rejects(refresh(), { code });
      assert.ok(client.currentSession(), "it stays");
      assert.equal(store.entries.size, 1, "in the store too");
      if (fault.kind === "delay") await settle(fault.ms);
      assert.ok(await refresh(), "and comes back");
    });
  }

  test(`${operation}, a slow reply: waited for`, async (t) => {
    const { world, client, refresh } = await signedIn(t);
    const { accessToken } = client.currentSession()!;
    world.pool.faults.plant(operation, { kind: "delay", ms: TIMEOUT_MS / 2 });
    assert.notEqual((await refresh())!.accessToken, accessToken);
  });

  for (const [name, { happen, code }] of Object.entries(FINAL)) {
    test(`${operation}, ${name}: the session is over`, async (t) => {
      const { world, store, client, refresh } = await signedIn(t);
      happen(world.pool);
      await assert.rejects(refresh(), { code });
      assert.equal(client.currentSession(), null);
      assert.equal(store.entries.size, 0);
    });
  }
}

test("a host name that is not found is the same as being offline", async (t) => {
  withoutPauses(t);
  const world = await newWorld(t);
  let isOnline = true;
  const client = world.newClient({
    fetch: (url, init) => (isOnline ? fetch(url, init) : Promise.reject(new TypeError("fetch failed"))),
  });
  await client.signIn(JANE);
  isOnline = false;
  await assert.rejects(client.getSession({ refresh: true }), { code: "Offline" });
  isOnline = true;
  assert.ok(await client.getSession({ refresh: true }));
});

test("a refresh token that somebody else has used: the session is over", async (t) => {
  const world = await newWorld(t);
  const store = new MapStore();
  const client = world.newClient({ store });
  await client.signIn(JANE);
  await settle();
  const stolen = new MapStore();
  for (const [key, text] of store.entries) stolen.setItem(key, text);
  await world.newClient({ store: stolen }).getSession({ refresh: true });
  await assert.rejects(client.getSession({ refresh: true }), { code: "RefreshTokenReuse" });
  assert.equal(await client.getSession(), null);
});

test("without grace, a reply that is lost after the rotation takes the session along: nobody knows the new token", async (t) => {
  withoutPauses(t);
  const world = await newWorld(t);
  const client = world.newClient();
  await client.signIn(JANE);
  world.pool.faults.plant("GetTokensFromRefreshToken", { kind: "cut", when: "after" });
  await assert.rejects(client.getSession({ refresh: true }), { code: "RefreshTokenReuse" });
});

for (const [name, { fault, code }] of Object.entries(TRANSIENT)) {
  test(`RevokeToken, ${name}: signed out here, and the caller is told`, async (t) => {
    const world = await newWorld(t);
    const store = new MapStore();
    const client = world.newClient({ store });
    await client.signIn(JANE);
    const timeoutMs = fault.kind === "delay" ? TIMEOUT_MS : PATIENCE_MS;
    const impatient = world.newClient({ store, timeoutMs });
    withoutPauses(t);
    world.pool.faults.plant("RevokeToken", fault, 3);
    // The body of a success may be empty, so whatever comes with 200 is one.
    if (fault.kind === "reply" && fault.status === 200) await impatient.signOut();
    else await assert.rejects(impatient.signOut(), { code });
    assert.equal(store.entries.size, 0);
    assert.equal(await impatient.getSession(), null);
    if (fault.kind === "delay") await settle(fault.ms);
  });
}

test("RevokeToken, a slow reply: waited for; a host name that is not found: told", async (t) => {
  const world = await newWorld(t);
  let isOnline = true;
  const client = world.newClient({
    fetch: (url, init) => (isOnline ? fetch(url, init) : Promise.reject(new TypeError("fetch failed"))),
  });
  await client.signIn(JANE);
  world.pool.faults.plant("RevokeToken", { kind: "delay", ms: TIMEOUT_MS });
  await client.signOut();
  await client.signIn(JANE);
  isOnline = false;
  await assert.rejects(client.signOut(), { code: "Offline" });
  assert.equal(client.currentSession(), null);
});

for (const [name, { happen }] of Object.entries(FINAL)) {
  test(`RevokeToken, ${name}: signed out`, async (t) => {
    const world = await newWorld(t);
    const client = world.newClient();
    await client.signIn(JANE);
    happen(world.pool);
    await client.signOut();
    assert.equal(client.currentSession(), null);
  });
}
