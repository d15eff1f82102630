/**
 * Users who are made, changed and deleted, while processes are killed and Cognito goes away: both sides are equal in
 * the end, and each change was applied once, in order.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { World, type Person } from "./harness/world.ts";

const users = Number(process.env["COGNIPRESS_SYNC_USERS"] ?? 100);
const kills = Number(process.env["COGNIPRESS_SYNC_KILLS"] ?? 8);
const stops = Number(process.env["COGNIPRESS_SYNC_STOPS"] ?? 1);
const BATCH = 20;
const RUNNERS = 2;
const VERSIONS = 3;

let world: World;
before(async () => {
  world = await World.make();
});
after(() => world?.close());

test(`${users} users, ${kills} kills of PHP, ${stops} stops of Cognito`, { timeout: 30 * 60_000 }, async (t) => {
  const started = performance.now();
  const logins = Array.from({ length: users }, (_, number) => `person${number}`);
  /** Versions whose request came to its end at the first try: each has to arrive. */
  const made = new Set<string>();
  let done = 0;
  let killed = 0;
  let isOver = false;

  const write = async () => {
    const batches = (VERSIONS + 1) * Math.ceil(users / BATCH);
    let batch = 0;
    for (let version = 0; version <= VERSIONS; version++) {
      for (let first = 0; first < users; first += BATCH) {
        const people = logins.slice(first, first + BATCH).map((login, index): Person => ({ login, version: version === VERSIONS ? (index % 10 === 0 ? null : version - 1) : version }));
        // Half of the kills, evenly over the batches and in the midst of each.
        const share = (count: number) => Math.floor((count * kills) / 2 / batches);
        const dies = share(batch + 1) > share(batch);
        const diesAfter = dies ? 1 + Math.floor(Math.random() * (people.length - 1)) : null;
        if (await world.finish("import", { people, diesAfter })) for (const person of people) made.add(`${person.login} ${person.version}`);
        else {
          assert.ok(dies, "an import failed by itself");
          killed++;
          // Whoever imports begins again.
          await world.finish("import", { people, diesAfter: null });
        }
        done += people.length;
        batch++;
      }
    }
  };
  const run = async () => {
    while (!isOver) {
      await world.finish("run");
      await sleep(300);
    }
  };
  const total = users * (VERSIONS + 1);
  const kill = async () => {
    for (let count = 0; count < Math.ceil(kills / 2); ) {
      await sleep(Math.random() * 500);
      // Evenly over the whole time.
      if (count > (kills * done) / 2 / total) continue;
      const runners = [...world.living].filter(({ spawnargs }) => spawnargs.includes("run"));
      if (runners[Math.floor(Math.random() * runners.length)]?.kill("SIGKILL")) {
        count++;
        killed++;
      }
    }
  };
  const interrupt = async () => {
    for (let count = 1; count <= stops; count++) {
      while (done < (total * count) / (stops + 1)) await sleep(100);
      await world.stopCognito();
      await sleep(1000);
      await world.startCognito();
    }
  };
  const runners = Array.from({ length: RUNNERS }, run);
  await Promise.all([write(), kill(), interrupt()]);
  const writtenMs = performance.now() - started;
  let site = await world.site();
  while (site.queue.waiting > 0) {
    await sleep(1000);
    site = await world.site();
  }
  isOver = true;
  await Promise.all(runners);
  t.diagnostic(`${killed} processes killed; written in ${Math.round(writtenMs / 1000)} s, equal after ${Math.round((performance.now() - started) / 1000)} s, ${world.recorder.calls.length} calls`);

  assert.deepEqual(site.refused, []);
  const pool = await world.poolUsers();
  // Who is deleted before the pool has heard of them is never made there.
  const known = logins.filter((login) => login in pool || login in site.users);
  assert.deepEqual(Object.keys(pool).sort(), [...known].sort());
  for (const login of known) {
    const there = pool[login]!;
    const here = site.users[login];
    assert.equal(there.enabled, here !== undefined, login);
    assert.equal(there.status, "CONFIRMED", login);
    if (!here) continue;
    assert.deepEqual(
      { name: there.attributes["given_name"], email: there.attributes["email"], account: there.attributes["custom:account"], groups: there.groups },
      { name: here.name, email: here.email, account: here.id, groups: here.roles.includes("editor") ? ["editors", "staff"] : [] },
      login,
    );
  }

  const nameOfSub = new Map(Object.entries(pool).map(([name, user]) => [user.attributes["sub"], name]));
  const writes = world.recorder.calls.filter(({ operation, status }) => /Create|Update|Set|Disable|Add|Remove/.test(operation) && (status === 200 || status === 0));
  for (const login of known) {
    const own = writes.filter(({ username }) => (nameOfSub.get(username) ?? username) === login);
    const applied = own.filter(({ status }) => status === 200).map(describe);
    const unknown = new Set(own.filter(({ status }) => status === 0).map(describe));
    assert.equal(new Set(applied).size, applied.length, `something was applied twice: ${applied.join(", ")}`);
    const versions = applied.filter((text) => text.startsWith("v")).map((text) => Number(text.slice(1)));
    assert.deepEqual(versions, [...versions].sort(), `out of order: ${applied.join(", ")}`);
    for (let version = 0; version < VERSIONS; version++) {
      if (made.has(`${login} ${version}`)) assert.ok(applied.includes(`v${version}`) || unknown.has(`v${version}`), `${login}: version ${version} is not among ${applied.join(", ")}`);
    }
  }
});

/** The version that a write brings; for others, what can be right only once in this test. */
function describe({ operation, input }: { operation: string; input: Record<string, unknown> }): string {
  const attributes = (input["UserAttributes"] ?? []) as { Name: string; Value: string }[];
  return attributes.find(({ Name }) => Name === "given_name")?.Value ?? `${operation} ${input["GroupName"] ?? ""}`.trim();
}
