import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Core, CoreFlow } from "../../js/core.ts";
import type { Step } from "../../src/wasm/types.js";
import { srpServer } from "./srp-server.ts";

// No byte of a secret may outlive its use in the memory of the wasm, neither in the heap nor on the
// stack: the whole of it is searched for every window of six bytes, in both byte orders.

const WINDOW = 6;
const NOW_MS = 1_793_610_307_000;
const POOL_NAME = "Ab12Cd34E";
const PASSWORD = "C0rr3ct-H0rse-7-é-b4ttery";
const NEW_PASSWORD = "Br4nd-n3w-p4sswörd-42";
const config = JSON.stringify({ userPoolId: `eu-west-1_${POOL_NAME}`, clientId: "client" });
const folder = new URL("../../target/wasm/", import.meta.url);

for (const build of ["cognipress", "cognipress-simd", "cognipress-full", "cognipress-full-simd"]) {
  const { core, memory } = await instantiate(`${build}.wasm`);

  /** Where each secret can be seen. */
  const sightings = (secrets: Record<string, Uint8Array>) => {
    const bytes = Buffer.from(memory.buffer);
    return Object.entries(secrets).flatMap(([name, secret]) =>
      [Buffer.from(secret), Buffer.from(secret).reverse()].flatMap((order) =>
        Array.from({ length: order.length - WINDOW + 1 }, (_, at) => order.subarray(at, at + WINDOW))
          .filter((window) => window.some((byte) => byte !== 0) && bytes.includes(window))
          .map((window) => `${name} at ${bytes.indexOf(window)}`),
      ),
    );
  };

  /** A sign-in that was started, and the server for it. */
  const start = async (password = PASSWORD) => {
    const a = crypto.getRandomValues(new Uint8Array(32));
    const server = srpServer({ poolName: POOL_NAME, userId: "jane", password: PASSWORD, a });
    const signIn = await CoreFlow.create(core, "sign_in", config, a);
    await signIn.call("start", "jane", password);
    const secrets: Record<string, Uint8Array> = { ...server.secrets, typed: Buffer.from(password) };
    return { ...server, signIn, secrets };
  };
  type Started = Awaited<ReturnType<typeof start>>;
  const receive = (signIn: CoreFlow, reply: object, status = 200) =>
    signIn.call<Step>("receive", status, NOW_MS, Buffer.from(JSON.stringify(reply)));
  const prove = async ({ signIn, challenge }: Started) =>
    responses(await receive(signIn, challenge));
  const claims = Buffer.from(JSON.stringify({ sub: "jane" })).toString("base64url");
  const tokens = { AuthenticationResult: { IdToken: `e30.${claims}.c2ln`, AccessToken: "a", ExpiresIn: 3600 } };

  /** After the proof the key x is kept, for another code; of the rest nothing. */
  const withoutX = ({ x: _, ...secrets }: Record<string, Uint8Array>) => secrets;

  test(`${build}: what is searched for would be found`, async () => {
    const { signIn, secrets } = await start();
    const found = new Set(sightings(secrets).map((sighting) => sighting.split(" at ")[0]));
    assert.deepEqual([...found].sort(), ["a", "password", "typed"], "what waits for the reply");
    signIn.free();
    assert.deepEqual(sightings(secrets), []);
  });

  test(`${build}: nothing is left after a success`, async () => {
    const started = await start();
    assert.ok(started.isProof(await prove(started)), "the proof is right");
    assert.deepEqual(sightings(withoutX(started.secrets)), [], "the proof is made");
    assert.equal((await receive(started.signIn, tokens)).kind, "signed-in");
    assert.deepEqual(sightings(started.secrets), [], "signed in");
    started.signIn.free();
    assert.deepEqual(sightings(started.secrets), [], "freed");
  });

  const failures: Record<string, () => Promise<Pick<Started, "signIn" | "secrets">>> = {
    "a wrong password": async () => {
      const started = await start("Wr0ng-P4ssw0rd-8");
      assert.ok(!started.isProof(await prove(started)));
      const refusal = { __type: "NotAuthorizedException", message: "Incorrect username or password." };
      await assert.rejects(receive(started.signIn, refusal, 400), { code: "NotAuthorized" });
      return started;
    },
    "a server key of zero": async () => {
      const started = await start();
      started.challenge.ChallengeParameters.SRP_B = "0";
      await assert.rejects(prove(started), { code: "InvalidServerKey" });
      return started;
    },
    "a reply that is no JSON": async () => {
      const started = await start();
      const reply = started.signIn.call("receive", 502, NOW_MS, Buffer.from("<html>"));
      await assert.rejects(reply, { code: "InvalidReply" });
      return started;
    },
    "a password that is too long": async () => {
      const long = "V3ry-l0ng-p4ssw0rd-".repeat(20);
      const signIn = await CoreFlow.create(core, "sign_in", config, new Uint8Array(32).fill(1));
      await assert.rejects(signIn.call("start", "jane", long), { code: "InvalidPasswordInput" });
      return { signIn, secrets: { typed: Buffer.from(long) } };
    },
  };
  for (const [what, fail] of Object.entries(failures)) {
    test(`${build}: nothing is left after ${what}`, async () => {
      const { signIn, secrets } = await fail();
      assert.deepEqual(sightings(secrets), []);
      signIn.free();
    });
  }

  test(`${build}: nothing is left after a time-out or a cancel`, async () => {
    const beforeTheReply = await start();
    beforeTheReply.signIn.free();
    assert.deepEqual(sightings(beforeTheReply.secrets), [], "before the reply");

    const afterTheProof = await start();
    await prove(afterTheProof);
    afterTheProof.signIn.free();
    assert.deepEqual(sightings(afterTheProof.secrets), [], "after the proof");

    const a = crypto.getRandomValues(new Uint8Array(32));
    (await CoreFlow.create(core, "sign_in", config, a)).free();
    assert.deepEqual(sightings({ a }), [], "before the start");
  });

  test(`${build}: another code is sent for with x alone, and then nothing is left`, async () => {
    const started = await start();
    await prove(started);
    const question = { ChallengeName: "SMS_MFA", Session: "x".repeat(40), ChallengeParameters: {} };
    assert.equal((await receive(started.signIn, question)).kind, "standing");
    assert.deepEqual(sightings(withoutX(started.secrets)), [], "asked");
    assert.notDeepEqual(sightings({ x: started.secrets["x"]! }), [], "x is kept");

    const a = crypto.getRandomValues(new Uint8Array(32));
    const again = srpServer({ poolName: POOL_NAME, userId: "jane", password: PASSWORD, a });
    again.challenge.ChallengeParameters.SALT = started.challenge.ChallengeParameters.SALT;
    await started.signIn.call("resend", a);
    await receive(started.signIn, again.challenge);
    assert.deepEqual(sightings({ a, password: started.secrets["password"]! }), [], "proven again");
    assert.equal((await receive(started.signIn, tokens)).kind, "signed-in");
    started.signIn.free();
    assert.deepEqual(sightings(started.secrets), [], "freed");
  });

  test(`${build}: the memory does not grow from one sign-in to the next`, async () => {
    const signIn = async () => {
      const started = await start();
      await prove(started);
      await receive(started.signIn, tokens);
      started.signIn.free();
    };
    await signIn();
    const size = memory.buffer.byteLength;
    for (let i = 0; i < 20; i++) await signIn();
    assert.equal(memory.buffer.byteLength, size);
  });

  if (!build.includes("full")) continue;

  test(`${build}: nothing is left of a new password`, async () => {
    const dialogue = await CoreFlow.create(core, "dialogue", config);
    const reply = { ChallengeName: "NEW_PASSWORD_REQUIRED", Session: "x".repeat(40), ChallengeParameters: {} };
    const standing = JSON.stringify({ userId: "jane", reply });
    const entropy = () => crypto.getRandomValues(new Uint8Array(32));
    const asked = await dialogue.call<Step>("resume", NOW_MS, "{}", standing, entropy());
    assert.equal(asked.kind, "challenge");
    const secrets = { "new password": Buffer.from(NEW_PASSWORD) };
    const answer = JSON.stringify({ name: "NEW_PASSWORD_REQUIRED", newPassword: NEW_PASSWORD });
    const answered = responses(await dialogue.call("answer", NOW_MS, answer, entropy()));
    assert.equal(answered["NEW_PASSWORD"], NEW_PASSWORD);
    assert.deepEqual(sightings(secrets), [], "answered");
    const body = Buffer.from(JSON.stringify(tokens));
    assert.equal((await dialogue.call<Step>("receive", 200, NOW_MS, body, entropy())).kind, "signed-in");
    dialogue.free();
    assert.deepEqual(sightings(secrets), [], "freed");
  });
}

/** A program behind the host's own binding, and its memory. */
async function instantiate(file: string): Promise<{ core: Core; memory: WebAssembly.Memory }> {
  const { instantiate } = WebAssembly;
  let memory: unknown;
  WebAssembly.instantiate = (async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
    const instance = await instantiate(module, imports);
    ({ memory } = instance.exports);
    return instance;
  }) as typeof instantiate;
  const core = await Core.instantiate(new WebAssembly.Module(readFileSync(new URL(file, folder))));
  WebAssembly.instantiate = instantiate;
  return { core, memory: memory as WebAssembly.Memory };
}

function responses(step: Step): Record<string, string> {
  assert.ok(step.kind === "send");
  return JSON.parse(step.request.body)["ChallengeResponses"];
}
