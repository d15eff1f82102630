import { Core, CoreFlow, type Script } from "../../js/core.ts";
import type { Step } from "../../src/wasm/types.js";
import type { Candidate } from "./candidate.ts";

const encoder = new TextEncoder();

/**
 * Ours as it is shipped, through the boundary that the host uses: `begin` is
 * the constructor, `answer` is the reply's way from bytes to the next request,
 * JSON and hashes and all. Each call makes an instance of its own.
 */
export async function cognipress(name: string, program: WebAssembly.Module | Script): Promise<Candidate> {
  const core = await Core.instantiate(program);
  return {
    name,
    gives: "signature",
    async begin({ poolName, userId, password, B, salt, secretBlock, nowMs }) {
      const config = JSON.stringify({ userPoolId: `eu-west-1_${poolName}`, clientId: "benchmark" });
      const flow = await CoreFlow.create(core, "sign_in", config, crypto.getRandomValues(new Uint8Array(32)));
      const initiate = body(await flow.call("start", userId, password));
      const reply = encoder.encode(
        JSON.stringify({
          ChallengeName: "PASSWORD_VERIFIER",
          ChallengeParameters: { SALT: salt, SRP_B: B, SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: userId },
        }),
      );
      return {
        A: () => initiate.AuthParameters.SRP_A,
        async answer() {
          const respond = body(await flow.call("receive", 200, nowMs, reply));
          flow.free();
          return respond.ChallengeResponses.PASSWORD_CLAIM_SIGNATURE;
        },
      };
    },
  };
}

/** The body of the request that a step asks for. */
function body(step: Step): {
  AuthParameters: { SRP_A: string };
  ChallengeResponses: { PASSWORD_CLAIM_SIGNATURE: string };
} {
  if (step.kind !== "send") throw new Error(`nothing to send: ${step.kind}`);
  return JSON.parse(step.request.body);
}
