import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
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
type Core = typeof import("../../target/wasm/cognipress.js");

for (const build of ["cognipress", "cognipress-simd"]) {
  // A query makes the glue a module of its own, with an instance of its own.
  const core: Core = await import(new URL(`cognipress.js?${build}`, folder).href);
  const { memory } = core.initSync({ module: readFileSync(new URL(`${build}.wasm`, folder)) });

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
  const start = (password = PASSWORD) => {
    const a = crypto.getRandomValues(new Uint8Array(32));
    const server = srpServer({ poolName: POOL_NAME, userId: "jane", password: PASSWORD, a });
    const signIn = new core.SignIn(config, a);
    signIn.start("jane", new TextEncoder().encode(password));
    const secrets = { ...server.secrets, "new password": Buffer.from(NEW_PASSWORD), typed: Buffer.from(password) };
    return { ...server, signIn, secrets };
  };
  const receive = (signIn: InstanceType<Core["SignIn"]>, reply: object, status = 200) =>
    JSON.parse(signIn.receive(status, new TextEncoder().encode(JSON.stringify(reply)), NOW_MS));
  const prove = ({ signIn, challenge }: ReturnType<typeof start>) =>
    JSON.parse(receive(signIn, challenge).request.body)["ChallengeResponses"];
  const claims = Buffer.from(JSON.stringify({ sub: "jane" })).toString("base64url");
  const tokens = { AuthenticationResult: { IdToken: `e30.${claims}.c2ln`, AccessToken: "a", ExpiresIn: 3600 } };

  test(`${build}: what is searched for would be found`, () => {
    const { signIn, secrets } = start();
    const found = new Set(sightings(secrets).map((sighting) => sighting.split(" at ")[0]));
    assert.deepEqual([...found].sort(), ["a", "password", "typed"], "what waits for the reply");
    signIn.free();
    assert.deepEqual(sightings(secrets), []);
  });

  test(`${build}: nothing is left after a success`, () => {
    const started = start();
    assert.ok(started.isProof(prove(started)), "the proof is right");
    assert.deepEqual(sightings(started.secrets), [], "the proof is made");
    assert.equal(receive(started.signIn, tokens).kind, "signed-in");
    assert.deepEqual(sightings(started.secrets), [], "signed in");
    started.signIn.free();
    assert.deepEqual(sightings(started.secrets), [], "freed");
  });

  test(`${build}: nothing is left after a failure`, () => {
    for (const [what, fail] of Object.entries({
      "a wrong password": () => {
        const started = start("Wr0ng-P4ssw0rd-8");
        assert.ok(!started.isProof(prove(started)));
        const refusal = { __type: "NotAuthorizedException", message: "Incorrect username or password." };
        assert.throws(() => receive(started.signIn, refusal, 400), { code: "NotAuthorized" });
        return started;
      },
      "a server key of zero": () => {
        const started = start();
        started.challenge.ChallengeParameters.SRP_B = "0";
        assert.throws(() => prove(started), { code: "InvalidServerKey" });
        return started;
      },
      "a reply that is no JSON": () => {
        const started = start();
        assert.throws(() => started.signIn.receive(502, Buffer.from("<html>"), NOW_MS), { code: "InvalidReply" });
        return started;
      },
      "a password that is too long": () => {
        const started = start();
        started.signIn.free();
        const long = "V3ry-l0ng-p4ssw0rd-".repeat(20);
        const signIn = new core.SignIn(config, new Uint8Array(32).fill(1));
        assert.throws(() => signIn.start("jane", Buffer.from(long)), { code: "InvalidPasswordInput" });
        return { ...started, signIn, secrets: { typed: Buffer.from(long) } };
      },
    })) {
      const { signIn, secrets } = fail();
      assert.deepEqual(sightings(secrets), [], what);
      signIn.free();
    }
  });

  test(`${build}: nothing is left after a time-out or a cancel`, () => {
    const beforeTheReply = start();
    beforeTheReply.signIn.free();
    assert.deepEqual(sightings(beforeTheReply.secrets), [], "before the reply");

    const afterTheProof = start();
    prove(afterTheProof);
    afterTheProof.signIn.free();
    assert.deepEqual(sightings(afterTheProof.secrets), [], "after the proof");

    const a = crypto.getRandomValues(new Uint8Array(32));
    new core.SignIn(config, a).free();
    assert.deepEqual(sightings({ a }), [], "before the start");
  });

  test(`${build}: nothing is left of a new password`, () => {
    const started = start();
    prove(started);
    const question = { ChallengeName: "NEW_PASSWORD_REQUIRED", Session: "x".repeat(40), ChallengeParameters: {} };
    assert.equal(receive(started.signIn, question).kind, "challenge");
    assert.deepEqual(sightings(started.secrets), [], "asked");
    const answer = JSON.stringify({ name: "NEW_PASSWORD_REQUIRED" });
    assert.match(started.signIn.answer(answer, Buffer.from(NEW_PASSWORD)), /Br4nd-n3w/);
    assert.deepEqual(sightings(started.secrets), [], "answered");
    assert.equal(receive(started.signIn, tokens).kind, "signed-in");
    started.signIn.free();
    assert.deepEqual(sightings(started.secrets), [], "freed");
  });

  test(`${build}: the memory does not grow from one sign-in to the next`, () => {
    const signIn = () => {
      const started = start();
      prove(started);
      receive(started.signIn, tokens);
      started.signIn.free();
    };
    signIn();
    const size = memory.buffer.byteLength;
    for (let i = 0; i < 20; i++) signIn();
    assert.equal(memory.buffer.byteLength, size);
  });
}
