import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { type StartOptions, startUserPool, type UserPool } from "./index.ts";
import { call, ok, refused } from "./support/api.ts";
import { PASSWORD, plain, signedIn, withPassword } from "./support/tokens.ts";

function withPool(name: string, options: StartOptions, run: (userPool: UserPool) => Promise<void>): void {
  test(name, async () => {
    const userPool = await startUserPool({ ...plain, ...options });
    userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: "alice@example.com" } });
    try {
      await run(userPool);
    } finally {
      await userPool.close();
    }
  });
}

const unknownUser = (userPool: UserPool) => ({
  AuthFlow: "USER_PASSWORD_AUTH",
  ClientId: userPool.clientId,
  AuthParameters: { USERNAME: "alice", PASSWORD: "wrong" },
});

withPool("a browser may call from any origin, and read the headers AWS exposes", {}, async (userPool) => {
  const preflight = await fetch(userPool.url, {
    method: "OPTIONS",
    headers: {
      origin: "https://shop.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-amz-target",
    },
  });
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "content-type,x-amz-target");
  const { headers } = await call(userPool, "GetUser", {});
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.match(headers.get("access-control-expose-headers") ?? "", /x-amzn-ErrorType/);
  assert.match(headers.get("server") ?? "", /fake/);
});

withPool("tokens verify against the published keys, under the real issuer", {}, async (userPool) => {
  const { AccessToken, IdToken } = await signedIn(userPool, "alice");
  const base = `${userPool.url}/${userPool.poolId}/.well-known`;
  const { keys } = (await (await fetch(`${base}/jwks.json`)).json()) as { keys: (JsonWebKey & { kid: string })[] };
  const discovery = await (await fetch(`${base}/openid-configuration`)).json();
  assert.equal(discovery.issuer, `https://cognito-idp.eu-west-1.amazonaws.com/${userPool.poolId}`);
  const kids = [AccessToken, IdToken].map((token) => {
    const [header = "", payload = "", signature = ""] = token.split(".");
    const { alg, kid } = JSON.parse(Buffer.from(header, "base64url").toString());
    assert.equal(alg, "RS256");
    const jwk = keys.find((key) => key.kid === kid);
    assert.ok(jwk);
    const key = createPublicKey({ key: jwk as never, format: "jwk" });
    assert.ok(verify("sha256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url")));
    return kid;
  });
  assert.notEqual(kids[0], kids[1]);
});

withPool("a planted throttle is told once, before anything happens", {}, async (userPool) => {
  userPool.faults.plant("InitiateAuth", { kind: "throttle" });
  await refused(userPool, "InitiateAuth", unknownUser(userPool), "TooManyRequestsException");
  await signedIn(userPool, "alice");
});

withPool("any error can be planted, as often as wanted", {}, async (userPool) => {
  userPool.faults.plant("*", { kind: "error", type: "InternalErrorException", message: "x", status: 500 }, 2);
  for (const expected of [500, 500, 400]) {
    const { status } = await call(userPool, "InitiateAuth", unknownUser(userPool));
    assert.equal(status, expected);
  }
});

withPool("the connection is cut before an operation, or after it has had its effect", {}, async (userPool) => {
  const input = {
    ClientId: userPool.clientId,
    Username: "bob",
    Password: PASSWORD,
    UserAttributes: [{ Name: "email", Value: "bob@example.com" }],
  };
  userPool.faults.plant("SignUp", { kind: "cut", when: "before" });
  await assert.rejects(call(userPool, "SignUp", input));
  assert.equal(userPool.users.find("bob"), undefined);
  userPool.faults.plant("SignUp", { kind: "cut", when: "after" });
  await assert.rejects(call(userPool, "SignUp", input));
  assert.ok(userPool.users.find("bob"));
});

withPool("replies come late, out of order, edited or as other bytes", {}, async (userPool) => {
  const { AccessToken } = await signedIn(userPool, "alice");
  const order: string[] = [];
  userPool.faults.plant("GetUser", { kind: "overtaken" });
  const slow = ok(userPool, "GetUser", { AccessToken }).then(() => order.push("GetUser"));
  while (userPool.faults.areWaiting) await new Promise((resolve) => setTimeout(resolve, 5));
  await ok(userPool, "ListUserSessions", { AccessToken }).then(() => order.push("ListUserSessions"));
  await slow;
  assert.deepEqual(order, ["ListUserSessions", "GetUser"]);

  userPool.faults.plant("GetUser", { kind: "delay", ms: 120 });
  const started = performance.now();
  await ok(userPool, "GetUser", { AccessToken });
  assert.ok(performance.now() - started >= 110);

  userPool.faults.plant("GetUser", { kind: "tamper", edit: (reply) => void (reply.Username = "mallory") });
  assert.equal((await ok(userPool, "GetUser", { AccessToken })).Username, "mallory");
  userPool.faults.plant("GetUser", { kind: "reply", status: 502, body: '"<html>"' });
  assert.deepEqual((await call(userPool, "GetUser", { AccessToken })).body, "<html>");
});

withPool(
  "errors can have a capital Message and a namespace",
  {
    awkward: { capitalMessage: true, namespacedType: true },
  },
  async (userPool) => {
    const { body } = await call(userPool, "InitiateAuth", unknownUser(userPool));
    assert.match(body.__type, /^[\w.]+#NotAuthorizedException:http/);
    assert.equal(body.Message, "Incorrect username or password.");
    assert.equal(body.message, undefined);
  },
);

withPool("a client with a secret must prove it", { clientSecret: "s".repeat(30) }, async (userPool) => {
  const input = {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: userPool.clientId,
    AuthParameters: { USERNAME: "alice", PASSWORD },
  };
  await refused(userPool, "InitiateAuth", input, "NotAuthorizedException", /SECRET_HASH was not received/);
  const { createSecretHash } = await import("cognito-srp-helper");
  const wrong = { SECRET_HASH: createSecretHash("bob", userPool.clientId, "s".repeat(30)) };
  await refused(
    userPool,
    "InitiateAuth",
    { ...input, AuthParameters: { ...input.AuthParameters, ...wrong } },
    "NotAuthorizedException",
    /Unable to verify secret hash/,
  );
  await withPassword(userPool, "alice", { SECRET_HASH: createSecretHash("alice", userPool.clientId, "s".repeat(30)) });
});

withPool(
  "another process can read the mailbox, add users, plant faults and move the clock; a page cannot",
  {},
  async (userPool) => {
    const post = (path: string, body: object) =>
      fetch(`${userPool.url}/_fake/${path}`, { method: "POST", body: JSON.stringify(body) });
    await post("users", { username: "bob", password: PASSWORD, attributes: { email: "bob@example.com" } });
    await ok(userPool, "ForgotPassword", { ClientId: userPool.clientId, Username: "bob" });
    const mailbox = await fetch(`${userPool.url}/_fake/mailbox`);
    assert.equal(mailbox.headers.get("access-control-allow-origin"), null);
    assert.equal((await mailbox.json())[0].to, "bob@example.com");
    const before = userPool.clock.now();
    await post("clock", { advanceSeconds: 3600 });
    assert.ok(userPool.clock.now() >= before + 3_600_000);
    await post("faults", { operation: "*", fault: { kind: "throttle" } });
    await refused(userPool, "InitiateAuth", unknownUser(userPool), "TooManyRequestsException");
  },
);

test("the command line prints where the pool is, and ends with its input", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", new URL("cli.ts", import.meta.url).pathname]);
  const line = await new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
  const { fake, poolId, url } = JSON.parse(line);
  assert.match(fake, /not Amazon Cognito/);
  assert.equal((await fetch(`${url}/${poolId}/.well-known/jwks.json`)).status, 200);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.stdin.end();
  assert.equal(await ended, 0);
});
