/** Our client, which a page readies when somebody turns to the form. */

import { CognitoClient } from "../../js/index.ts";

import type { Credentials, SignIn } from "./peer.ts";

let client: CognitoClient | undefined;

export async function prepare({ userPoolId, clientId, endpoint }: Credentials): Promise<void> {
  client = new CognitoClient({ userPoolId, clientId, endpoint });
  await client.prepare();
}

export const signIn: SignIn = async ({ username, password }) => {
  const result = await client?.signIn({ username, password });
  if (result?.kind !== "signed-in") throw new Error(`ended with ${JSON.stringify(result)}`);
};
