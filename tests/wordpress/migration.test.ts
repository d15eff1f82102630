/** Passwords that move: the sample trigger between a user pool and WordPress, in the place where Lambda would run it. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setStage } from "../browser/harness/stage.ts";
import { cognito, pool, site } from "../browser/harness/site.ts";
import { newPassword, newUsername } from "../browser/harness/users.ts";
import { askWordPress, forgetKeySet } from "../browser/harness/wordpress.ts";
import { signInToPool } from "../exchange/harness/real-tokens.ts";
import { Visitor } from "../exchange/harness/visitor.ts";
import { startUserPool } from "../user-pool/index.ts";
import { build, Lambda, type Outcome } from "./harness/lambda.ts";
import { set } from "./harness/pool.ts";

const SIGN_IN = "UserMigration_Authentication";
const LOST = "UserMigration_ForgotPassword";
const url = `${site.url}/wp-json/cognipress/v1/migration`;

const stage = setStage();
const { userPoolId: poolId, clientId } = pool;
const userPool = await startUserPool({ port: Number(new URL(cognito.upstream).port), poolId, clientId, authFlows: ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"] });
const passwords: string[] = [];
let lambda: Lambda;
let secret: string;

before(async () => {
  build();
  await forgetKeySet();
  await set({ sign_in_method: "migration" });
  secret = await askWordPress("return COGNIPRESS_MIGRATION_SECRET;");
  lambda = await Lambda.start({ COGNIPRESS_MIGRATION_URL: url, COGNIPRESS_MIGRATION_SECRET: secret });
  // A server that has just been started takes longer than Cognito waits.
  await lambda.invoke(SIGN_IN, newUsername(), newPassword());
});
after(async () => {
  await set({ sign_in_method: "" });
  await lambda?.close();
  await userPool.close();
});

/** An account of before, with an old hash. */
async function addAccount(): Promise<{ id: number; username: string; password: string; email: string }> {
  const username = newUsername();
  const password = newPassword();
  passwords.push(password);
  const email = `${username}@example.org`;
  const id = await askWordPress<number>(
    `require_once ABSPATH . WPINC . '/class-phpass.php';
    global $wpdb;
    $id = wp_insert_user(['user_login' => $arguments['username'], 'user_email' => $arguments['email'], 'user_pass' => 'x', 'first_name' => 'Old']);
    $wpdb->update($wpdb->users, ['user_pass' => (new PasswordHash(8, true))->HashPassword($arguments['password'])], ['ID' => $id]);
    return $id;`,
    { username, password, email },
  );
  return { id, username, password, email };
}

function attributesOf(outcome: Outcome): unknown {
  assert.ok("event" in outcome, JSON.stringify(outcome));
  return outcome.event.response["userAttributes"];
}

test("a user moves at the first sign-in, into the account of before", async () => {
  const account = await addAccount();
  // What Cognito does before it checks the password of a user whom it does not know.
  const undo = stage.cognito.inject(
    ({ body }) => body.includes("USER_PASSWORD_AUTH"),
    async () => {
      const outcome = await lambda.invoke(SIGN_IN, account.username, account.password);
      assert.ok("event" in outcome, JSON.stringify(outcome));
      assert.deepEqual({ ...outcome.event.response, userAttributes: null }, { userAttributes: null, messageAction: "SUPPRESS", finalUserStatus: "CONFIRMED" });
      userPool.addUser({ username: account.username, password: account.password, attributes: attributesOf(outcome) as Record<string, string> });
      return { kind: "headers", set: {} };
    },
  );
  const reply = await fetch(cognito.url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth" },
    body: JSON.stringify({ AuthFlow: "USER_PASSWORD_AUTH", ClientId: clientId, AuthParameters: { USERNAME: account.username, PASSWORD: account.password } }),
  });
  undo();
  const { IdToken: idToken, RefreshToken: refreshToken } = (await reply.json()).AuthenticationResult;
  const visitor = new Visitor();
  const session = await visitor.requestSession({ idToken, refreshToken, challenge: await visitor.newChallenge() });
  assert.equal(session.body.user?.id, account.id, JSON.stringify(session.body));

  // From now on by the proof alone, and WordPress' own password counts for nothing.
  const again = new Visitor();
  const { idToken: proven } = await signInToPool(account);
  assert.equal((await again.requestSession({ idToken: proven, challenge: await again.newChallenge() })).body.user?.id, account.id);
  assert.equal(attributesOf(await lambda.invoke(SIGN_IN, account.username, account.password)), null);
});

test("a wrong password, and nobody, give nothing", async () => {
  const account = await addAccount();
  assert.equal(attributesOf(await lambda.invoke(SIGN_IN, account.username, newPassword())), null);
  assert.equal(attributesOf(await lambda.invoke(SIGN_IN, newUsername(), account.password)), null);
});

test("who has lost the password moves without it, and is sent a code", async () => {
  const account = await addAccount();
  const outcome = await lambda.invoke(LOST, account.username);
  assert.deepEqual(attributesOf(outcome), { email: account.email, email_verified: "true", given_name: "Old" });
  assert.ok("event" in outcome && !("finalUserStatus" in outcome.event.response));
});

test("a request counts once", async () => {
  const account = await addAccount();
  await lambda.invoke(SIGN_IN, account.username, account.password);
  const { headers, body } = stage.wordpress.requests.findLast(({ target }) => target.includes("migration"))!;
  const replay = await new Visitor().send("POST", url, { ...(headers as Record<string, string>) }, body.toString());
  assert.equal(replay.status, 401, JSON.stringify(replay.body));
});

test("whoever does not know the secret is refused", async () => {
  const account = await addAccount();
  const stranger = await Lambda.start({ COGNIPRESS_MIGRATION_URL: url, COGNIPRESS_MIGRATION_SECRET: "x".repeat(32) });
  const outcome = await stranger.invoke(SIGN_IN, account.username, account.password);
  await stranger.close();
  assert.deepEqual(outcome, { error: "WordPress answers with status 401 Unauthorized" });
});

test("guessing ends after ten failures, with the right password too", async () => {
  const account = await addAccount();
  for (let count = 0; count < 10; count++) assert.equal(attributesOf(await lambda.invoke(SIGN_IN, account.username, newPassword())), null);
  const outcome = await lambda.invoke(SIGN_IN, account.username, account.password);
  assert.deepEqual(outcome, { error: "WordPress answers with status 429 Too Many Requests" });
});

test("the trigger does not start without a good secret, or towards an address without encryption", async () => {
  for (const [variables, reason] of [
    [{ COGNIPRESS_MIGRATION_URL: url, COGNIPRESS_MIGRATION_SECRET: "short" }, /32 characters/],
    [{ COGNIPRESS_MIGRATION_URL: "http://example.org/", COGNIPRESS_MIGRATION_SECRET: secret }, /https/],
  ] as const) {
    const broken = await Lambda.start(variables);
    const [code] = await once(broken.program, "exit");
    assert.equal(code, 1);
    assert.match(broken.initErrors.join(), reason);
    await broken.close();
  }
});

test("the route is gone once all have moved", async () => {
  await set({ sign_in_method: "" });
  const outcome = await lambda.invoke(SIGN_IN, newUsername(), newPassword());
  await set({ sign_in_method: "migration" });
  assert.deepEqual(outcome, { error: "WordPress answers with status 404 Not Found" });
});

test("no password is kept or logged", async () => {
  const tables = await askWordPress<string>(`
    global $wpdb;
    $rows = [];
    foreach ($wpdb->get_col("SHOW TABLES LIKE 'wp\\_%'") as $table) $rows[] = $wpdb->get_results("SELECT * FROM $table", ARRAY_A);
    return serialize($rows);`);
  const logs = await Promise.all(["debug.log", "php.log"].map((name) => readFile(join(site.directory, "..", name), "utf8").catch(() => "")));
  assert.ok(passwords.length > 3 && tables.includes("user_login"));
  for (const password of passwords) assert.ok(!tables.includes(password) && !logs.join().includes(password));
});
