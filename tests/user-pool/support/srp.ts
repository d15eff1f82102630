/** SRP sign-ins by hand. The client half is cognito-srp-helper, which shares no code with the fake. */
import { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } from "cognito-srp-helper";
import type { UserPool } from "../index.ts";
import { call, ok } from "./api.ts";

type Strings = Record<string, string>;
type Reply = Awaited<ReturnType<typeof call>>["body"];

export interface Proof {
  readonly challenge: Reply;
  /** The input of RespondToAuthChallenge that answers PASSWORD_VERIFIER. */
  readonly answer: { ClientId: string; ChallengeName: string; ChallengeResponses: Strings; Session?: string };
}

/** Begins a sign-in and computes the proof, but does not send it. */
export async function proofFor(
  userPool: UserPool,
  username: string,
  password: string,
  more: { flow?: string; parameters?: Strings; responses?: Strings } = {},
): Promise<Proof> {
  const session = createSrpSession(username, password, userPool.poolId, false);
  const request = wrapInitiateAuth(session, {
    ClientId: userPool.clientId,
    AuthFlow: (more.flow ?? "USER_SRP_AUTH") as "USER_SRP_AUTH",
    AuthParameters: { USERNAME: username, ...more.parameters },
  });
  const challenge = await ok(userPool, "InitiateAuth", request);
  const signed = signSrpSession(session, challenge);
  const answer = wrapAuthChallenge(signed, {
    ClientId: userPool.clientId,
    ChallengeName: "PASSWORD_VERIFIER",
    Session: challenge.Session,
    ChallengeResponses: { USERNAME: challenge.ChallengeParameters.USER_ID_FOR_SRP, ...more.responses },
  });
  return { challenge, answer: answer as Proof["answer"] };
}
