/** AssociateSoftwareToken, VerifySoftwareToken, SetUserMFAPreference, SetUserSettings. */
import { accessTokenRevoked, invalidParameter, notAuthorized, ServiceError } from "../errors.ts";
import type { MfaType } from "../options.ts";
import type { Pool } from "../pool.ts";
import { newSecret, stepOfCode } from "../totp.ts";
import type { User } from "../users.ts";
import type { Input } from "../validate.ts";

/** Both token operations take an access token or the Session of MFA_SETUP, not both. */
function checkProof(pool: Pool, input: Input): void {
  if ((input.AccessToken === undefined) === (input.Session === undefined)) {
    throw invalidParameter("Either AccessToken or Session is required.");
  }
  if (!pool.options.mfaTypes.includes("SOFTWARE_TOKEN_MFA") || pool.options.mfa === "OFF") {
    throw new ServiceError(
      "SoftwareTokenMFANotFoundException",
      "Software Token MFA has not been enabled by the userPool",
    );
  }
}

export function associateSoftwareToken(pool: Pool, input: Input): object {
  checkProof(pool, input);
  const secret = newSecret();
  if (input.AccessToken !== undefined) {
    pool.authorize(input.AccessToken, accessTokenRevoked).user.pendingTotpSecret = secret;
    return { SecretCode: secret };
  }
  const standing = pool.sessions.find(input.Session, ["MFA_SETUP"]);
  pool.sessions.spend(standing);
  const facts = { ...standing.facts, totpSecret: secret };
  return {
    SecretCode: secret,
    Session: pool.sessions.open("MFA_SETUP", standing.signIn, facts, pool.options.sessionSeconds),
  };
}

const wrongToken = () =>
  new ServiceError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");

export function verifySoftwareToken(pool: Pool, input: Input): object {
  checkProof(pool, input);
  const friendlyName: string = input.FriendlyDeviceName ?? "";
  if (input.AccessToken !== undefined) {
    const { user } = pool.authorize(input.AccessToken);
    if (user.pendingTotpSecret === undefined) throw invalidParameter("No software token to verify.");
    accept(pool, user, user.pendingTotpSecret, input.UserCode, friendlyName);
    user.pendingTotpSecret = undefined;
    return { Status: "SUCCESS" };
  }
  const standing = pool.sessions.find(input.Session, ["MFA_SETUP"]);
  const { user } = standing.signIn;
  if (user === undefined || standing.facts.totpSecret === undefined)
    throw notAuthorized("Invalid session for the user.");
  try {
    accept(pool, user, standing.facts.totpSecret, input.UserCode, friendlyName);
  } catch (error) {
    pool.sessions.missed(standing);
    throw error;
  }
  pool.sessions.spend(standing);
  const facts = { ...standing.facts, totpVerified: true };
  return {
    Status: "SUCCESS",
    Session: pool.sessions.open("MFA_SETUP", standing.signIn, facts, pool.options.sessionSeconds),
  };
}

/** Makes the secret the user's own if the code is one of it. */
function accept(pool: Pool, user: User, secret: string, code: string, friendlyName: string): void {
  const step = stepOfCode(secret, code, pool.clock.seconds());
  if (step === undefined) throw wrongToken();
  user.totp = { secret, verified: true, friendlyName, lastStep: step };
}

interface MfaSetting {
  readonly Enabled?: boolean;
  readonly PreferredMfa?: boolean;
}

export function setUserMFAPreference(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken);
  if (pool.options.mfa === "OFF") throw invalidParameter("MFA is not enabled for the user pool.");
  const settings: readonly (readonly [MfaType, MfaSetting | undefined])[] = [
    ["SMS_MFA", input.SMSMfaSettings],
    ["SOFTWARE_TOKEN_MFA", input.SoftwareTokenMfaSettings],
    ["EMAIL_OTP", input.EmailMfaSettings],
  ];
  if (settings.filter(([, setting]) => setting?.PreferredMfa === true).length > 1) {
    throw invalidParameter("Only one MFA method can be preferred.");
  }
  for (const [type, setting] of settings) checkSetting(pool, user, type, setting);
  checkPasskeySetting(pool, input.WebAuthnMfaSettings);
  for (const [type, setting] of settings) applySetting(user, type, setting);
  user.webAuthnMfa = input.WebAuthnMfaSettings?.Enabled ?? user.webAuthnMfa;
  return {};
}

function checkSetting(pool: Pool, user: User, type: MfaType, setting: MfaSetting | undefined): void {
  if (setting?.PreferredMfa === true && setting.Enabled !== true && !user.mfa.has(type)) {
    throw invalidParameter("Invalid MFA preference: a preferred method must be enabled.");
  }
  if (setting?.Enabled !== true) return;
  if (type === "SOFTWARE_TOKEN_MFA" && user.totp?.verified !== true) {
    throw invalidParameter("User has not verified software token mfa");
  }
  const contact = { SMS_MFA: "phone_number", EMAIL_OTP: "email", SOFTWARE_TOKEN_MFA: "sub" }[type];
  if (!pool.options.mfaTypes.includes(type) || !user.attributes.has(contact)) {
    throw invalidParameter(`User does not have delivery config set to turn on ${type}`);
  }
}

function checkPasskeySetting(pool: Pool, setting: MfaSetting | undefined): void {
  if (setting?.Enabled === true && pool.options.webAuthn?.multiFactor !== true) {
    throw invalidParameter("Passkeys are not enabled for MFA in the user pool.");
  }
}

function applySetting(user: User, type: MfaType, setting: MfaSetting | undefined): void {
  if (setting?.Enabled === true) user.mfa.add(type);
  if (setting?.Enabled === false) user.mfa.delete(type);
  if (setting?.PreferredMfa === true) user.preferredMfa = type;
  const dropped = setting?.PreferredMfa === false || setting?.Enabled === false;
  if (dropped && user.preferredMfa === type) user.preferredMfa = undefined;
}

/** Legacy: SMS alone, on or off. */
export function setUserSettings(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken);
  const options = input.MFAOptions as readonly { DeliveryMedium?: string; AttributeName?: string }[];
  const known = options.every(
    ({ AttributeName, DeliveryMedium }) => DeliveryMedium === "SMS" && AttributeName === "phone_number",
  );
  if (!known) throw invalidParameter("Only SMS to phone_number can be set.");
  const enabled = options.length > 0;
  checkSetting(pool, user, "SMS_MFA", { Enabled: enabled });
  applySetting(user, "SMS_MFA", { Enabled: enabled });
  return {};
}
