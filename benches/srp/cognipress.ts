import type { Candidate } from "./candidate.ts";

/** The part of the built glue that a sign-in needs; `src/wasm/types.d.ts` has the rest. */
interface Glue {
  initSync(options: { module: WebAssembly.Module }): unknown;
  SignIn: new (config: string, entropy: Uint8Array) => {
    start(username: string, password: Uint8Array): string;
    receive(status: number, body: Uint8Array, nowMs: number): string;
    free(): void;
  };
}

const encoder = new TextEncoder();

/**
 * Ours as it is shipped, through the boundary that the host uses: `begin` is
 * the constructor, `answer` is the reply's way from bytes to the next request,
 * JSON and hashes and all. Each call loads an instance of its own.
 */
export async function cognipress(name: string, wasm: WebAssembly.Module): Promise<Candidate> {
  const glue = (await import(new URL(`cognipress.js?${name}`, import.meta.url).href)) as Glue;
  glue.initSync({ module: wasm });
  return {
    name,
    gives: "signature",
    begin({ poolName, userId, password, B, salt, secretBlock, nowMs }) {
      const config = JSON.stringify({ userPoolId: `eu-west-1_${poolName}`, clientId: "benchmark" });
      const flow = new glue.SignIn(config, crypto.getRandomValues(new Uint8Array(32)));
      const initiate = flow.start(userId, encoder.encode(password));
      const reply = encoder.encode(
        JSON.stringify({
          ChallengeName: "PASSWORD_VERIFIER",
          ChallengeParameters: { SALT: salt, SRP_B: B, SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: userId },
        }),
      );
      return {
        A: () => body(initiate).AuthParameters.SRP_A,
        answer() {
          const step = flow.receive(200, reply, nowMs);
          flow.free();
          return body(step).ChallengeResponses.PASSWORD_CLAIM_SIGNATURE;
        },
      };
    },
  };
}

/** The body of the request that a step asks for. */
function body(step: string): {
  AuthParameters: { SRP_A: string };
  ChallengeResponses: { PASSWORD_CLAIM_SIGNATURE: string };
} {
  return JSON.parse(JSON.parse(step).request.body);
}
