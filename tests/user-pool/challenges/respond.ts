/** RespondToAuthChallenge: finds what the answer is for, and hands it to the challenge's own rules. */
import { invalidParameter, invalidSession } from "../errors.ts";
import type { Caller, Pool } from "../pool.ts";
import type { Standing, Step } from "../sessions.ts";
import type { Strings } from "../triggers.ts";
import type { Input } from "../validate.ts";
import { answerPasskey, answerPassword, answerPasswordSrp, answerSelectChallenge } from "./choice.ts";
import { answerSelectMfaType, answerSentCode, answerSoftwareToken } from "./codes.ts";
import { answerCustom } from "./custom.ts";
import { answerDeviceSrp, answerDeviceVerifier } from "./device.ts";
import { answerMfaSetup } from "./mfa-setup.ts";
import { answerNewPassword } from "./new-password.ts";
import { answerPasswordVerifier } from "./password.ts";
import { type Answer, type Reply, required } from "./reply.ts";

type Rule = (pool: Pool, answer: Answer, caller: Caller) => Reply;

const rules: Readonly<Partial<Record<Step, Rule>>> = {
  SMS_MFA: (pool, answer, caller) => answerSentCode(pool, "SMS_MFA", answer, caller),
  EMAIL_OTP: (pool, answer, caller) => answerSentCode(pool, "EMAIL_OTP", answer, caller),
  SMS_OTP: (pool, answer, caller) => answerSentCode(pool, "SMS_OTP", answer, caller),
  SOFTWARE_TOKEN_MFA: answerSoftwareToken,
  SELECT_MFA_TYPE: answerSelectMfaType,
  MFA_SETUP: answerMfaSetup,
  PASSWORD_VERIFIER: answerPasswordVerifier,
  CUSTOM_CHALLENGE: answerCustom,
  SELECT_CHALLENGE: answerSelectChallenge,
  DEVICE_SRP_AUTH: answerDeviceSrp,
  DEVICE_PASSWORD_VERIFIER: answerDeviceVerifier,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  PASSWORD: answerPassword,
  PASSWORD_SRP: answerPasswordSrp,
  WEB_AUTHN: answerPasskey,
};

export function respondToAuthChallenge(pool: Pool, input: Input, caller: Caller): Reply {
  const step: Step = input.ChallengeName;
  const responses: Strings = input.ChallengeResponses ?? {};
  const rule = rules[step];
  if (rule === undefined) throw invalidParameter("Challenge name is not supported.");
  const username = required(responses, "USERNAME");
  pool.checkClient(input.ClientId, responses.SECRET_HASH, username);
  const secretBlock = step === "PASSWORD_VERIFIER" ? responses.PASSWORD_CLAIM_SECRET_BLOCK : undefined;
  const standing = pool.sessions.find(input.Session ?? secretBlock, [step]);
  checkUsername(pool, standing, username);
  return rule(pool, { standing, responses }, caller);
}

/** The answer must be the same user's; the proof of a password takes the user name itself, no alias. */
function checkUsername(pool: Pool, { signIn, step }: Standing, username: string): void {
  const { typed, user } = signIn;
  const isAlias = user !== undefined && step === "PASSWORD_VERIFIER" && pool.users.findByName(username) !== user;
  const isSame = user === undefined ? [typed, signIn.username].includes(username) : pool.users.find(username) === user;
  if (!isSame || isAlias) throw invalidSession();
}
