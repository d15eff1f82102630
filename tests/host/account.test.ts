import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CognitoClient } from "../../js/index.ts";
import { startUserPool, type UserPool } from "../user-pool/index.ts";
import { wasm } from "./rung.ts";

const JANE = { username: "jane", password: "Correct-Horse-7 é" };

let pool: UserPool;

before(async () => {
  pool = await startUserPool({});
  pool.addUser({ ...JANE, attributes: { email: "jane@example.com" } });
});
after(() => pool.close());

function newClient(): CognitoClient {
  const { poolId: userPoolId, clientId, url: endpoint } = pool;
  return new CognitoClient({ userPoolId, clientId, endpoint, wasm });
}

test("an operation goes out with the session's access token", async () => {
  const client = newClient();
  await client.signIn(JANE);
  const user = await client.account({ operation: "GetUser" });
  assert.equal(user.userAttributes["email"], "jane@example.com");
  const { accessToken } = client.currentSession()!;
  const again = await newClient().account({ operation: "GetUser", accessToken });
  assert.equal(again.username, user.username);
});

test("somebody who is not signed in is told what is missing", async () => {
  await assert.rejects(newClient().account({ operation: "GetUser" }), { code: "InvalidCommand", message: /accessToken/ });
});

test("an operation of somebody who is not signed in needs no token", async () => {
  const client = newClient();
  const { userConfirmed, userSub } = await client.account({
    operation: "SignUp",
    username: "new",
    password: "Brand-New-7",
    userAttributes: { email: "new@example.com" },
  });
  assert.deepEqual([userConfirmed, userSub.length], [false, 36]);
  const taken = client.account({ operation: "SignUp", username: "jane", password: "Brand-New-7" });
  await assert.rejects(taken, { code: "UsernameExists" });
});

test("a sign-in by another flow", async () => {
  const client = newClient();
  const result = await client.signInBy({ flow: "USER_AUTH", preferred: "PASSWORD_SRP", ...JANE });
  assert.equal(result.kind, "signed-in");
  assert.equal(client.currentSession()!.unverifiedClaims["cognito:username"], "jane");
});
