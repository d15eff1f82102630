import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { SignInFlow, type Outcome, type SignInOptions } from "../../js/sign-in.ts";
import { startUserPool, type StartOptions, type UserPool } from "../user-pool/index.ts";
import { wasmFile } from "./wasm-files.ts";

const JANE = { username: "jane", password: "Correct-Horse-7 é" };
const EMAIL = "jane@example.com";
const wasm = {
  signIn: new WebAssembly.Module(wasmFile("cognipress")),
  full: new WebAssembly.Module(wasmFile("cognipress-full")),
};

interface World {
  flow: SignInFlow;
  pool: UserPool;
  /** What was sent: the `AuthFlow` of a sign-in, the name of a challenge that was answered. */
  sent: string[];
}

async function world(t: TestContext, pool: StartOptions, options: Partial<SignInOptions> = {}): Promise<World> {
  const userPool = await startUserPool(pool);
  t.after(() => userPool.close());
  const sent: string[] = [];
  const recorded: typeof fetch = (url, init) => {
    const { AuthFlow, ChallengeName } = JSON.parse(String(init!.body));
    sent.push(AuthFlow ?? ChallengeName);
    return fetch(url, init);
  };
  const { poolId: userPoolId, clientId, url: endpoint } = userPool;
  const flow = new SignInFlow({ userPoolId, clientId, endpoint, wasm, fetch: recorded, ...options });
  return { flow, pool: userPool, sent };
}

const addJane = ({ pool }: World, mfa: "EMAIL_OTP"[] = []) =>
  pool.addUser({ ...JANE, attributes: { email: EMAIL }, mfa });

function assertAsked(outcome: Outcome, name: string): void {
  assert.ok(outcome.kind === "challenge");
  assert.equal(outcome.challenge.name, name);
}

const emailCode = ({ pool }: World) => pool.mailbox.latest(EMAIL, "sign-in").code;
const withEmailCodes: StartOptions = { mfa: "OPTIONAL", mfaTypes: ["EMAIL_OTP"] };

test("choice: the user name comes first, then how to go on", async (t) => {
  const here = await world(t, { firstFactors: ["PASSWORD", "EMAIL_OTP"] }, { method: "choice" });
  addJane(here);
  assertAsked(await here.flow.start(JANE.username, ""), "SELECT_CHALLENGE");
  assertAsked(await here.flow.answer({ name: "SELECT_CHALLENGE", choice: "EMAIL_OTP" }), "EMAIL_OTP");
  const outcome = await here.flow.answer({ name: "EMAIL_OTP", code: emailCode(here) });
  assert.equal(outcome.kind, "signed-in");
  assert.equal(here.sent[0], "USER_AUTH");
});

test("choice: a first factor can be preferred, and has its code sent again", async (t) => {
  const options = { method: "choice", preferred: "EMAIL_OTP" } as const;
  const here = await world(t, { firstFactors: ["PASSWORD", "EMAIL_OTP"] }, options);
  addJane(here);
  assertAsked(await here.flow.start(JANE.username, ""), "EMAIL_OTP");
  const old = emailCode(here);
  assert.ok(here.flow.canResend);
  assertAsked(await here.flow.resend(), "EMAIL_OTP");
  assert.equal(here.pool.mailbox.messages.length, 2);
  if (old !== emailCode(here)) {
    await assert.rejects(here.flow.answer({ name: "EMAIL_OTP", code: old }), { code: "CodeMismatch" });
  }
  assert.equal((await here.flow.answer({ name: "EMAIL_OTP", code: emailCode(here) })).kind, "signed-in");
});

test("a code that could not be sent again leaves the old one good", async (t) => {
  const here = await world(t, { firstFactors: ["EMAIL_OTP"] }, { method: "choice", preferred: "EMAIL_OTP" });
  addJane(here);
  await here.flow.start(JANE.username, "");
  here.pool.faults.plant("InitiateAuth", { kind: "cut", when: "before" });
  await assert.rejects(here.flow.resend(), { code: "Offline" });
  assert.ok(here.flow.isOpen);
  assert.equal(here.flow.canResend, false, "it cannot begin again a second time");
  assert.equal((await here.flow.answer({ name: "EMAIL_OTP", code: emailCode(here) })).kind, "signed-in");
});

test("custom: the password is proven first, where there is one", async (t) => {
  const customAuth = {
    define: (results: readonly { challengeName: string }[]) =>
      results.at(-1)?.challengeName === "SRP_A"
        ? { challengeName: "PASSWORD_VERIFIER" as const }
        : { issueTokens: true as const },
    create: () => ({ publicChallengeParameters: {}, privateChallengeParameters: {} }),
    verify: () => true,
  };
  const here = await world(t, { triggers: { customAuth } }, { method: "custom" });
  addJane(here);
  assert.equal((await here.flow.start(JANE.username, JANE.password)).kind, "signed-in");
  assert.deepEqual(here.sent.splice(0), ["CUSTOM_AUTH", "PASSWORD_VERIFIER"]);
  assert.equal((await here.flow.start(JANE.username, "")).kind, "signed-in");
  assert.deepEqual(here.sent, ["CUSTOM_AUTH"]);
});

const migrating: StartOptions = {
  authFlows: ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"],
  triggers: {
    userMigration: (username, password) =>
      username === JANE.username && password === JANE.password ? { email: EMAIL, email_verified: "true" } : undefined,
  },
};

test("migration: a password is sent only once it could not be proven, and only then", async (t) => {
  const here = await world(t, migrating, { method: "migration" });
  assert.equal((await here.flow.start(JANE.username, JANE.password)).kind, "signed-in");
  assert.deepEqual(here.sent.splice(0), ["USER_SRP_AUTH", "PASSWORD_VERIFIER", "USER_PASSWORD_AUTH"]);
  assert.equal((await here.flow.start(JANE.username, JANE.password)).kind, "signed-in");
  assert.deepEqual(here.sent.splice(0), ["USER_SRP_AUTH", "PASSWORD_VERIFIER"], "who has moved is not asked again");
});

test("migration: a wrong password is sent once, and an error of another kind sends none", async (t) => {
  const here = await world(t, migrating, { method: "migration" });
  await assert.rejects(here.flow.start(JANE.username, "Wrong-horse-7"), { code: "NotAuthorized" });
  assert.deepEqual(here.sent.splice(0), ["USER_SRP_AUTH", "PASSWORD_VERIFIER", "USER_PASSWORD_AUTH"]);
  here.pool.faults.plant("InitiateAuth", { kind: "cut", when: "before" });
  await assert.rejects(here.flow.start(JANE.username, JANE.password), { code: "Offline" });
  assert.deepEqual(here.sent, ["USER_SRP_AUTH"]);
});

test("no password is ever sent unless that was asked for", async (t) => {
  for (const method of [undefined, "choice", "custom"] as const) {
    const here = await world(t, { ...migrating, authFlows: ["USER_SRP_AUTH", "USER_PASSWORD_AUTH", "USER_AUTH"] }, { method });
    await assert.rejects(here.flow.start(JANE.username, JANE.password).then(({ kind }) => {
      if (kind === "challenge") throw Object.assign(new Error("asked"), { code: "asked" });
    }));
    assert.ok(!here.sent.includes("USER_PASSWORD_AUTH"), String(method));
  }
});

test("a page with data for the pool has its code sent again all the same", async (t) => {
  const here = await world(t, withEmailCodes, { clientMetadata: () => ({ site: "shop" }) });
  addJane(here, ["EMAIL_OTP"]);
  assertAsked(await here.flow.start(JANE.username, JANE.password), "EMAIL_OTP");
  assertAsked(await here.flow.resend(), "EMAIL_OTP");
  assert.deepEqual(here.sent, ["USER_SRP_AUTH", "PASSWORD_VERIFIER", "USER_SRP_AUTH", "PASSWORD_VERIFIER"]);
  assert.equal((await here.flow.answer({ name: "EMAIL_OTP", code: emailCode(here) })).kind, "signed-in");
});
