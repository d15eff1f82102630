/** SMS_MFA, EMAIL_OTP, SMS_OTP, SOFTWARE_TOKEN_MFA, SELECT_MFA_TYPE. */
import { invalidParameter, ServiceError, wrongSignInCode } from "../errors.ts";
import { newCode } from "../codes.ts";
import { mask } from "../mailbox.ts";
import { mediumOf } from "../attributes.ts";
import type { MfaType } from "../options.ts";
import type { Caller, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import { stepOfCode } from "../totp.ts";
import type { User } from "../users.ts";
import { afterFirstFactor, issueTokens } from "./next.ts";
import { type Answer, challenge, type Reply, required, userOf } from "./reply.ts";
import { continueStepUp } from "./step-up.ts";

type SentCode = "SMS_MFA" | "EMAIL_OTP" | "SMS_OTP";

/** Asks for a code: one from the authenticator app, or one that is sent with this call. */
export function codeChallenge(
  pool: Pool,
  type: MfaType | SentCode,
  signIn: SignIn,
  available?: readonly string[],
  newEmail?: string,
): Reply {
  if (type === "SOFTWARE_TOKEN_MFA") {
    const friendlyName = signIn.user?.totp?.friendlyName;
    const parameters = {
      USER_ID_FOR_SRP: signIn.username,
      ...(friendlyName && { FRIENDLY_DEVICE_NAME: friendlyName }),
    };
    return challenge(pool, type, signIn, {}, parameters);
  }
  const code = newCode();
  const contact = type === "EMAIL_OTP" ? "email" : "phone_number";
  const delivery =
    signIn.user === undefined
      ? {
          Destination: mask(mediumOf(contact), pool.simulatedUsername(signIn.typed)),
          DeliveryMedium: mediumOf(contact),
        }
      : pool.send(signIn.user, contact, "sign-in", code, newEmail ?? signIn.user.attributes.get(contact));
  const parameters = {
    CODE_DELIVERY_DELIVERY_MEDIUM: delivery.DeliveryMedium,
    CODE_DELIVERY_DESTINATION: delivery.Destination,
  };
  return challenge(pool, type, signIn, { code, ...(newEmail !== undefined && { newEmail }) }, parameters, available);
}

/** The names a client may give a code; the docs say both EMAIL_OTP and EMAIL_MFA. */
const RESPONSE_NAMES: Readonly<Record<SentCode, readonly string[]>> = {
  SMS_MFA: ["SMS_MFA_CODE"],
  EMAIL_OTP: ["EMAIL_OTP_CODE", "EMAIL_MFA_CODE"],
  SMS_OTP: ["SMS_OTP_CODE"],
};

export function answerSentCode(pool: Pool, type: SentCode, answer: Answer, caller: Caller): Reply {
  const { responses, standing } = answer;
  const names = RESPONSE_NAMES[type];
  const name = names.find((candidate) => responses[candidate] !== undefined) ?? names[0] ?? "";
  if (required(responses, name) !== standing.facts.code || standing.signIn.user === undefined) {
    pool.sessions.missed(standing);
    throw wrongSignInCode();
  }
  pool.sessions.spend(standing);
  const { signIn } = standing;
  const { newEmail } = standing.facts;
  if (newEmail !== undefined) setUpEmail(userOf(signIn), newEmail);
  const passed = { ...signIn, methods: [...signIn.methods, type] };
  const isFirstFactor = signIn.methods.length === 0 || signIn.target !== undefined;
  return isFirstFactor ? afterFirstFactor(pool, passed, caller) : issueTokens(pool, passed, caller);
}

/** The last step of MFA_SETUP with an e-mail address. */
function setUpEmail(user: User, email: string): void {
  user.setContact("email", email, true);
  user.mfa.add("EMAIL_OTP");
}

export function answerSoftwareToken(pool: Pool, answer: Answer, caller: Caller): Reply {
  const { responses, standing } = answer;
  const { totp } = userOf(standing.signIn);
  if (totp === undefined) {
    throw new ServiceError("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");
  }
  const step = stepOfCode(totp.secret, required(responses, "SOFTWARE_TOKEN_MFA_CODE"), pool.clock.seconds());
  if (step === undefined) {
    pool.sessions.missed(standing);
    throw new ServiceError("CodeMismatchException", "Invalid code received for user");
  }
  if (step <= totp.lastStep) {
    throw new ServiceError("ExpiredCodeException", "Your software token has already been used once.");
  }
  totp.lastStep = step;
  pool.sessions.spend(standing);
  const { signIn } = standing;
  const passed = { ...signIn, methods: [...signIn.methods, "SOFTWARE_TOKEN_MFA"] };
  return signIn.target === undefined ? issueTokens(pool, passed, caller) : continueStepUp(pool, passed, caller);
}

export function answerSelectMfaType(pool: Pool, { responses, standing }: Answer): Reply {
  const wanted = required(responses, "ANSWER");
  const type = wanted === "EMAIL_MFA" ? "EMAIL_OTP" : wanted;
  if (standing.facts.choices?.includes(type) !== true) throw invalidParameter(`Invalid MFA type: ${wanted}`);
  pool.sessions.spend(standing);
  return codeChallenge(pool, type as MfaType, standing.signIn);
}
