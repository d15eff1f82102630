/** ForgotPassword, ConfirmForgotPassword, ChangePassword. */
import {
  incorrectCredentials,
  invalidParameter,
  limitExceeded,
  notAuthorized,
  ServiceError,
  tooManyFailedAttempts,
  userDisabled,
  userNotFound,
} from "../errors.ts";
import { checkPassword } from "../passwords.ts";
import type { Pool } from "../pool.ts";
import type { User } from "../users.ts";
import type { Input } from "../validate.ts";

const CODE_SECONDS = 3600;

const codeKey = (user: User) => `forgot-password ${user.sub}`;

export function forgotPassword(pool: Pool, input: Input): object {
  const { ClientId, SecretHash, Username } = input;
  pool.checkClient(ClientId, SecretHash, Username);
  const user = pool.users.find(Username);
  const silent = pool.options.preventUserExistenceErrors;
  if (user === undefined || (!user.enabled && silent)) {
    if (!silent) throw userNotFound();
    return { CodeDeliveryDetails: pool.simulatedDelivery(Username) };
  }
  if (!user.enabled) throw userDisabled();
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    throw notAuthorized("User password cannot be reset in the current state.");
  }
  const contact = pool.verifiedContact(user);
  if (contact === undefined) {
    throw invalidParameter(
      "Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
  }
  pool.codes.limitRequests(codeKey(user), limitExceeded);
  const code = pool.codes.issue(codeKey(user), CODE_SECONDS);
  return { CodeDeliveryDetails: pool.send(user, contact, "forgot-password", code) };
}

export function confirmForgotPassword(pool: Pool, input: Input): object {
  const { ClientId, ConfirmationCode, Password, SecretHash, Username } = input;
  pool.checkClient(ClientId, SecretHash, Username);
  const user = pool.users.find(Username);
  if (user === undefined && !pool.options.preventUserExistenceErrors) throw userNotFound();
  checkPassword(pool.options.passwordPolicy, Password);
  const key = user === undefined ? `nobody ${Username}` : codeKey(user);
  pool.codes.redeem(key, ConfirmationCode, tooManyFailedAttempts);
  if (user === undefined) return {};
  setPassword(pool, user, Password);
  user.status = "CONFIRMED";
  pool.attempts.succeeded(user.username);
  return {};
}

export function changePassword(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken);
  pool.codes.limitRequests(`change-password ${user.sub}`, limitExceeded);
  if (user.password !== undefined && !pool.users.isPassword(user, input.PreviousPassword ?? "")) {
    throw incorrectCredentials();
  }
  checkPassword(pool.options.passwordPolicy, input.ProposedPassword);
  setPassword(pool, user, input.ProposedPassword);
  return {};
}

/** Sets a password that keeps to the policy, unless the history forbids it. */
export function setPassword(pool: Pool, user: User, password: string): void {
  if (pool.users.wasPassword(user, password)) {
    throw new ServiceError("PasswordHistoryPolicyViolationException", "Password has previously been used.");
  }
  pool.users.setPassword(user, password);
}
