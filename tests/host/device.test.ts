import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { SignInFlow, type Outcome } from "../../js/sign-in.ts";
import { startUserPool, type UserPool } from "../user-pool/index.ts";
import { wasm } from "./rung.ts";

const JANE = { username: "jane", password: "Correct-Horse-7 é" };

const EMAIL = "jane@example.org";

let pool: UserPool;

before(async () => {
  Object.defineProperty(globalThis, "navigator", { value: { userAgent: "a test" }, configurable: true });
  pool = await startUserPool({ devices: "OPT_IN", aliasAttributes: ["email"] });
  pool.addUser({ ...JANE, attributes: { email: EMAIL } });
});
after(() => pool.close());

/** A browser with an empty storage, and what its sign-ins send. */
function newBrowser(t: TestContext) {
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  Object.defineProperty(globalThis, "localStorage", { value: localStorage, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, "localStorage"));
  const sent: string[] = [];
  const recorded: typeof fetch = (url, init) => {
    sent.push(new Headers(init!.headers).get("x-amz-target")!.split(".")[1]!);
    return fetch(url, init);
  };
  const { poolId: userPoolId, clientId, url: endpoint } = pool;
  const flow = new SignInFlow({ userPoolId, clientId, endpoint, wasm, fetch: recorded });
  return { flow, kept, sent };
}

function tokensOf(outcome: Outcome) {
  assert.ok(outcome.kind === "signed-in");
  return outcome.tokens;
}

test("a device that is new is confirmed, remembered, and proven from then on", async (t) => {
  const { flow, kept, sent } = newBrowser(t);
  const tokens = tokensOf(await flow.start(" jane ", JANE.password));
  assert.ok(tokens.newDevice);
  const choose = await flow.confirmDevice(tokens);
  await choose!(true);
  assert.deepEqual(sent.splice(0), ["InitiateAuth", "RespondToAuthChallenge", "ConfirmDevice", "UpdateDeviceStatus"]);
  assert.equal(kept.size, 1);

  const again = tokensOf(await flow.start(JANE.username, JANE.password));
  assert.equal(again.newDevice, undefined);
  assert.equal(await flow.confirmDevice(again), undefined, "what was answered is not asked again");
  const respond = "RespondToAuthChallenge";
  assert.deepEqual(sent, ["InitiateAuth", respond, respond, respond], "password, device, device's proof");
});

test("a device that the user does not want remembered is confirmed and no more", async (t) => {
  const { flow, sent } = newBrowser(t);
  const choose = await flow.confirmDevice(tokensOf(await flow.start(JANE.username, JANE.password)));
  await choose!(false);
  assert.equal(sent.at(-1), "ConfirmDevice");
  assert.equal(await flow.confirmDevice(tokensOf(await flow.start(JANE.username, JANE.password))), undefined);
});

test("what the user has not said yet they can say after the next sign-in", async (t) => {
  const { flow, sent } = newBrowser(t);
  await flow.confirmDevice(tokensOf(await flow.start(JANE.username, JANE.password)));
  const choose = await flow.confirmDevice(tokensOf(await flow.start(JANE.username, JANE.password)));
  await choose!(true);
  assert.deepEqual(sent.slice(-1), ["UpdateDeviceStatus"]);
  assert.equal(sent.filter((name) => name === "ConfirmDevice").length, 1);
});

test("a device that Cognito could not be told of is not kept", async (t) => {
  const { flow, kept } = newBrowser(t);
  const tokens = tokensOf(await flow.start(JANE.username, JANE.password));
  pool.faults.plant("ConfirmDevice", { kind: "error", type: "InternalErrorException", message: "", status: 500 });
  await assert.rejects(flow.confirmDevice(tokens), { code: "InternalError" });
  assert.equal(kept.size, 0);
});

test("a device that Cognito has forgotten is dropped, and the sign-in goes on", async (t) => {
  const { flow, kept } = newBrowser(t);
  const tokens = tokensOf(await flow.start(JANE.username, JANE.password));
  await flow.confirmDevice(tokens);
  const forget = { AccessToken: tokens.accessToken, DeviceKey: tokens.newDevice!.key };
  const reply = await fetch(pool.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.ForgetDevice",
    },
    body: JSON.stringify(forget),
  });
  assert.equal(reply.status, 200);
  assert.ok(tokensOf(await flow.start(JANE.username, JANE.password)).newDevice);
  assert.equal(kept.size, 0);
});

test("a user who comes by another name has no second device", async (t) => {
  const { flow, kept, sent } = newBrowser(t);
  const devices = pool.users.find(JANE.username)!.devices;
  devices.clear();
  await (await flow.confirmDevice(tokensOf(await flow.start(JANE.username, JANE.password))))!(true);
  assert.equal(await flow.confirmDevice(tokensOf(await flow.start(EMAIL, JANE.password))), undefined);
  assert.equal([...devices.values()].filter(({ confirmed }) => confirmed).length, 1);
  assert.equal(new Set(kept.values()).size, 1);
  sent.length = 0;
  assert.equal(tokensOf(await flow.start(EMAIL, JANE.password)).newDevice, undefined);
  assert.equal(sent.length, 4, "by that name, too, the device is proven");

  devices.clear();
  const choose = await flow.confirmDevice(tokensOf(await flow.start(EMAIL, JANE.password)));
  assert.ok(choose, "what Cognito has forgotten is not taken for this device");
});

test("without a storage every sign-in is that of a new device", async () => {
  const { poolId: userPoolId, clientId, url: endpoint } = pool;
  const flow = new SignInFlow({ userPoolId, clientId, endpoint, wasm });
  const tokens = tokensOf(await flow.start(JANE.username, JANE.password));
  await flow.confirmDevice(tokens);
  assert.ok(tokensOf(await flow.start(JANE.username, JANE.password)).newDevice);
});
