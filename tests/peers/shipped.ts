import { mock } from "node:test";

import { Amplify } from "aws-amplify";
import { signIn } from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";

import { type Case, type Client, type Transcript, transcript } from "./case.ts";

ConsoleLogger.LOG_LEVEL = "ERROR"; // or it warns of the endpoint at each sign-in

/*
 * The peers as they are shipped, whole: each is called as an application calls
 * it, and believes it talks to Cognito. Only what a client takes from its
 * surroundings is ours: the network, the clock and the random generator.
 */

export const identityJs: Client = (signIn) =>
  surrounded(signIn, (endpoint) => {
    const Pool = new CognitoUserPool({
      UserPoolId: signIn.userPoolId,
      ClientId: signIn.clientId,
      endpoint,
      Storage: emptyStorage,
    });
    const user = new CognitoUser({ Username: signIn.username, Pool, Storage: emptyStorage });
    return new Promise((done) => {
      user.authenticateUser(
        new AuthenticationDetails({ Username: signIn.username, Password: signIn.password }),
        { onSuccess: done, onFailure: done },
      );
    });
  });

export const amplify: Client = (one) =>
  surrounded(one, async (endpoint) => {
    Amplify.configure({
      Auth: {
        Cognito: { userPoolId: one.userPoolId, userPoolClientId: one.clientId, userPoolEndpoint: endpoint },
      },
    });
    await signIn({ username: one.username, password: one.password }).catch(() => undefined);
  });

const emptyStorage = { getItem: () => null, setItem: () => {}, removeItem: () => {}, clear: () => {} };

/** Runs a client to its password claim, which the pool then refuses: nothing of the sign-in outlives the case. */
async function surrounded(signIn: Case, run: (endpoint: string) => Promise<unknown>): Promise<Transcript> {
  const sent: Record<string, Record<string, string>> = {};
  const network = mock.method(globalThis, "fetch", async (_url: unknown, init: RequestInit) => {
    const target = new Headers(init.headers).get("x-amz-target")?.split(".")[1];
    const body = JSON.parse(String(init.body));
    if (target === "InitiateAuth") {
      sent.initiate = body.AuthParameters;
      return Response.json({ ChallengeName: "PASSWORD_VERIFIER", ChallengeParameters: signIn.parameters });
    }
    sent.respond = body.ChallengeResponses;
    return Response.json({ __type: "NotAuthorizedException", message: "Seen enough." }, { status: 400 });
  });
  const random = mock.method(crypto, "getRandomValues", wordsOf(signIn.entropy));
  mock.timers.enable({ apis: ["Date"], now: signIn.nowMs });
  try {
    await run("https://pool.invalid/");
  } finally {
    mock.timers.reset();
    random.mock.restore();
    network.mock.restore();
  }
  const { initiate, respond } = sent;
  if (initiate === undefined || respond === undefined) throw new Error("the peer did not reach its password claim");
  return transcript(initiate, respond);
}

/** Both peers ask for `a` as 32 words of 32 bits, most significant first; ours is the low 256 bits. */
function wordsOf(entropy: Uint8Array): (words: Uint32Array) => Uint32Array {
  const padded = Buffer.concat([Buffer.alloc(128 - entropy.length), entropy]);
  let offset = 0;
  return (words) => {
    if (words.constructor !== Uint32Array || words.length !== 1 || offset === padded.length) {
      throw new Error("the peer draws its random numbers in another way than it did");
    }
    words[0] = padded.readUInt32BE(offset);
    offset += 4;
    return words;
  };
}
