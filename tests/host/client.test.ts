import assert from "node:assert/strict";
import { after, before, beforeEach, test, type TestContext } from "node:test";
import { CoreFlow } from "../../js/core.ts";
import { CognitoClient, isCognipressError, type ClientOptions } from "../../js/index.ts";
import { startUserPool, type UserPool } from "../user-pool/index.ts";
import { rung, wasm } from "./rung.ts";

const JANE = { username: "jane", password: "Correct-Horse-7 é" };

let pool: UserPool;

before(async () => {
  pool = await startUserPool({ requiredAttributes: ["email"] });
  pool.addUser({ ...JANE, attributes: { email: "jane@example.com" } });
});
beforeEach(() => pool.faults.clear());
after(() => pool.close());

function newClient(options: Partial<ClientOptions> = {}): CognitoClient {
  const { poolId: userPoolId, clientId, url: endpoint } = pool;
  return new CognitoClient({ userPoolId, clientId, endpoint, wasm, timeoutMs: 60_000, ...options });
}

/** A client whose requests are written down. */
function recordedClient(options: Partial<ClientOptions> = {}) {
  const sent: { operation: string; body: Record<string, any> }[] = [];
  const client = newClient({
    fetch: (url, init) => {
      const target = new Headers(init!.headers).get("x-amz-target")!;
      sent.push({ operation: target.split(".")[1]!, body: JSON.parse(String(init!.body)) });
      return fetch(url, init);
    },
    ...options,
  });
  return { client, sent, operations: () => sent.map(({ operation }) => operation) };
}

/** A user whose password an administrator has set. */
let temporaryUsers = 0;
function newTemporaryUser(attributes: Record<string, string> = { email: "new@example.com" }) {
  const credentials = { username: `temporary${++temporaryUsers}`, password: "Temporary-7" };
  pool.addUser({ ...credentials, attributes, status: "FORCE_CHANGE_PASSWORD" });
  return credentials;
}

// Stands first: the wasm is loaded once for the whole process.
if (rung !== "script") {
  test("a sign-in that is ended while the wasm is on its way does not wait for it", async () => {
    const controller = new AbortController();
    const client = newClient({ wasm: { ...wasm, signIn: { simd: "", baseline: "" } }, fetch: () => new Promise(() => {}), timeoutMs: 500 });
    const waiting = client.signIn({ ...JANE, signal: controller.signal });
    controller.abort();
    await assert.rejects(waiting, { code: "Aborted" });
    await assert.rejects(client.prepare(), { code: "WasmUnavailable" });
  });
}

test("signs in with two requests", async () => {
  const { client, operations } = recordedClient();
  const result = await client.signIn(JANE);
  assert.equal(result.kind, "signed-in");
  assert.deepEqual(operations(), ["InitiateAuth", "RespondToAuthChallenge"]);

  const session = client.currentSession()!;
  assert.equal(session.unverifiedClaims["cognito:username"], "jane");
  assert.equal(session.idToken.split(".").length, 3);
  assert.ok(Math.abs(session.expiresAtMs - Date.now() - 3_600_000) < 60_000);
});

test("the refresh token is never handed out", async () => {
  const client = newClient();
  const result = await client.signIn(JANE);
  assert.ok(!("refreshToken" in client.currentSession()!));
  assert.ok(result.kind === "signed-in" && !("refreshToken" in result.session));
});

test("the user name is trimmed, the password is not", async () => {
  const client = newClient();
  assert.equal((await client.signIn({ ...JANE, username: " jane " })).kind, "signed-in");
  await assert.rejects(client.signIn({ ...JANE, password: `${JANE.password} ` }), { code: "NotAuthorized" });
});

test("a wrong password and an unknown user get the same words", async () => {
  const client = newClient();
  for (const username of ["jane", "nobody"]) {
    const error: unknown = await client.signIn({ username, password: "wrong" }).catch((error: unknown) => error);
    assert.ok(error instanceof Error && isCognipressError(error));
    assert.equal(error.name, "CognipressError");
    assert.equal(error.messageKey, "incorrect-credentials");
  }
  assert.equal(client.currentSession(), null);
});

test("an empty user name or password fails before anything is sent", async () => {
  const { client, sent } = recordedClient();
  await assert.rejects(client.signIn({ ...JANE, username: " " }), { code: "InvalidUsername" });
  await assert.rejects(client.signIn({ ...JANE, password: "" }), { code: "InvalidPasswordInput" });
  assert.deepEqual(sent, []);
});

test("a user pool id that cannot be one is refused while preparing", async () => {
  await assert.rejects(newClient({ userPoolId: "nonsense" }).prepare(), { code: "InvalidUserPoolId" });
});

test("throttling, an outage and a reply that is no JSON are told apart", async () => {
  const client = newClient();
  pool.faults.plant("InitiateAuth", { kind: "throttle" }, 3);
  await assert.rejects(client.signIn(JANE), { code: "TooManyRequests", messageKey: "throttled" });
  pool.faults.plant("RespondToAuthChallenge", { kind: "cut", when: "before" });
  await assert.rejects(client.signIn(JANE), { code: "Offline", messageKey: "offline" });
  pool.faults.plant("InitiateAuth", { kind: "reply", status: 200, body: "<html>" });
  await assert.rejects(client.signIn(JANE), { code: "InvalidReply" });
  pool.faults.plant("InitiateAuth", { kind: "reply", status: 200, body: " ".repeat(300_000) });
  await assert.rejects(client.signIn(JANE), { code: "InvalidReply" });
  assert.equal((await client.signIn(JANE)).kind, "signed-in");
});

test("every sign-in has an ephemeral of its own, made ahead of the next one", async (t) => {
  const random = t.mock.method(crypto, "getRandomValues");
  const { client, sent } = recordedClient();
  await client.prepare();
  await client.prepare();
  assert.equal(random.mock.callCount(), 1);
  await assert.rejects(client.signIn({ ...JANE, password: "wrong" }));
  assert.equal(random.mock.callCount(), 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(random.mock.callCount(), 2);
  await client.signIn(JANE);
  assert.equal(random.mock.callCount(), 2);
  await client.signIn(JANE);
  const publicKeys = sent.filter((each) => each.operation === "InitiateAuth").map((each) => each.body["AuthParameters"].SRP_A);
  assert.equal(new Set(publicKeys).size, 3);
});

test("sign-ins may overlap", async () => {
  const client = newClient();
  pool.faults.plant("InitiateAuth", { kind: "overtaken" });
  const results = await Promise.all([client.signIn(JANE), client.signIn(JANE), client.signIn(JANE)]);
  assert.deepEqual(results.map(({ kind }) => kind), ["signed-in", "signed-in", "signed-in"]);
});

test("without random numbers there is no sign-in", async (t) => {
  t.mock.method(crypto, "getRandomValues", () => {
    throw new Error("no entropy");
  });
  const { client, sent } = recordedClient();
  await assert.rejects(client.signIn(JANE), { code: "RandomUnavailable" });
  assert.deepEqual(sent, []);
});

test("a password crosses as bytes, which are wiped at once", async (t) => {
  const encoded: [string, Uint8Array][] = [];
  const encode = TextEncoder.prototype.encode;
  t.mock.method(TextEncoder.prototype, "encode", function (this: TextEncoder, text: string) {
    const bytes = encode.call(this, text);
    if (!text.includes("ClientId")) encoded.push([text, bytes]); // what goes out is fetch's own
    return bytes;
  });
  const client = newClient();
  await assert.rejects(client.signIn({ username: "", password: "refused" }));
  const temporary = newTemporaryUser();
  await client.signIn(temporary);
  await client.respondToChallenge({ name: "NEW_PASSWORD_REQUIRED", newPassword: "Now-My-Own-7" });
  for (const password of ["refused", temporary.password, "Now-My-Own-7"]) {
    const copies = encoded.filter(([text]) => text.includes(password));
    assert.ok(copies.length > 0, password);
    for (const [, bytes] of copies) assert.ok(bytes.every((byte) => byte === 0), password);
  }
});

test("a new password that the pool refuses can be given once more", async () => {
  const client = newClient();
  const temporary = newTemporaryUser({});
  const result = await client.signIn(temporary);
  assert.ok(result.kind === "challenge");
  assert.deepEqual(result.challenge, { name: "NEW_PASSWORD_REQUIRED", requiredAttributes: ["email"], attributes: {} });
  assert.ok(Math.abs(result.expiresAtMs - Date.now() - 180_000) < 60_000);
  assert.equal(client.currentSession(), null);

  const answer = { name: "NEW_PASSWORD_REQUIRED", attributes: { email: "new@example.com" } } as const;
  await assert.rejects(client.respondToChallenge({ ...answer, newPassword: "short" }), {
    code: "InvalidPassword",
    messageKey: "new-password-refused",
  });
  await assert.rejects(client.respondToChallenge({ ...answer, attributes: {}, newPassword: "Now-My-Own-7" } as never), {
    code: "InvalidAnswer",
  });
  assert.equal((await client.respondToChallenge({ ...answer, newPassword: "Now-My-Own-7" })).kind, "signed-in");
  assert.equal(client.currentSession()!.unverifiedClaims["email"], "new@example.com");
  await assert.rejects(client.respondToChallenge({ ...answer, newPassword: "Once-More-7" }), { code: "FlowOver" });
});

test("an answer that got lost on the way can be given once more", async () => {
  const client = newClient();
  await client.signIn(newTemporaryUser());
  const answer = { name: "NEW_PASSWORD_REQUIRED", newPassword: "Now-My-Own-7" } as const;
  pool.faults.plant("RespondToAuthChallenge", { kind: "cut", when: "before" });
  await assert.rejects(client.respondToChallenge(answer), { code: "Offline" });
  assert.equal((await client.respondToChallenge(answer)).kind, "signed-in");
});

test("a challenge is forgotten by the next sign-in and by signing out", async () => {
  const client = newClient();
  const answer = { name: "NEW_PASSWORD_REQUIRED", newPassword: "Now-My-Own-7" } as const;
  for (const forget of [() => client.signIn(JANE), () => client.signOut()]) {
    await client.signIn(newTemporaryUser());
    await forget();
    await assert.rejects(client.respondToChallenge(answer), { code: "FlowOver" });
  }
});

test("whatever the end, the core's memory is given back", async (t) => {
  const count = countLive(t);
  const client = newClient();
  const controller = new AbortController();

  await client.signIn(JANE);
  assert.equal(count(), 0, "after success");

  pool.faults.plant("RespondToAuthChallenge", { kind: "delay", ms: 500 });
  const waiting = client.signIn({ ...JANE, signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  await assert.rejects(waiting, { code: "Aborted" });
  assert.equal(count(), 0, "after an abort in the middle");

  await client.signIn(newTemporaryUser());
  await assert.rejects(
    client.respondToChallenge({ name: "NEW_PASSWORD_REQUIRED", newPassword: "x" }, { signal: AbortSignal.abort() }),
    { code: "Aborted" },
  );
  assert.equal(count(), 0, "after an abort while answering");
});

test("signing out revokes the refresh token", async () => {
  const { client, operations } = recordedClient();
  await client.signIn(JANE);
  await client.signOut();
  assert.equal(client.currentSession(), null);
  assert.equal(operations().at(-1), "RevokeToken");
  const sentBefore = operations().length;
  await client.signOut();
  assert.equal(operations().length, sentBefore, "there is nothing left to revoke");
});

test("signing out forgets the tokens even where Cognito cannot be reached", async () => {
  const client = newClient();
  await client.signIn(JANE);
  pool.faults.plant("RevokeToken", { kind: "cut", when: "before" });
  await assert.rejects(client.signOut(), { code: "Offline" });
  assert.equal(client.currentSession(), null);

  await client.signIn(JANE);
  pool.faults.plant("RevokeToken", { kind: "throttle" }, 3);
  await assert.rejects(client.signOut(), { code: "TooManyRequests" });
  assert.equal(client.currentSession(), null);
});

/** Counts the core's flows that were made and not freed, but for the one that waits for the next sign-in. */
function countLive(t: TestContext): () => number {
  const live = new Set<CoreFlow>();
  const waiting = new Set<CoreFlow>();
  const create = CoreFlow.create;
  t.mock.method(CoreFlow, "create", async (...args: Parameters<typeof create>) => {
    const flow = await create.apply(CoreFlow, args);
    live.add(flow);
    if (args[1] === "sign_in") waiting.add(flow);
    return flow;
  });
  const call = CoreFlow.prototype.call;
  t.mock.method(CoreFlow.prototype, "call", function (this: CoreFlow, ...args: Parameters<typeof call>) {
    waiting.delete(this);
    return call.apply(this, args);
  });
  const free = CoreFlow.prototype.free;
  t.mock.method(CoreFlow.prototype, "free", function (this: CoreFlow) {
    free.call(this);
    live.delete(this);
    waiting.delete(this);
  });
  return () => live.size - waiting.size;
}
