/** GetUser, GetUserAuthFactors, DeleteUser, UpdateAuthEventFeedback. */
import { createHmac } from "node:crypto";
import { toList } from "../attributes.ts";
import { invalidParameter, notAuthorized, ServiceError, userNotFound } from "../errors.ts";
import type { Pool } from "../pool.ts";
import type { User } from "../users.ts";
import type { Input } from "../validate.ts";

const mfaSettings = (user: User) => ({
  ...(user.preferredMfa !== undefined && { PreferredMfaSetting: user.preferredMfa }),
  ...(user.mfa.size > 0 && { UserMFASettingList: [...user.mfa] }),
});

export function getUser(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken);
  return {
    Username: user.username,
    UserAttributes: toList(user.attributes),
    ...(user.mfa.has("SMS_MFA") && { MFAOptions: [{ DeliveryMedium: "SMS", AttributeName: "phone_number" }] }),
    ...mfaSettings(user),
  };
}

export function getUserAuthFactors(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken);
  const { firstFactors } = pool.options;
  const factors = {
    PASSWORD: user.password !== undefined,
    EMAIL_OTP: firstFactors.includes("EMAIL_OTP") && user.isVerified("email"),
    SMS_OTP: firstFactors.includes("SMS_OTP") && user.isVerified("phone_number"),
    WEB_AUTHN: user.passkeys.size > 0,
    SOFTWARE_TOKEN: user.totp?.verified === true,
  };
  return {
    Username: user.username,
    ...mfaSettings(user),
    ConfiguredUserAuthFactors: Object.entries(factors).flatMap(([name, has]) => (has ? [name] : [])),
  };
}

export function deleteUser(pool: Pool, input: Input): undefined {
  const { user } = pool.authorize(input.AccessToken);
  pool.users.remove(user);
  return undefined;
}

/** The token that a risk notification carries: it opens feedback on one event of one user. */
export const feedbackToken = (pool: Pool, user: User, eventId: string): string =>
  createHmac("sha256", pool.seed).update(`feedback ${user.sub} ${eventId}`).digest("base64url");

export function updateAuthEventFeedback(pool: Pool, input: Input): object {
  const { EventId, FeedbackToken, FeedbackValue, UserPoolId, Username } = input;
  if (UserPoolId !== pool.options.poolId) throw invalidParameter(`User pool ${UserPoolId} does not exist.`);
  if (pool.options.tier !== "PLUS") {
    throw new ServiceError("UserPoolAddOnNotEnabledException", "User pool add-ons are not enabled.");
  }
  const user = pool.users.find(Username);
  if (user === undefined) throw userNotFound();
  if (FeedbackToken !== feedbackToken(pool, user, EventId)) throw notAuthorized("Invalid feedback token.");
  pool.feedback.set(EventId, FeedbackValue);
  return {};
}
