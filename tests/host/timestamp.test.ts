import assert from "node:assert/strict";
import { test } from "node:test";
import { Core, CoreFlow } from "../../js/core.ts";
import type { Step } from "../../src/wasm/types.js";
import { srpServer } from "../memory/srp-server.ts";
import { wasmFile } from "./wasm-files.ts";

// The programs have the host's Date write the date that TIMESTAMP is made of.

const core = await Core.instantiate(new WebAssembly.Module(wasmFile("cognipress")));
const config = JSON.stringify({ userPoolId: "eu-west-1_Ab12Cd34E", clientId: "client" });

for (const [date, expected] of [
  ["1970-01-01T00:00:00Z", "Thu Jan 1 00:00:00 UTC 1970"],
  ["2000-02-29T23:59:59.999Z", "Tue Feb 29 23:59:59 UTC 2000"],
  ["2026-11-02T09:05:07Z", "Mon Nov 2 09:05:07 UTC 2026"],
  ["2026-12-10T19:50:30Z", "Thu Dec 10 19:50:30 UTC 2026"],
] as const) {
  test(`the TIMESTAMP of ${date}`, async () => {
    const a = new Uint8Array(32).fill(7);
    const { challenge } = srpServer({ poolName: "Ab12Cd34E", userId: "jane", password: "secret", a });
    const flow = await CoreFlow.create(core, "sign_in", config, a);
    await flow.call("start", "jane", "secret");
    const step = await flow.call<Step>("receive", 200, Date.parse(date), Buffer.from(JSON.stringify(challenge)));
    flow.free();
    assert.ok(step.kind === "send");
    assert.equal(JSON.parse(step.request.body)["ChallengeResponses"].TIMESTAMP, expected);
  });
}
