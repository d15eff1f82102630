import { readFile } from "node:fs/promises";

import { type Client, transcript } from "./case.ts";

/** The part of the built glue that a sign-in needs; `src/wasm/types.d.ts` has the rest. */
interface Glue {
  initSync(options: { module: BufferSource }): void;
  SignIn: new (config: string, entropy: Uint8Array) => {
    start(username: string, password: Uint8Array): string;
    receive(status: number, body: Uint8Array, nowMs: number): string;
    free(): void;
  };
}

const BUILD = new URL("../../target/wasm/", import.meta.url);

/** Ours as it is shipped: the built wasm behind its generated glue. Each call loads a module of its own. */
export async function cognipress(wasm: "cognipress.wasm" | "cognipress-simd.wasm"): Promise<Client> {
  const glue = (await import(new URL(`cognipress.js?${wasm}`, BUILD).href)) as Glue;
  glue.initSync({ module: await readFile(new URL(wasm, BUILD)) });
  return async (signIn) => {
    const config = { userPoolId: signIn.userPoolId, clientId: signIn.clientId };
    const flow = new glue.SignIn(JSON.stringify(config), signIn.entropy);
    try {
      const initiate = sent(flow.start(signIn.username, Buffer.from(signIn.password)));
      const reply = { ChallengeName: "PASSWORD_VERIFIER", ChallengeParameters: signIn.parameters };
      const respond = sent(flow.receive(200, Buffer.from(JSON.stringify(reply)), signIn.nowMs));
      return transcript(initiate.AuthParameters, respond.ChallengeResponses);
    } finally {
      flow.free();
    }
  };
}

/** The body of the request that a step asks for. */
function sent(step: string): Record<"AuthParameters" | "ChallengeResponses", Record<string, string>> {
  return JSON.parse(JSON.parse(step).request.body);
}
