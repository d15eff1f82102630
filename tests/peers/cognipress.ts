import { readFile } from "node:fs/promises";

import { Core, CoreFlow } from "../../js/core.ts";
import type { Step } from "../../src/wasm/types.js";
import { type Client, transcript } from "./case.ts";

const BUILD = new URL("../../target/wasm/", import.meta.url);

/** Ours as it is shipped: the built wasm behind the host's own binding. Each call makes an instance of its own. */
export async function cognipress(wasm: "cognipress.wasm" | "cognipress-simd.wasm"): Promise<Client> {
  const core = await Core.instantiate(new WebAssembly.Module(await readFile(new URL(wasm, BUILD))));
  return async (signIn) => {
    const config = JSON.stringify({ userPoolId: signIn.userPoolId, clientId: signIn.clientId });
    const flow = await CoreFlow.create(core, "sign_in", config, signIn.entropy);
    try {
      const initiate = sent(await flow.call("start", signIn.username, signIn.password));
      const reply = { ChallengeName: "PASSWORD_VERIFIER", ChallengeParameters: signIn.parameters };
      const respond = sent(await flow.call("receive", 200, signIn.nowMs, Buffer.from(JSON.stringify(reply))));
      return transcript(initiate.AuthParameters, respond.ChallengeResponses);
    } finally {
      flow.free();
    }
  };
}

/** The body of the request that a step asks for. */
function sent(step: Step): Record<"AuthParameters" | "ChallengeResponses", Record<string, string>> {
  if (step.kind !== "send") throw new Error(`nothing to send: ${step.kind}`);
  return JSON.parse(step.request.body);
}
