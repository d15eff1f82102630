/**
 * USER_AUTH: the client names a first factor, or chooses from those on offer (SELECT_CHALLENGE).
 * Followed: "Choice-based sign-in" of the developer guide, and the AuthParameters of InitiateAuth.
 */
import { invalidParameter, notAuthorized } from "../errors.ts";
import type { Caller, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import type { Strings } from "../triggers.ts";
import { authenticate, newChallenge, requestOptions } from "../webauthn.ts";
import { codeChallenge } from "./codes.ts";
import { afterFirstFactor, needsMfa } from "./next.ts";
import { checkPlainPassword, passwordVerifier } from "./password.ts";
import { type Answer, challenge, type Reply, required, userOf } from "./reply.ts";

export type Choice = "PASSWORD" | "PASSWORD_SRP" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

/** What this user can begin with; a simulated user seems to have all that the pool allows. */
export function choicesOf(
  pool: Pool,
  { user }: SignIn,
  passwordOnly = user !== undefined && needsMfa(pool, user),
): readonly Choice[] {
  const { firstFactors, webAuthn } = pool.options;
  const has: Readonly<Record<Choice, boolean>> = {
    PASSWORD_SRP: firstFactors.includes("PASSWORD") && (user === undefined || user.password !== undefined),
    PASSWORD: firstFactors.includes("PASSWORD") && (user === undefined || user.password !== undefined),
    EMAIL_OTP: firstFactors.includes("EMAIL_OTP") && !passwordOnly && user?.isVerified("email") !== false,
    SMS_OTP: firstFactors.includes("SMS_OTP") && !passwordOnly && user?.isVerified("phone_number") !== false,
    WEB_AUTHN:
      firstFactors.includes("WEB_AUTHN") &&
      webAuthn !== undefined &&
      (!passwordOnly || webAuthn.multiFactor) &&
      (user === undefined || user.passkeys.size > 0),
  };
  return (Object.keys(has) as Choice[]).filter((choice) => has[choice]);
}

export function startChoice(pool: Pool, signIn: SignIn, parameters: Strings, caller: Caller): Reply {
  return offer(pool, signIn, parameters, caller, choicesOf(pool, signIn));
}

/** As far as these factors are among what this user can begin with. */
export function beginWithOneOf(
  pool: Pool,
  signIn: SignIn,
  parameters: Strings,
  caller: Caller,
  factors: readonly string[],
): Reply {
  const isWanted = (choice: Choice) => factors.includes(choice === "PASSWORD_SRP" ? "PASSWORD" : choice);
  return offer(pool, signIn, parameters, caller, choicesOf(pool, signIn, false).filter(isWanted));
}

function offer(
  pool: Pool,
  signIn: SignIn,
  parameters: Strings,
  caller: Caller,
  choices: readonly Choice[],
): Reply {
  const preferred = choices.find((choice) => choice === parameters.PREFERRED_CHALLENGE);
  if (preferred !== undefined) return begin(pool, preferred, signIn, parameters, choices, caller);
  return challenge(pool, "SELECT_CHALLENGE", signIn, { choices }, { USERNAME: signIn.username }, choices);
}

/** Goes as far as the parameters allow: a password, SRP_A or credential that is there already is used at once. */
function begin(
  pool: Pool,
  choice: Choice,
  signIn: SignIn,
  given: Strings,
  choices: readonly Choice[],
  caller: Caller,
): Reply {
  switch (choice) {
    case "PASSWORD":
      if (given.PASSWORD !== undefined) return checkPlainPassword(pool, signIn, given, caller);
      return challenge(pool, "PASSWORD", signIn, {}, { USERNAME: signIn.username }, choices);
    case "PASSWORD_SRP":
      if (given.SRP_A !== undefined) return passwordVerifier(pool, signIn, given.SRP_A, true);
      return challenge(pool, "PASSWORD_SRP", signIn, {}, { USERNAME: signIn.username }, choices);
    case "EMAIL_OTP":
    case "SMS_OTP":
      return codeChallenge(pool, choice, signIn, choices);
    case "WEB_AUTHN":
      return passkeyChallenge(pool, signIn, choices);
  }
}

function passkeyChallenge(pool: Pool, signIn: SignIn, choices: readonly Choice[]): Reply {
  const { webAuthn } = pool.options;
  if (webAuthn === undefined) throw invalidParameter("WebAuthn is not configured.");
  const passkeyChallenge = newChallenge();
  const options = JSON.stringify(requestOptions(webAuthn, signIn.user, passkeyChallenge));
  const parameters = { CREDENTIAL_REQUEST_OPTIONS: options };
  return challenge(pool, "WEB_AUTHN", signIn, { passkeyChallenge }, parameters, choices);
}

/** A refused choice leaves the question open. */
export function answerSelectChallenge(pool: Pool, { responses, standing }: Answer, caller: Caller): Reply {
  const answer = required(responses, "ANSWER");
  const choices = (standing.facts.choices ?? []) as readonly Choice[];
  const choice = choices.find((offered) => offered === answer);
  if (choice === undefined) throw invalidParameter(`Invalid challenge selected: ${answer}`);
  pool.sessions.spend(standing);
  return begin(pool, choice, standing.signIn, responses, choices, caller);
}

export function answerPassword(pool: Pool, { responses, standing }: Answer, caller: Caller): Reply {
  required(responses, "PASSWORD");
  pool.sessions.spend(standing);
  return checkPlainPassword(pool, standing.signIn, responses, caller);
}

export function answerPasswordSrp(pool: Pool, { responses, standing }: Answer): Reply {
  const clientPublicHex = required(responses, "SRP_A");
  pool.sessions.spend(standing);
  return passwordVerifier(pool, standing.signIn, clientPublicHex, true);
}

export function answerPasskey(pool: Pool, { responses, standing }: Answer, caller: Caller): Reply {
  const credential = required(responses, "CREDENTIAL");
  const { facts, signIn } = standing;
  const { webAuthn } = pool.options;
  pool.sessions.spend(standing);
  if (signIn.user === undefined || webAuthn === undefined) throw notAuthorized("Invalid WebAuthn credential.");
  authenticate(webAuthn, userOf(signIn), credential, facts.passkeyChallenge ?? "");
  return afterFirstFactor(pool, { ...signIn, methods: [...signIn.methods, "WEB_AUTHN"] }, caller);
}
