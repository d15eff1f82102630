/** What lies where: in memory, in IndexedDB, in a worker, and what other libraries have left. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { test } from "node:test";
import { JANE, newSite, type Site } from "./harness/site.ts";

/** Everything that storage holds, as one text: a secret that is in it can be found. */
const stored = (site: Site) =>
  site.run(async () => {
    const entries: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name!);
        opening.onsuccess = () => resolve(opening.result);
      });
      for (const table of database.objectStoreNames) {
        const all = database.transaction(table).objectStore(table).getAll();
        await new Promise((resolve) => (all.onsuccess = resolve));
        for (const { data } of all.result) entries.push(data ? new TextDecoder("latin1").decode(data) : "no data");
      }
      database.close();
    }
    return JSON.stringify(entries);
  });

/** The refresh tokens that a pool gives out from now on. */
function refreshTokensOf({ pool: { pool } }: Site): string[] {
  const issued: string[] = [];
  const start = pool.tokens.start.bind(pool.tokens);
  pool.tokens.start = (...session) => {
    const result = start(...session);
    issued.push(result.RefreshToken!);
    return result;
  };
  return issued;
}

test("in memory: nothing is stored, and a reload ends the session", async (t) => {
  const site = await newSite(t);
  await site.open();
  await site.run((page, credentials) => page.newClient().signIn(credentials), JANE);
  const all = await stored(site);
  assert.doesNotMatch(all, /ey[A-Z]/);
  await site.browser.navigate().refresh();
  await site.browser.wait(() => site.browser.executeScript("return window.page !== undefined"), 20_000);
  assert.equal(await site.run((page) => page.newClient().getSession()), null);
});

test("the user's choice at the sign-in is where the session is, through refreshes and reloads", async (t) => {
  const site = await newSite(t);
  await site.open();
  for (const remember of [true, false]) {
    const places = await site.run(
      async ({ newClient, session }, credentials, remember) => {
        const store = new session.ChoiceStore(localStorage, sessionStorage);
        store.remember = remember;
        await newClient(store).signIn(credentials);
        // As after a reload, where nobody chooses.
        await newClient(new session.ChoiceStore(localStorage, sessionStorage)).getSession({ refresh: true });
        return [localStorage, sessionStorage].map(({ length }) => length);
      },
      JANE,
      remember,
    );
    assert.deepEqual(places, remember ? [1, 0] : [0, 1]);
  }
});

test("encrypted: a reload finds the session, the disk shows none, and the key cannot be read out", async (t) => {
  const site = await newSite(t);
  const issued = refreshTokensOf(site);
  await site.open();
  const before = await site.run(async (page, credentials) => {
    const client = page.newClient(page.session.encryptedStore());
    await client.signIn(credentials);
    return client.currentSession()!.accessToken;
  }, JANE);
  await delay(300);
  const all = await stored(site);
  assert.match(all, /no data/, "the key is there");
  assert.doesNotMatch(all, /eyJ[\w-]+\.[\w-]/); // Encrypted bytes have three letters by chance.
  for (const token of [before, issued[0]!]) assert.ok(!all.includes(token));
  const refused = await site.run(async () => {
    const opening = indexedDB.open("cognipress");
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const get = opening.result.transaction("sessions").objectStore("sessions").get("key");
    await new Promise((resolve) => (get.onsuccess = resolve));
    opening.result.close();
    return crypto.subtle.exportKey("raw", get.result).then(() => "exported", (error) => error.name as string);
  });
  assert.equal(refused, "InvalidAccessError");

  await site.browser.navigate().refresh();
  await site.browser.wait(() => site.browser.executeScript("return window.page !== undefined"), 20_000);
  const found = await site.run((page) => page.newClient(page.session.encryptedStore()).getSession());
  assert.equal(found!.accessToken, before);
  assert.ok(await site.run((page) => page.client.getSession({ refresh: true })));
  await site.run((page) => page.client.signOut());
  assert.equal(await site.run((page) => page.client.getSession()), null);
});

test("encrypted: an entry that was put in another's place, or changed, is none", async (t) => {
  const site = await newSite(t);
  await site.open();
  const read = await site.run(async (page) => {
    const store = page.session.encryptedStore();
    await store.setItem("a", "text of a");
    const opening = indexedDB.open("cognipress");
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const table = () => opening.result.transaction("sessions", "readwrite").objectStore("sessions");
    const get = table().get("a");
    await new Promise((resolve) => (get.onsuccess = resolve));
    const { iv, data } = get.result as { iv: Uint8Array; data: ArrayBuffer };
    const changed = data.slice();
    new Uint8Array(changed)[0]! ^= 1;
    table().put({ iv, data }, "b");
    const last = table().put({ iv, data: changed }, "c");
    await new Promise((resolve) => (last.onsuccess = resolve));
    opening.result.close();
    return [await store.getItem("a"), await store.getItem("b"), await store.getItem("c"), await store.getItem("d")];
  });
  assert.deepEqual(read, ["text of a", null, null, null]);
});

test("in a worker: the page has a session that stays alive, and never sees the refresh token", async (t) => {
  const site = await newSite(t);
  const issued = refreshTokensOf(site);
  const refresh = site.pool.pool.tokens.refresh.bind(site.pool.pool.tokens);
  site.pool.pool.tokens.refresh = (...args) => {
    const result = refresh(...args);
    issued.push(result.RefreshToken!);
    return result;
  };
  await site.open();
  const seen = await site.run(async (page, credentials) => {
    const seen: unknown[] = [];
    // What a hostile script can do once it is in the page: listen to every message and every request.
    const { postMessage, addEventListener } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
      seen.push(args);
      return postMessage.apply(this, args as never);
    };
    Worker.prototype.addEventListener = function (this: Worker, ...args: unknown[]) {
      addEventListener.call(this, "message", (event) => seen.push((event as MessageEvent).data));
      return addEventListener.apply(this, args as never);
    };
    const fetch = window.fetch;
    window.fetch = (...args) => {
      seen.push(args);
      return fetch(...args);
    };
    const client = await page.newWorkerClient();
    await client.prepare();
    const changes: unknown[] = [];
    client.onSessionChange((change) => changes.push(change));
    const result = await client.signIn(credentials);
    const first = client.currentSession()!.accessToken;
    const second = (await client.getSession({ refresh: true }))!.accessToken;
    const user = await client.account({ operation: "GetUser" });
    return JSON.stringify({ seen, result, changes, isNew: first !== second, user });
  }, JANE);
  assert.equal(JSON.parse(seen).isNew, true);
  assert.equal(JSON.parse(seen).user.username, "jane");
  assert.equal(issued.length, 2);
  for (const token of issued) assert.ok(!seen.includes(token), "a refresh token crossed into the page");
  const all = await stored(site);
  for (const token of issued) assert.ok(!all.includes(token));

  const codes = await site.run(async ({ worker }) => {
    const code = (promise: Promise<unknown>) => promise.then(() => "done", (error) => String(error.code));
    const controller = new AbortController();
    const aborted = code(worker.getSession({ refresh: true, signal: controller.signal }));
    controller.abort();
    const codes = [await aborted, await code(worker.signIn({ username: "jane", password: "wrong" }))];
    const signOut = code(worker.signOut());
    return [...codes, await signOut, worker.currentSession()];
  });
  assert.deepEqual(codes, ["Aborted", "NotAuthorized", "done", null]);
});

test("a page cannot have the worker do what is not meant for it", async (t) => {
  const site = await newSite(t);
  await site.open();
  const answer = await site.run(async (page) => {
    await page.newWorkerClient();
    const worker = new Worker("/worker/script.js", { type: "module" });
    worker.postMessage({ kind: "start", options: { userPoolId: "eu-west-1_Ab12Cd34E", clientId: "client" } });
    const answers: string[] = [];
    for (const [id, method] of ["constructor", "__proto__", "resumeSession", "onSessionChange"].entries()) {
      const answered = new Promise<MessageEvent>((resolve) => (worker.onmessage = resolve));
      worker.postMessage({ kind: "call", id, method, args: [] });
      answers.push((await answered).data.error.code);
    }
    worker.terminate();
    return answers;
  });
  assert.deepEqual(answer, ["InvalidCommand", "InvalidCommand", "InvalidCommand", "InvalidCommand"]);
});

for (const peer of ["amplify", "identity-js"]) {
  test(`a session of ${peer} comes over, is refreshed, and leaves nothing behind`, async (t) => {
    const site = await newSite(t);
    await site.open();
    const moved = await site.run(
      async (page, credentials, script) => {
        const { signIn } = await import(script);
        await signIn({ ...page.config, ...credentials });
        const before = Object.keys(localStorage).length;
        const client = page.newClient();
        const session = await page.session.importSession(client, page.config.clientId);
        return {
          before,
          name: session!.unverifiedClaims["cognito:username"],
          left: Object.keys(localStorage),
          again: (await page.session.importSession(client, page.config.clientId))!.accessToken === session!.accessToken,
        };
      },
      JANE,
      `/peers/${peer}.js`,
    );
    assert.ok(moved.before >= 4);
    assert.deepEqual([moved.name, moved.left, moved.again], ["jane", [], true]);
    assert.equal(site.refreshes(), 1);
    assert.ok(await site.run((page) => page.client.account({ operation: "GetUser" })));
  });

  test(`a session of ${peer} that was revoked is none`, async (t) => {
    const site = await newSite(t);
    await site.open();
    await site.run(
      async (page, credentials, script) => {
        const { signIn } = await import(script);
        await signIn({ ...page.config, ...credentials });
      },
      JANE,
      `/peers/${peer}.js`,
    );
    site.pool.pool.tokens.revokeAll(site.pool.users.find("jane")!);
    const moving = site.run((page) => page.session.importSession(page.newClient(), page.config.clientId));
    await assert.rejects(moving, /RefreshTokenRevoked/);
    assert.equal(await site.run((page) => page.client.getSession()), null);
  });
}
