/**
 * CUSTOM_CHALLENGE, steered by the define, create and verify triggers.
 * Followed: "Custom authentication challenge Lambda triggers" of the developer guide.
 */
import { incorrectCredentials, invalidParameter, ServiceError } from "../errors.ts";
import type { Caller, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import { type CustomAuthTriggers, runTrigger } from "../triggers.ts";
import { issueTokens } from "./next.ts";
import { passwordVerifier } from "./password.ts";
import { type Answer, challenge, type Reply, required } from "./reply.ts";

function triggersOf(pool: Pool): CustomAuthTriggers {
  const triggers = pool.options.triggers.customAuth;
  if (triggers === undefined) {
    throw invalidParameter("Custom auth lambda trigger is not configured for the user pool.");
  }
  return triggers;
}

/** Does what the define trigger says; `clientPublicHex` is there when SRP comes first. */
export function decide(pool: Pool, signIn: SignIn, caller: Caller, clientPublicHex?: string): Reply {
  const triggers = triggersOf(pool);
  const decision = runTrigger("DefineAuthChallenge", () => triggers.define(signIn.results, signIn.user?.username));
  if ("failAuthentication" in decision) throw incorrectCredentials();
  if ("issueTokens" in decision) return finish(pool, signIn, caller);
  if (decision.challengeName === "PASSWORD_VERIFIER") {
    if (clientPublicHex === undefined) {
      throw new ServiceError("InvalidLambdaResponseException", "PASSWORD_VERIFIER can only follow SRP_A.");
    }
    return passwordVerifier(pool, signIn, clientPublicHex, true);
  }
  const created = runTrigger("CreateAuthChallenge", () => triggers.create(signIn.results));
  const facts = {
    privateChallengeParameters: created.privateChallengeParameters,
    ...(created.challengeMetadata !== undefined && { challengeMetadata: created.challengeMetadata }),
  };
  const parameters = { USERNAME: signIn.username, ...created.publicChallengeParameters };
  return challenge(pool, "CUSTOM_CHALLENGE", signIn, facts, parameters);
}

/** The triggers have decided; what the account's state forbids stays forbidden. */
function finish(pool: Pool, signIn: SignIn, caller: Caller): Reply {
  if (signIn.user?.enabled !== true) throw incorrectCredentials();
  if (signIn.user.status === "UNCONFIRMED") {
    throw new ServiceError("UserNotConfirmedException", "User is not confirmed.");
  }
  return issueTokens(pool, signIn, caller);
}

/** Right or wrong, the answer spends its Session: only the newest one works. */
export function answerCustom(pool: Pool, { responses, standing }: Answer, caller: Caller): Reply {
  const answer = required(responses, "ANSWER");
  const { facts, signIn } = standing;
  pool.sessions.spend(standing);
  const right = runTrigger("VerifyAuthChallengeResponse", () =>
    triggersOf(pool).verify(answer, facts.privateChallengeParameters ?? {}),
  );
  const result = {
    challengeName: "CUSTOM_CHALLENGE",
    challengeResult: right,
    ...(facts.challengeMetadata !== undefined && { challengeMetadata: facts.challengeMetadata }),
  };
  return decide(pool, { ...signIn, results: [...signIn.results, result] }, caller);
}
