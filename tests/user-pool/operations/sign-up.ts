/** SignUp, ConfirmSignUp, ResendConfirmationCode. */
import { type Attribute, checkAttribute, checkRequired, isEmail, isPhone, toRecord } from "../attributes.ts";
import {
  aliasExists,
  invalidParameter,
  limitExceeded,
  notAuthorized,
  ServiceError,
  tooManyFailedAttempts,
  userNotFound,
} from "../errors.ts";
import type { Contact } from "../options.ts";
import { checkPassword } from "../passwords.ts";
import type { CodeDelivery, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import { runTrigger } from "../triggers.ts";
import type { User } from "../users.ts";
import type { Input } from "../validate.ts";

const CODE_SECONDS = 24 * 3600;

const codeKey = (user: User) => `sign-up ${user.sub}`;

export function signUp(pool: Pool, input: Input): object {
  const { ClientId, SecretHash, Username } = input;
  pool.checkClient(ClientId, SecretHash, Username);
  const attributes = withUsernameAttribute(pool, Username, toRecord(input.UserAttributes));
  checkUsername(pool, Username);
  checkNewPassword(pool, input.Password);
  for (const [name, value] of Object.entries(attributes)) checkAttribute(pool.options, name, value);
  checkRequired(pool.options, attributes);

  const decision = runTrigger("PreSignUp", () =>
    pool.options.triggers.preSignUp?.({
      username: Username,
      userAttributes: attributes,
      validationData: toRecord(input.ValidationData as readonly Attribute[] | undefined),
      clientMetadata: input.ClientMetadata ?? {},
    }),
  );
  const user = pool.users.add(Username, attributes);
  if (input.Password) pool.users.setPassword(user, input.Password);
  if (decision?.autoConfirmUser === true) user.status = "CONFIRMED";

  const delivery = user.status === "UNCONFIRMED" ? sendCode(pool, user) : undefined;
  return {
    UserConfirmed: user.status === "CONFIRMED",
    UserSub: user.sub,
    ...(delivery !== undefined && { CodeDeliveryDetails: delivery }),
    ...(pool.options.authFlows.includes("USER_AUTH") && {
      Session: pool.sessions.open("SIGN_UP", newSignIn(user), {}, CODE_SECONDS),
    }),
  };
}

/** In a pool whose users sign up with an address, the user name given is that address. */
function withUsernameAttribute(
  pool: Pool,
  username: string,
  attributes: Record<string, string>,
): Record<string, string> {
  const [attribute] = pool.options.usernameAttributes.filter((name) =>
    (name === "email" ? isEmail : isPhone)(username),
  );
  return attribute === undefined ? attributes : { ...attributes, [attribute]: username };
}

function checkUsername(pool: Pool, username: string): void {
  const { aliasAttributes, usernameAttributes } = pool.options;
  const known = usernameAttributes.find((attribute) => pool.users.holderOf(attribute, username) !== undefined);
  if (known !== undefined) {
    throw new ServiceError("UsernameExistsException", `An account with the given ${known} already exists.`);
  }
  if (usernameAttributes.length > 0 && !isEmail(username) && !isPhone(username)) {
    throw invalidParameter("Username should be either an email or a phone number.");
  }
  if (usernameAttributes.length > 0) return;
  if (aliasAttributes.includes("email") && isEmail(username)) {
    throw invalidParameter("Username cannot be of email format, since user pool is configured for email alias.");
  }
  if (aliasAttributes.includes("phone_number") && isPhone(username)) {
    throw invalidParameter(
      "Username cannot be of phone number format, since user pool is configured for phone number alias.",
    );
  }
  if (pool.users.find(username) !== undefined) {
    throw new ServiceError("UsernameExistsException", "User already exists");
  }
}

/** Only pools with one-time passwords as a first factor have users without a password. */
function checkNewPassword(pool: Pool, password: string | undefined): void {
  const { authFlows, firstFactors, passwordPolicy } = pool.options;
  const passwordless = firstFactors.includes("EMAIL_OTP") || firstFactors.includes("SMS_OTP");
  if (!password && authFlows.includes("USER_AUTH") && passwordless) return;
  checkPassword(passwordPolicy, password ?? "");
}

function sendCode(pool: Pool, user: User): CodeDelivery | undefined {
  const contact = pool.options.autoVerified.find((name) => user.attributes.has(name));
  if (contact === undefined) return undefined;
  return pool.send(user, contact, "sign-up", pool.codes.issue(codeKey(user), CODE_SECONDS));
}

const newSignIn = (user: User): SignIn => ({
  flow: "USER_AUTH",
  user,
  username: user.username,
  typed: user.username,
  deviceKey: undefined,
  clientMetadata: {},
  methods: [],
  results: [],
});

/** The Session returned signs the user in; Amplify shows that it comes also when the request had none. */
export function confirmSignUp(pool: Pool, input: Input): object {
  const { ClientId, ConfirmationCode, SecretHash, Session, Username } = input;
  pool.checkClient(ClientId, SecretHash, Username);
  const user = pool.users.find(Username);
  if (user === undefined && !pool.options.preventUserExistenceErrors) throw userNotFound();
  if (user === undefined) {
    pool.codes.redeem(`nobody ${Username}`, ConfirmationCode, tooManyFailedAttempts);
    return {};
  }
  if (user.status !== "UNCONFIRMED") {
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  }
  const standing = Session === undefined ? undefined : pool.sessions.find(Session, ["SIGN_UP"]);
  if (standing !== undefined && standing.signIn.user !== user) throw notAuthorized("Invalid session for the user.");
  const contact = pool.options.autoVerified.find((name) => user.attributes.has(name)) ?? "email";
  const rival = rivalFor(pool, user, contact);
  if (rival !== undefined && input.ForceAliasCreation !== true) throw aliasExists(contact);

  pool.codes.redeem(codeKey(user), ConfirmationCode, tooManyFailedAttempts);
  if (rival !== undefined) rival.attributes.set(`${contact}_verified`, "false");
  user.setContact(contact, user.attributes.get(contact) ?? "", true);
  user.status = "CONFIRMED";
  if (standing !== undefined) pool.sessions.spend(standing);
  if (!pool.options.authFlows.includes("USER_AUTH")) return {};
  return { Session: pool.sessions.open("CONFIRMED", newSignIn(user), {}, pool.options.sessionSeconds) };
}

/** Another user who signs in with the address that is about to be confirmed. */
function rivalFor(pool: Pool, user: User, contact: Contact): User | undefined {
  if (!pool.users.isAlias(contact)) return undefined;
  const holder = pool.users.holderOf(contact, user.attributes.get(contact) ?? "", true);
  return holder === user ? undefined : holder;
}

export function resendConfirmationCode(pool: Pool, input: Input): object {
  const { ClientId, SecretHash, Username } = input;
  pool.checkClient(ClientId, SecretHash, Username);
  const user = pool.users.find(Username);
  if (user === undefined) {
    if (!pool.options.preventUserExistenceErrors) throw userNotFound();
    return { CodeDeliveryDetails: pool.simulatedDelivery(Username) };
  }
  if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  pool.codes.limitRequests(codeKey(user), limitExceeded);
  const delivery = sendCode(pool, user);
  if (delivery === undefined) throw invalidParameter("Auto verification not turned on.");
  return { CodeDeliveryDetails: delivery };
}
