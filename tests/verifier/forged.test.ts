/** The forged tokens of the session exchange, before this verifier and before AWS' own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { createVerifier } from "../../js/verify.ts";
import { pool } from "../browser/harness/site.ts";
import { algorithmForgeries } from "../exchange/forgeries/algorithm.ts";
import { claimForgeries } from "../exchange/forgeries/claims.ts";
import { headerForgeries } from "../exchange/forgeries/header.ts";
import { structureForgeries } from "../exchange/forgeries/structure.ts";
import { controlToken } from "../exchange/harness/forgery.ts";
import { makeEcKey, makeRsaKey } from "../exchange/harness/keys.ts";
import { freshClaims } from "../exchange/harness/token.ts";
import { wasmFile } from "../host/wasm-files.ts";

const keys = {
  trusted: makeRsaKey(),
  short: makeRsaKey(1024),
  encryption: makeRsaKey(2048, { use: "enc" }),
  elliptic: makeEcKey(),
  attacker: makeRsaKey(),
};
const { attacker, ...published } = keys;
const keySet = { keys: Object.values(published).map(({ jwk }) => jwk) };
const full = new WebAssembly.Module(wasmFile("cognipress-full"));
const { userPoolId, clientId } = pool;

const ours = createVerifier({
  userPoolId,
  clientId,
  tokenUse: "id",
  wasm: { signIn: full, full },
  fetch: async () => Response.json(keySet),
});
const theirs = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: "id" });
theirs.cacheJwks(keySet as Parameters<typeof theirs.cacheJwks>[0]);

const isTrusted = (verify: () => Promise<unknown>) => verify().then(() => true, () => false);

async function judge(token: unknown): Promise<{ ours: boolean; theirs: boolean }> {
  return {
    ours: await isTrusted(() => ours.verify(token as string)),
    theirs: await isTrusted(async () => theirs.verifySync(token as string)),
  };
}

test("a good token is trusted by both", async () => {
  assert.deepEqual(await judge(controlToken(keys)), { ours: true, theirs: true });
});

const forgeries = [...algorithmForgeries, ...headerForgeries, ...structureForgeries, ...claimForgeries];
/** Not forged for a verifier: the exchange alone asks how old a token is, and what type the claims have that it reads. */
const ONLY_THE_EXCHANGE =
  /^(iat|auth_time|sub|email|email_verified|cognito:(username|groups)) |twice|more than 8 KiB/;

test(`${forgeries.length} forged tokens: nothing is trusted that aws-jwt-verify does not trust`, async () => {
  let refused = 0;
  for (const { name, make } of forgeries) {
    const judged = await judge(make(keys, freshClaims()));
    if (!judged.ours) refused++;
    else assert.deepEqual([judged.theirs, ONLY_THE_EXCHANGE.test(name)], [true, true], name);
  }
  assert.ok(refused > 180, String(refused));
});
