import assert from "node:assert/strict";
import { after, before, beforeEach, test, type TestContext } from "node:test";
import { CognitoClient, isCognipressError, type ClientOptions } from "../../js/index.ts";
import { startUserPool, type UserPool } from "../user-pool/index.ts";
import { wasmFile } from "./wasm-files.ts";

const JANE = { username: "jane", password: "Correct-Horse-7 é" };
const wasm = {
  signIn: new WebAssembly.Module(wasmFile("cognipress")),
  full: new WebAssembly.Module(wasmFile("cognipress-full")),
};

let pool: UserPool;
before(async () => {
  pool = await startUserPool();
  pool.addUser({ ...JANE, attributes: { email: "jane@example.com" } });
});
beforeEach(() => pool.faults.clear());
after(() => pool.close());

function newClient(options: Partial<ClientOptions> = {}) {
  const sent: { operation: string; headers: Headers; body: Record<string, any> }[] = [];
  const { poolId: userPoolId, clientId, url: endpoint } = pool;
  const recorded: typeof fetch = (url, init) => {
    const headers = new Headers(init!.headers);
    sent.push({ operation: headers.get("x-amz-target")!.split(".")[1]!, headers, body: JSON.parse(String(init!.body)) });
    return fetch(url, init);
  };
  return { client: new CognitoClient({ userPoolId, clientId, endpoint, wasm, fetch: recorded, ...options }), sent };
}

/** Cognito's script for threat protection, as it stands in a page. */
function addSecurityScript(t: TestContext): void {
  globalThis.AmazonCognitoAdvancedSecurityData = {
    getData: (username, userPoolId, clientId) => `${username} of ${userPoolId} at ${clientId}`,
  };
  t.after(() => (globalThis.AmazonCognitoAdvancedSecurityData = undefined));
}

test("what the page's script for threat protection tells goes along with every request of a sign-in", async (t) => {
  addSecurityScript(t);
  const { client, sent } = newClient();
  await client.signIn({ ...JANE, username: " jane " });
  assert.deepEqual(sent.map(({ operation }) => operation), ["InitiateAuth", "RespondToAuthChallenge"]);
  for (const { body } of sent) {
    assert.deepEqual(body["UserContextData"], { EncodedData: `jane of ${pool.poolId} at ${pool.clientId}` });
  }
});

test("without that script nothing of the kind is sent, and the small program does", async () => {
  const { client, sent } = newClient({ wasm: { ...wasm, full: undefined as never } });
  await client.signIn(JANE);
  assert.ok(sent.every(({ body }) => !("UserContextData" in body) && !("ClientMetadata" in body)));
});

test("metadata for the pool's triggers are asked anew for each sign-in", async () => {
  let asked = 0;
  const { client, sent } = newClient({ clientMetadata: async () => ({ asked: String(++asked) }) });
  await client.signIn(JANE);
  await client.signIn(JANE);
  assert.deepEqual(sent.map(({ body }) => body["ClientMetadata"]["asked"]), ["1", "1", "2", "2"]);
});

test("operations take along as much as the service lets them", async (t) => {
  addSecurityScript(t);
  const { client, sent } = newClient({ clientMetadata: () => ({ site: "shop" }) });
  await client.signIn(JANE);
  sent.length = 0;
  await client.account({ operation: "ForgotPassword", username: JANE.username });
  await client.account({ operation: "ForgotPassword", username: JANE.username, clientMetadata: { own: "yes" } });
  await client.account({ operation: "UpdateUserAttributes", userAttributes: { name: "Jane" } });
  await client.account({ operation: "GetUser" });
  const encoded = { EncodedData: `jane of ${pool.poolId} at ${pool.clientId}` };
  assert.deepEqual(
    sent.map(({ body: { ClientMetadata, UserContextData } }) => [ClientMetadata, UserContextData]),
    [
      [{ site: "shop" }, encoded],
      [{ own: "yes" }, encoded],
      [{ site: "shop" }, undefined],
      [undefined, undefined],
    ],
  );
});

test("headers are asked anew for every request", async () => {
  let asked = 0;
  const { client, sent } = newClient({ headers: async () => ({ "x-aws-waf-token": `token ${++asked}` }) });
  await client.signIn(JANE);
  assert.deepEqual(sent.map(({ headers }) => headers.get("x-aws-waf-token")), ["token 1", "token 2"]);
  assert.ok(sent.every(({ headers }) => headers.get("content-type") === "application/x-amz-json-1.1"));
});

test("a page that never gives its metadata or its headers is not waited for", async () => {
  const never = () => new Promise<never>(() => {});
  for (const hook of ["clientMetadata", "headers"]) {
    const { client, sent } = newClient({ [hook]: never, timeoutMs: 50 });
    const isTimeout = (error: unknown) => isCognipressError(error) && error.code === "Timeout";
    await assert.rejects(client.signIn(JANE), isTimeout, hook);
    assert.equal(sent.length, 0);
  }
});

test("a throttled request is sent again, with its Session, for it has spent none", async () => {
  const { client, sent } = newClient();
  pool.faults.plant("RespondToAuthChallenge", { kind: "throttle" }, 2);
  assert.equal((await client.signIn(JANE)).kind, "signed-in");
  assert.deepEqual(
    sent.map(({ operation }) => operation),
    ["InitiateAuth", "RespondToAuthChallenge", "RespondToAuthChallenge", "RespondToAuthChallenge"],
  );
  assert.deepEqual(sent[1]!.body, sent[3]!.body);
});

test("it is sent three times at most", async () => {
  const { client, sent } = newClient();
  pool.faults.plant("InitiateAuth", { kind: "throttle" }, 4);
  await assert.rejects(client.signIn(JANE), { code: "TooManyRequests" });
  assert.equal(sent.length, 3);
});

test("what may have taken effect is not sent again", async () => {
  for (const fault of [
    { kind: "cut", when: "after" },
    { kind: "error", type: "InternalErrorException", message: "", status: 500 },
  ] as const) {
    const { client, sent } = newClient();
    pool.faults.plant("RespondToAuthChallenge", fault);
    await assert.rejects(client.signIn(JANE));
    assert.equal(sent.length, 2, fault.kind);
  }
});
