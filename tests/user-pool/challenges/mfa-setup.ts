/** MFA_SETUP: after AssociateSoftwareToken and VerifySoftwareToken, or with an e-mail address. */
import { isEmail } from "../attributes.ts";
import { invalidParameter, ServiceError } from "../errors.ts";
import type { Caller, Pool } from "../pool.ts";
import { codeChallenge } from "./codes.ts";
import { issueTokens } from "./next.ts";
import { type Answer, type Reply, userOf } from "./reply.ts";

export function answerMfaSetup(pool: Pool, { responses, standing }: Answer, caller: Caller): Reply {
  const { facts, signIn } = standing;
  const email = responses.EMAIL;
  if (email !== undefined) {
    if (facts.choices?.includes("EMAIL_OTP") !== true) throw invalidParameter("E-mail MFA is not enabled.");
    if (!isEmail(email)) throw invalidParameter("Invalid email address format.");
    pool.sessions.spend(standing);
    return codeChallenge(pool, "EMAIL_OTP", signIn, undefined, email);
  }
  if (facts.totpVerified !== true) {
    throw new ServiceError("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");
  }
  pool.sessions.spend(standing);
  userOf(signIn).mfa.add("SOFTWARE_TOKEN_MFA");
  return issueTokens(pool, { ...signIn, methods: [...signIn.methods, "SOFTWARE_TOKEN_MFA"] }, caller);
}
