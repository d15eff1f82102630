/** What becomes of the credentials of AWS under each fault of the identity pool. The session is never touched by one. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test, type TestContext } from "node:test";
import { createAws, type Aws } from "../../js/aws/index.ts";
import { CognipressError } from "../../js/error.ts";
import { wasmFile } from "../host/wasm-files.ts";
import { FAULTS, TIMEOUT_MS } from "./fetch-faults.ts";
import { JANE, newWorld, withoutPauses, type World } from "./world.ts";

const POOL = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";
const BUCKET = "https://pictures.s3.eu-west-1.amazonaws.com";
const HOUR_S = 3600;
const program = new WebAssembly.Module(wasmFile("cognipress-aws"));

type Operation = "GetId" | "GetCredentialsForIdentity";

interface Identities {
  readonly aws: Aws;
  readonly world: World;
  readonly asked: Operation[];
  /** In the way of the next requests for it. */
  fault: { operation: Operation; apply: (send: () => Promise<Response>) => Promise<Response>; times: number } | undefined;
}

const refused = (name: string, message: string) => Response.json({ __type: name, message }, { status: 400 });

/** An identity pool that believes its user pool, and a page of somebody who is signed in there. */
async function newIdentities(t: TestContext, timeoutMs = 20_000): Promise<Identities> {
  const world = await newWorld(t);
  withoutPauses(t);
  const client = world.newClient();
  await client.signIn(JANE);
  const id = `eu-west-1:${randomUUID()}`;
  const answer = (operation: Operation): Response => {
    const { enabled } = world.pool.users.find("jane")!;
    if (!enabled) return refused("NotAuthorizedException", "Token is not from a supported provider of this identity pool.");
    if (operation === "GetId") return Response.json({ IdentityId: id });
    const Expiration = Math.floor(Date.now() / 1000) + HOUR_S;
    const Credentials = { AccessKeyId: "ASIAEXAMPLE", SecretKey: "secret", SessionToken: "token", Expiration };
    return Response.json({ IdentityId: id, Credentials });
  };
  const identities: Identities = {
    world,
    asked: [],
    fault: undefined,
    aws: createAws(client, {
      identityPoolId: POOL,
      services: { [BUCKET]: { service: "s3" } },
      wasm: program,
      timeoutMs,
      async fetch(_, init) {
        const operation = new Headers(init!.headers).get("x-amz-target")!.split(".")[1] as Operation;
        identities.asked.push(operation);
        const { fault } = identities;
        if (fault?.operation !== operation || fault.times-- <= 0) return answer(operation);
        return fault.apply(async () => answer(operation));
      },
    }),
  };
  return identities;
}

for (const operation of ["GetId", "GetCredentialsForIdentity"] as const) {
  for (const [name, { fault: apply, code }] of Object.entries(FAULTS)) {
    test(`${operation}, ${name}: tried again, then told, and back with the next call`, async (t) => {
      const timeoutMs = name === "time-out" ? TIMEOUT_MS : undefined;
      const once = await newIdentities(t, timeoutMs);
      once.fault = { operation, apply, times: 1 };
      assert.ok((await once.aws.identity()).user);

      const identities = await newIdentities(t, timeoutMs);
      identities.fault = { operation, apply, times: 4 };
      await assert.rejects(identities.aws.identity(), { code });
      assert.equal(identities.asked.filter((asked) => asked === operation).length, 4);
      assert.ok((await identities.aws.identity()).user);
      assert.equal(identities.world.refreshes(), 0);
    });
  }

  test(`${operation}, a slow reply: waited for`, async (t) => {
    const identities = await newIdentities(t);
    const apply = async (send: () => Promise<Response>) => {
      await new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS));
      return send();
    };
    identities.fault = { operation, apply, times: 1 };
    assert.ok((await identities.aws.identity()).user);
    assert.deepEqual(identities.asked, ["GetId", "GetCredentialsForIdentity"]);
  });

  test(`${operation}, disabled user: refused, and no credentials`, async (t) => {
    const { aws, asked, world } = await newIdentities(t);
    if (operation === "GetCredentialsForIdentity") await aws.identity();
    world.pool.users.find("jane")!.enabled = false;
    t.mock.method(Date, "now", ((now) => () => now() + 56 * 60_000)(Date.now));
    asked.length = 0;
    await assert.rejects(aws.identity(), { code: "NotAuthorized" });
    assert.equal(asked[0], operation);
  });
}

test("new credentials that cannot be had: the old ones serve for as long as they last", async (t) => {
  const identities = await newIdentities(t);
  const now = Date.now;
  let laterMs = 0;
  t.mock.method(Date, "now", () => now() + laterMs);
  await identities.aws.identity();
  const { fault: apply } = FAULTS["offline"]!;
  identities.fault = { operation: "GetCredentialsForIdentity", apply, times: Number.MAX_SAFE_INTEGER };
  for (const [minutes, isGood] of [[56, true], [61, false]] as const) {
    laterMs = minutes * 60_000;
    const url = identities.aws.presignUrl(`${BUCKET}/me.jpg`);
    if (isGood) assert.match(await url, /X-Amz-Signature=/);
    else await assert.rejects(url, { code: "Offline" });
  }
});

/** What ends the session, or might have: `AwsCredentials` asks who is signed in before anything else. */
for (const code of ["RefreshTokenRevoked", "RefreshTokenReuse", "Offline"] as const) {
  test(`a session that answers ${code}: told as it is, and the identity pool is not asked`, async () => {
    const getSession = () => Promise.reject(new CognipressError(code, "try-again", ""));
    const fetch = () => assert.fail("asked");
    const aws = createAws({ getSession }, { identityPoolId: POOL, services: {}, wasm: program, fetch });
    await assert.rejects(aws.identity(), { code });
  });
}
