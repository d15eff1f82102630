/** One session in many tabs of a real browser. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { test } from "node:test";
import { JANE, newSite, type Site } from "./harness/site.ts";

/** Opens tabs that share one session in localStorage. */
async function openTabs(site: Site, count: number, options: { withoutLocks?: boolean } = {}): Promise<string[]> {
  for (let tab = 0; tab < count; tab++) {
    await site.open(options);
    await site.run(async (page, credentials, isFirst) => {
      const client = page.newClient(localStorage);
      if (isFirst) await client.signIn(credentials);
      await client.getSession();
      page.requests = 0;
    }, JANE, tab === 0);
  }
  return site.browser.getAllWindowHandles();
}

const inEach = async <Result>(site: Site, tabs: readonly string[], work: () => Promise<Result>): Promise<Result[]> => {
  const results: Result[] = [];
  for (const tab of tabs) {
    await site.browser.switchTo().window(tab);
    results.push(await work());
  }
  return results;
};

/** Asks for new tokens without waiting for them. */
const begin = (site: Site) =>
  site.run((page) => {
    page.outcome = undefined;
    page.client.getSession({ refresh: true }).then(
      (session) => (page.outcome = session?.accessToken ?? "nobody"),
      (error) => (page.outcome = String(error.code)),
    );
  });

async function outcomeIn(site: Site): Promise<string> {
  await site.browser.wait(() => site.run((page) => page.outcome !== undefined), 30_000);
  return site.run((page) => page.outcome!);
}

for (const { how, withoutLocks, count } of [
  { how: "by Web Locks", withoutLocks: false, count: 20 },
  { how: "by a lease, without Web Locks", withoutLocks: true, count: 6 },
]) {
  test(`${count} tabs make one refresh, ${how}`, async (t) => {
    const site = await newSite(t);
    const tabs = await openTabs(site, count, { withoutLocks });
    // Long enough for the last tab to ask while the first one waits.
    site.pool.faults.plant("GetTokensFromRefreshToken", { kind: "delay", ms: 4000 });
    await inEach(site, tabs, () => begin(site));
    const tokens = await inEach(site, tabs, () => outcomeIn(site));
    assert.equal(new Set(tokens).size, 1, tokens.join("\n").slice(0, 2000));
    assert.match(tokens[0]!, /^ey/);
    assert.equal(site.refreshes(), 1);
  });

  test(`a tab that is closed while it refreshes costs one refresh more, ${how}`, async (t) => {
    const site = await newSite(t, { rotation: { graceSeconds: 60 } });
    const tabs = await openTabs(site, 4, { withoutLocks });
    site.pool.faults.plant("GetTokensFromRefreshToken", { kind: "delay", ms: 10_000 });
    await inEach(site, tabs, () => begin(site));
    await delay(500);
    const requests = await inEach(site, tabs, () => site.run((page) => page.requests));
    assert.equal(requests.reduce((sum, count) => sum + count), 1);
    const leader = tabs[requests.indexOf(1)]!;
    await site.browser.switchTo().window(leader);
    await site.browser.close();
    const others = tabs.filter((tab) => tab !== leader);
    const tokens = await inEach(site, others, () => outcomeIn(site));
    assert.equal(new Set(tokens).size, 1);
    assert.match(tokens[0]!, /^ey/);
    assert.equal(site.refreshes(), 2);
  });
}

test("a sign-out in one tab is one in all", async (t) => {
  const site = await newSite(t);
  const tabs = await openTabs(site, 3);
  await site.run((page) => page.client.signOut());
  await delay(200);
  assert.deepEqual(await inEach(site, tabs, () => site.run((page) => page.client.currentSession())), [null, null, null]);
  assert.deepEqual(await site.run(() => Object.keys(localStorage)), []);
});
