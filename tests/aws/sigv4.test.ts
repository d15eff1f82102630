/** The program for AWS signs as botocore does. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import type { IdentityStep, RequestToPresign, SignedRequest, UnsignedRequest } from "../../src/wasm/aws.js";
import { Core, CoreFlow } from "../../js/core.ts";
import { asScript } from "../../js/fallback.ts";
import { fromEnvironment } from "../browser/harness/environment.ts";
import { wasmFile } from "../host/wasm-files.ts";

const SEED = 20_150_830;
const COUNT = 1000;
const POOL = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";

interface Case extends Omit<UnsignedRequest, "headers"> {
  headers: Record<string, string>;
  expiresInSeconds: number | null;
  /** Base64. */
  body: string;
  timeMs: number;
  credentials: object;
  signature: string;
}

const cores = {
  wasm: await Core.instantiate(new WebAssembly.Module(wasmFile("cognipress-aws"))),
  JavaScript: await Core.instantiate(await asScript("aws", "a test", () => import("cognipress-scripts/aws-script.js"))),
};

/** An identity that has these credentials. */
async function identity(credentials: object, timeMs: number, core = cores.wasm): Promise<CoreFlow> {
  const config = { identityPoolId: POOL, kept: { id: `${POOL}-of-a-guest` } };
  const flow = await CoreFlow.create(core, "identity", JSON.stringify(config));
  await flow.call<IdentityStep>("begin", timeMs, "");
  const Credentials = { ...credentials, Expiration: timeMs / 1000 + 3600 };
  const reply = new TextEncoder().encode(JSON.stringify({ IdentityId: POOL, Credentials }));
  assert.equal((await flow.call<IdentityStep>("receive", 200, timeMs, timeMs, 0, reply)).kind, "ready");
  return flow;
}

function randomCases(): Case[] {
  const script = fileURLToPath(new URL("random_requests.py", import.meta.url));
  const options = { maxBuffer: 1 << 26, encoding: "utf8" } as const;
  return JSON.parse(execFileSync(fromEnvironment("COGNIPRESS_PYTHON"), [script, String(SEED), String(COUNT)], options));
}

const cases = randomCases();

for (const [kind, core] of Object.entries(cores)) {
  test(`${COUNT} random requests have botocore's signatures, by ${kind}`, async () => {
    assert.equal(cases.length, COUNT);
    for (const { body, credentials, signature, timeMs, expiresInSeconds, headers, ...request } of cases) {
      const flow = await identity(credentials, timeMs, core);
      const lines = Object.entries(headers).map((header) => header.join(":"));
      const unsigned = JSON.stringify({ ...request, headers: lines.join("\n"), expiresInSeconds });
      const signed =
        expiresInSeconds === null
          ? await flow.call<SignedRequest>("sign", timeMs, unsigned, Buffer.from(body, "base64"))
          : await flow.call<SignedRequest>("presign", timeMs, unsigned);
      const where = expiresInSeconds === null ? signed.headers["authorization"] : signed.url;
      assert.equal(where?.split("Signature=").at(-1), signature, JSON.stringify(request));
      flow.free();
    }
  });
}

for (const expiresInSeconds of [0, -1, 900.5, 604_801, Number.NaN]) {
  test(`no address is signed for ${expiresInSeconds} s`, async () => {
    const flow = await identity({ AccessKeyId: "AKID", SecretKey: "secret", SessionToken: "token" }, Date.now());
    const url = "https://bucket.s3.amazonaws.com/key";
    const unsigned: RequestToPresign = { method: "GET", url, service: "s3", headers: "", expiresInSeconds };
    const signed = flow.call("presign", Date.now(), JSON.stringify(unsigned));
    await assert.rejects(signed, { code: "InvalidCommand" });
    flow.free();
  });
}
