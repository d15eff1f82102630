/** Tokens of unknown origin: what is trusted, what is not, and how often the keys are fetched. */
import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { test, type TestContext } from "node:test";
import { createVerifier, type VerifierOptions } from "../../js/verify.ts";
import { wasmFile } from "../host/wasm-files.ts";
import { signedIn, plain } from "../user-pool/support/tokens.ts";
import { startUserPool, type UserPool } from "../user-pool/index.ts";

const full = new WebAssembly.Module(wasmFile("cognipress-full"));
const wasm = { signIn: full, full };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

async function newPool(t: TestContext): Promise<UserPool> {
  const pool = await startUserPool(plain);
  t.after(() => pool.close());
  pool.addUser({ username: "jane", password: "Correct-horse-7", attributes: { email: "jane@example.com" }, groups: ["editors"] });
  return pool;
}

function newVerifier({ poolId: userPoolId, clientId, url: endpoint }: UserPool, options: Partial<VerifierOptions> = {}) {
  const fetched: string[] = [];
  const recorded: typeof fetch = (url, init) => {
    fetched.push(String(url));
    return fetch(url, init);
  };
  return { fetched, ...createVerifier({ userPoolId, clientId, endpoint, wasm, fetch: recorded, ...options }) };
}

const untrusted = (message: string) => ({ name: "CognipressError", code: "Untrusted", message });

test("tokens of the pool are trusted, and the keys fetched once", async (t) => {
  const pool = await newPool(t);
  const { IdToken, AccessToken } = await signedIn(pool, "jane");
  const { verify, fetched } = newVerifier(pool);
  const [id, access] = await Promise.all([verify(IdToken), verify(AccessToken)]);
  assert.equal(id["email"], "jane@example.com");
  assert.equal(access["token_use"], "access");
  assert.deepEqual(fetched, [`${pool.url}/${pool.poolId}/.well-known/jwks.json`]);
});

test("what is expected beside", async (t) => {
  const pool = await newPool(t);
  const { IdToken, AccessToken } = await signedIn(pool, "jane");
  await newVerifier(pool, { tokenUse: "id", groups: ["admins", "editors"] }).verify(IdToken);
  await assert.rejects(newVerifier(pool, { tokenUse: "id" }).verify(AccessToken), untrusted("token_use"));
  await assert.rejects(newVerifier(pool, { groups: ["admins"] }).verify(IdToken), untrusted("cognito:groups"));
  await assert.rejects(newVerifier(pool, { scopes: ["orders/read"] }).verify(AccessToken), untrusted("scope"));
  await newVerifier(pool, { scopes: ["aws.cognito.signin.user.admin"] }).verify(AccessToken);
  await assert.rejects(newVerifier(pool, { clientId: "another" }).verify(IdToken), untrusted("aud"));
  await assert.rejects(newVerifier(pool, { userPoolId: "eu-west-1_Another" }).verify(IdToken), untrusted("iss"));
  t.mock.method(Date, "now", ((now) => () => now() + 3_601_000)(Date.now));
  await assert.rejects(newVerifier(pool).verify(IdToken), untrusted("exp"));
  await newVerifier(pool, { graceSeconds: 60 }).verify(IdToken);
});

test("forged tokens are refused, each for its own reason", async (t) => {
  const pool = await newPool(t);
  const { IdToken } = await signedIn(pool, "jane");
  const [head = "", payload = "", signature = ""] = IdToken.split(".");
  const header = JSON.parse(Buffer.from(head, "base64url").toString());
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const attacker = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = attacker.publicKey.export({ format: "jwk" });
  const signWith = (key: KeyObject, header: object, claims: object, digest = "sha256") => {
    const text = `${encode(header)}.${encode(claims)}`;
    return `${text}.${sign(digest, Buffer.from(text), key).toString("base64url")}`;
  };
  const { keys } = (await (await fetch(`${pool.url}/${pool.poolId}/.well-known/jwks.json`)).json()) as { keys: { n: string }[] };
  const hmac = (secret: string) => {
    const text = `${encode({ ...header, alg: "HS256" })}.${payload}`;
    return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
  };
  const flipped = Buffer.from(signature, "base64url");
  flipped[100]! ^= 1;
  const forgeries: [token: string, found: string][] = [
    [`${encode({ ...header, alg: "none" })}.${payload}.`, "header"],
    [`${head}.${payload}.`, "signature"],
    [`${head}.${payload}.${flipped.toString("base64url")}`, "signature"],
    [`${head}.${payload}.${Buffer.alloc(256).toString("base64url")}`, "signature"],
    [`${head}.${payload}.${signature}AA`, "signature"],
    [`${head}.${encode({ ...claims, "cognito:groups": ["admins"] })}.${signature}`, "signature"],
    [hmac(keys[0]!.n), "header"],
    [signWith(attacker.privateKey, header, claims), "signature"],
    [signWith(attacker.privateKey, { ...header, kid: "of-the-attacker" }, claims), "kid"],
    [signWith(attacker.privateKey, { ...header, jwk }, claims), "header"],
    [signWith(attacker.privateKey, { ...header, jku: "https://evil.example/jwks.json" }, claims), "header"],
    [signWith(attacker.privateKey, { ...header, alg: "RS512" }, claims, "sha512"), "header"],
    [signWith(attacker.privateKey, header, { ...claims, iss: "https://evil.example" }), "iss"],
    [`${IdToken}.e30`, "header"],
    [`${head}.${payload}`, "header"],
    ["", "header"],
  ];
  const { verify, fetched } = newVerifier(pool);
  for (const [token, found] of forgeries) await assert.rejects(verify(token), untrusted(found), `${found}: ${token.slice(0, 60)}`);
  await verify(IdToken);
  assert.equal(fetched.length, 1, "an unknown kid fetches nothing so soon after the last time");
});

test("a key set that is none, or that cannot be had, replaces no good one", async (t) => {
  const pool = await newPool(t);
  const { IdToken } = await signedIn(pool, "jane");
  let answer: (() => Response) | undefined;
  let fetches = 0;
  const { verify } = newVerifier(pool, {
    fetch: async (...args) => {
      fetches++;
      return answer?.() ?? fetch(...args);
    },
  });
  answer = () => new Response("", { status: 503 });
  await assert.rejects(verify(IdToken), { code: "Offline" });
  answer = undefined;
  await verify(IdToken);
  const unknown = `${encode({ alg: "RS256", kid: "new" })}.${IdToken.split(".")[1]}.AAAA`;
  let ahead = 0;
  t.mock.method(Date, "now", ((now) => () => now() + ahead)(Date.now));
  for (const body of ["<html>", "", '{"keys":[]}', "null"]) {
    ahead += 11_000;
    answer = () => new Response(body);
    await assert.rejects(verify(unknown), untrusted("kid"));
    await assert.rejects(verify(unknown), untrusted("kid"), "it is not asked again at once");
    await verify(IdToken);
  }
  assert.equal(fetches, 2 + 4);
});
