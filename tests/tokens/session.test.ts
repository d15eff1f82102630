/** One client and its session: when it refreshes, what ends it, and what does not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionChange } from "../../js/index.ts";
import { DAY_MS, DeviceClock, JANE, MapStore, newWorld, settle, until, withoutPauses } from "./world.ts";

const HOUR_MS = 3_600_000;

test("fresh tokens are handed out as they are", async (t) => {
  const world = await newWorld(t);
  const client = world.newClient();
  assert.equal(await client.getSession(), null);
  await client.signIn(JANE);
  await settle();
  assert.deepEqual(await client.getSession(), client.currentSession());
  assert.equal(world.refreshes(), 0);
});

test("tokens that are about to end are handed out while new ones come", async (t) => {
  const world = await newWorld(t);
  const clock = new DeviceClock(t);
  const client = world.newClient();
  await client.signIn(JANE);
  await settle();
  const before = client.currentSession()!;
  clock.pass(HOUR_MS - 100_000);
  assert.equal((await client.getSession())!.accessToken, before.accessToken);
  await until(() => client.currentSession()!.accessToken !== before.accessToken);
  const after = client.currentSession()!;
  assert.ok(after.expiresAtMs > before.expiresAtMs);
  assert.equal(world.refreshes(), 1);
});

test("they are renewed ahead of time though nobody asks", async (t) => {
  const world = await newWorld(t, { accessTokenSeconds: 300, idTokenSeconds: 300 });
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
  const client = world.newClient();
  const renewed = new Promise<SessionChange>((resolve) => {
    client.onSessionChange((change) => world.refreshes() === 1 && resolve(change));
  });
  await client.signIn(JANE);
  const { accessToken } = client.currentSession()!;
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  t.mock.timers.tick(269_000);
  assert.equal(world.refreshes(), 0);
  t.mock.timers.tick(1_100);
  // The request itself goes out after a pause of 0.
  const ticking = setInterval(() => t.mock.timers.tick(1), 5);
  const { session } = await renewed;
  clearInterval(ticking);
  assert.notEqual(session!.accessToken, accessToken);
});

test("whoever asks at the same time gets the same tokens", async (t) => {
  const world = await newWorld(t);
  const client = world.newClient();
  await client.signIn(JANE);
  const sessions = await Promise.all(Array.from({ length: 20 }, () => client.getSession({ refresh: true })));
  assert.equal(new Set(sessions.map((session) => session!.accessToken)).size, 1);
  assert.equal(world.refreshes(), 1);
});

test("after a day asleep: one refresh, and no sign-out", async (t) => {
  const world = await newWorld(t);
  const clock = new DeviceClock(t);
  const client = world.newClient();
  await client.signIn(JANE);
  await settle();
  clock.pass(DAY_MS);
  const sessions = await Promise.all([client.getSession(), client.getSession()]);
  assert.ok(sessions.every((session) => session!.expiresAtMs > Date.now()));
  assert.equal(world.refreshes(), 1);
});

for (const aheadMs of [DAY_MS, -DAY_MS]) {
  test(`a clock that is wrong by ${aheadMs / DAY_MS} day`, async (t) => {
    const world = await newWorld(t);
    const clock = new DeviceClock(t);
    clock.set(aheadMs, world.pool);
    const client = world.newClient();
    await client.signIn(JANE);
    await settle();
    assert.ok(Math.abs((await client.getSession())!.clockDriftMs + aheadMs) < 10_000);
    assert.equal(world.refreshes(), 0, "it makes no difference as long as it stays");
    clock.pass(HOUR_MS);
    const session = await client.getSession();
    assert.equal(world.refreshes(), 1);
    assert.ok(Math.abs(session!.clockDriftMs + aheadMs) < 10_000, "learned from Date");
    await client.account({ operation: "GetUser" });
  });

  test(`a clock that is set by ${aheadMs / DAY_MS} day while somebody is signed in`, async (t) => {
    const world = await newWorld(t);
    const clock = new DeviceClock(t);
    const client = world.newClient();
    await client.signIn(JANE);
    await settle();
    clock.set(aheadMs, world.pool);
    assert.ok((await client.getSession())!.expiresAtMs > Date.now());
    assert.equal(world.refreshes(), 1);
    await client.getSession();
    assert.equal(world.refreshes(), 1);
  });
}

test("a session that Cognito has ended: told once, then nobody is signed in", async (t) => {
  const world = await newWorld(t);
  const store = new MapStore();
  const client = world.newClient({ store });
  await client.signIn(JANE);
  const changes: SessionChange[] = [];
  client.onSessionChange((change) => changes.push(change));
  world.pool.pool.tokens.revokeAll(world.pool.users.find("jane")!);
  await assert.rejects(client.getSession({ refresh: true }), { code: "RefreshTokenRevoked" });
  assert.equal(await client.getSession(), null);
  assert.equal(client.currentSession(), null);
  assert.deepEqual(changes.map(({ session, error }) => [session, (error as Error)?.name]).at(-1), [null, "CognipressError"]);
  assert.equal(store.entries.size, 0);
});

test("a caller who no longer waits does not stop the refresh", async (t) => {
  const world = await newWorld(t);
  const client = world.newClient();
  await client.signIn(JANE);
  world.pool.faults.plant("GetTokensFromRefreshToken", { kind: "delay", ms: 50 });
  const before = client.currentSession()!.accessToken;
  const controller = new AbortController();
  const waiting = client.getSession({ refresh: true, signal: controller.signal });
  controller.abort();
  await assert.rejects(waiting, { code: "Aborted" });
  await until(() => client.currentSession()!.accessToken !== before);
});

test("a store keeps the session for the next page, and shares it", async (t) => {
  const world = await newWorld(t);
  const store = new MapStore();
  const first = world.newClient({ store });
  await first.signIn(JANE);
  await settle();
  const second = world.newClient({ store });
  assert.equal((await second.getSession())!.accessToken, first.currentSession()!.accessToken);
  const { accessToken } = (await first.getSession({ refresh: true }))!;
  await until(() => second.currentSession()?.accessToken === accessToken);
  assert.equal(world.refreshes(), 1);
  await first.signOut();
  await until(() => second.currentSession() === null);
  assert.equal(world.sent.filter((operation) => operation === "RevokeToken").length, 1);
});

test("a sign-out ends the sessions of the other tabs, those in memory too", async (t) => {
  const world = await newWorld(t);
  const [first, second] = [world.newClient(), world.newClient()];
  await first.signIn(JANE);
  await second.signIn(JANE);
  await first.signOut();
  await until(() => second.currentSession() === null);
  await until(() => world.pool.pool.tokens.active(world.pool.users.find("jane")!).length === 0);
});

test("a sign-out in the middle of a refresh wins, and no token outlives it", async (t) => {
  const world = await newWorld(t);
  const store = new MapStore();
  const client = world.newClient({ store });
  await client.signIn(JANE);
  await settle();
  world.pool.faults.plant("GetTokensFromRefreshToken", { kind: "delay", ms: 50 });
  const refreshing = client.getSession({ refresh: true });
  await settle();
  await client.signOut();
  assert.equal(await refreshing, null);
  assert.equal(client.currentSession(), null);
  assert.equal(store.entries.size, 0);
  assert.equal(world.sent.filter((operation) => operation === "RevokeToken").length, 2);
});

test("a store that fails costs nobody the session", async (t) => {
  t.mock.method(console, "warn", () => {});
  withoutPauses(t);
  const full = new MapStore();
  full.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const broken = new MapStore();
  broken.getItem = () => {
    throw new Error("broken");
  };
  for (const store of [full, broken]) {
    const world = await newWorld(t);
    const client = world.newClient({ store });
    await client.signIn(JANE);
    for (let round = 1; round <= 3; round++) {
      assert.ok(await client.getSession({ refresh: true }));
      assert.equal(world.refreshes(), round);
    }
  }
});

test("a store that is full after a while does not bring back a spent token", async (t) => {
  t.mock.method(console, "warn", () => {});
  const world = await newWorld(t);
  const store = new MapStore();
  const client = world.newClient({ store });
  await client.signIn(JANE);
  await settle();
  const setItem = t.mock.method(store, "setItem", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await client.getSession({ refresh: true });
  assert.equal(setItem.mock.callCount(), 1);
  assert.equal(store.entries.size, 0);
  assert.ok(await client.getSession({ refresh: true }));
});

test("what somebody else wrote into the store is no session", async (t) => {
  t.mock.method(console, "warn", () => {});
  const world = await newWorld(t);
  const store = new MapStore();
  store.setItem(`cognipress:session:${world.pool.clientId}`, "<html>");
  assert.equal(await world.newClient({ store }).getSession(), null);
});
