/**
 * What comes after a factor: a new password, the device, a second factor, its set-up, tokens.
 * Followed: "Authentication with Amazon Cognito user pools" and "Adding MFA to a user pool" of the developer guide.
 */
import { newDevice } from "../devices.ts";
import { ServiceError, userDisabled } from "../errors.ts";
import { feedbackToken } from "../operations/account.ts";
import type { MfaType } from "../options.ts";
import type { Caller, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import type { User } from "../users.ts";
import { codeChallenge } from "./codes.ts";
import { newPasswordChallenge } from "./new-password.ts";
import { challenge, type Reply, userOf } from "./reply.ts";
import { assuranceOf, continueStepUp } from "./step-up.ts";

export function afterFirstFactor(pool: Pool, signIn: SignIn, caller: Caller): Reply {
  const user = userOf(signIn);
  if (!user.enabled) throw userDisabled();
  if (user.status === "UNCONFIRMED") throw new ServiceError("UserNotConfirmedException", "User is not confirmed.");
  if (user.status === "RESET_REQUIRED") {
    throw new ServiceError("PasswordResetRequiredException", "Password reset required for the user");
  }
  if (user.status === "FORCE_CHANGE_PASSWORD") return newPasswordChallenge(pool, signIn);
  return afterPassword(pool, signIn, caller);
}

/** A remembered device stands in for the second factor. */
export function afterPassword(pool: Pool, signIn: SignIn, caller: Caller): Reply {
  if (signIn.target !== undefined) return continueStepUp(pool, signIn, caller);
  const user = userOf(signIn);
  const device = user.devices.get(signIn.deviceKey ?? "");
  if (device?.confirmed === true && device.remembered) {
    return challenge(pool, "DEVICE_SRP_AUTH", signIn, {}, {});
  }
  if (!needsMfa(pool, user) || signIn.methods.includes("WEB_AUTHN")) return issueTokens(pool, signIn, caller);
  return secondFactor(pool, signIn);
}

export const needsMfa = (pool: Pool, user: User): boolean => pool.options.mfa === "ON" || mfaOf(pool, user).length > 0;

/** The second factors this user can be asked for. */
export function mfaOf(pool: Pool, user: User): readonly MfaType[] {
  const { mfa, mfaTypes } = pool.options;
  if (mfa === "OFF") return [];
  const chosen = mfaTypes.filter((type) => user.mfa.has(type));
  if (chosen.length > 0 || mfa === "OPTIONAL") return chosen;
  return mfaTypes.filter(
    (type) =>
      (type === "SMS_MFA" && user.isVerified("phone_number")) || (type === "EMAIL_OTP" && user.isVerified("email")),
  );
}

export function secondFactor(pool: Pool, signIn: SignIn): Reply {
  const user = userOf(signIn);
  const types = mfaOf(pool, user);
  const preferred = types.find((type) => type === user.preferredMfa) ?? (types.length === 1 ? types[0] : undefined);
  if (preferred !== undefined) return codeChallenge(pool, preferred, signIn);
  if (types.length > 1) {
    const parameters = { MFAS_CAN_CHOOSE: JSON.stringify(types), USER_ID_FOR_SRP: signIn.username };
    return challenge(pool, "SELECT_MFA_TYPE", signIn, { choices: types }, parameters);
  }
  const canSetUp = pool.options.mfaTypes;
  return challenge(pool, "MFA_SETUP", signIn, { choices: canSetUp }, { MFAS_CAN_SETUP: JSON.stringify(canSetUp) });
}

export function issueTokens(pool: Pool, signIn: SignIn, caller: Caller): Reply {
  const user = userOf(signIn);
  const { deviceKey, metadata } = deviceOf(pool, user, signIn.deviceKey, caller);
  const { methods, target } = signIn;
  const assurance = target && assuranceOf(methods);
  const { session, user: _, ...result } = pool.tokens.start(user, methods, deviceKey, caller.userAgent, assurance);
  if (pool.options.tier === "PLUS") notifyOfRisk(pool, user, session.eventId);
  return { ChallengeParameters: {}, AuthenticationResult: { ...result, ...metadata } };
}

/** A device that the user does not bring along is a new one, and is told its key. */
function deviceOf(pool: Pool, user: User, deviceKey: string | undefined, caller: Caller) {
  if (pool.options.devices === "OFF") return { deviceKey: undefined, metadata: {} };
  const known = user.devices.get(deviceKey ?? "");
  if (known?.confirmed === true) {
    known.authenticatedAt = pool.clock.seconds();
    return { deviceKey: known.key, metadata: {} };
  }
  const device = newDevice(pool.options.region, pool.clock.seconds(), caller.ipAddress);
  user.devices.set(device.key, device);
  const metadata = { NewDeviceMetadata: { DeviceKey: device.key, DeviceGroupKey: device.groupKey } };
  return { deviceKey: device.key, metadata };
}

function notifyOfRisk(pool: Pool, user: User, eventId: string): void {
  const to = user.attributes.get("email");
  if (to === undefined) return;
  const code = feedbackToken(pool, user, eventId);
  pool.mailbox.deliver({ medium: "EMAIL", to, purpose: "risk-notification", username: user.username, code, eventId });
}
