/**
 * Authentication levels: `TARGET_ACR_VALUES`, `MAX_AGE` and `ACCESS_TOKEN` of USER_AUTH, the claims `acr` and `amr`.
 * Followed: "Authentication levels with ACR and AMR claims" and "Step-up authentication with the USER_AUTH flow" of the
 * developer guide.
 */
import { invalidParameter, notAuthorized } from "../errors.ts";
import type { MfaType } from "../options.ts";
import type { Caller, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import type { Assurance } from "../tokens.ts";
import type { Strings } from "../triggers.ts";
import { beginWithOneOf, choicesOf } from "./choice.ts";
import { codeChallenge } from "./codes.ts";
import { issueTokens, mfaOf, needsMfa, secondFactor } from "./next.ts";
import type { Reply } from "./reply.ts";

/** Factors that together reach a level. */
type Combination = readonly string[];

const NAME = "urn:cognito:loa:";

/** Level 1 first. A proof of the password counts as the password. */
const LEVELS: readonly (readonly Combination[])[] = [
  [["PASSWORD"]],
  [["SMS_OTP"], ["EMAIL_OTP"]],
  [["WEB_AUTHN"], ["PASSWORD", "SMS_MFA"], ["PASSWORD", "EMAIL_OTP"]],
  [["PASSWORD", "SOFTWARE_TOKEN_MFA"]],
];

/** Passkeys of a platform; the pool does not tell those of a security key apart. */
const AMR: Readonly<Record<string, string>> = {
  PASSWORD: "pwd",
  SOFTWARE_TOKEN_MFA: "otp",
  SMS_MFA: "sms",
  SMS_OTP: "sms",
  EMAIL_OTP: "email_otp",
  WEB_AUTHN: "swk",
};

const SECOND_FACTORS: readonly string[] = ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"] satisfies MfaType[];

const isIn = (methods: readonly string[]) => (factor: string) => methods.includes(factor);

/** The highest level that is fully reached; 0 is none. */
const levelOf = (methods: readonly string[]): number =>
  LEVELS.findLastIndex((combinations) => combinations.some((factors) => factors.every(isIn(methods)))) + 1;

/** What the tokens of a sign-in towards a level say of it. */
export function assuranceOf(methods: readonly string[]): Assurance {
  const amr = [...new Set(methods.flatMap((method) => AMR[method] ?? []))];
  return { acr: NAME + levelOf(methods), amr: amr.length > 1 ? [...amr, "mfa"] : amr };
}

/** Begins a sign-in towards a level, with the factors that an access token stands for. */
export function startStepUp(pool: Pool, signIn: SignIn, parameters: Strings, caller: Caller): Reply {
  const methods = creditOf(pool, signIn, parameters);
  const levels = (parameters.TARGET_ACR_VALUES ?? "").split(" ").map((value) => LEVELS[levelNamed(value) - 1] ?? []);
  if (levels.every((combinations) => combinations.length === 0)) throw invalidParameter("No valid ACR value was given.");
  const usable = (factors: Combination) => factors.every((factor) => methods.includes(factor) || has(pool, signIn, factor));
  const reachable = levels.map((combinations) => combinations.filter(usable));
  const target = reachable.find((combinations) => combinations.length > 0);
  if (target === undefined) throw invalidParameter("The user has no factors for the requested ACR values.");
  const level = LEVELS.findIndex((combinations) => combinations.includes(target[0]!)) + 1;
  if (levelOf(methods) >= level) throw invalidParameter("The access token has the requested ACR value already.");
  return continueStepUp(pool, { ...signIn, methods, target }, caller, parameters);
}

const levelNamed = (value: string): number => (value.startsWith(NAME) ? Number(value.slice(NAME.length)) : 0);

/** The factors of the access token's session, unless it began longer ago than `MAX_AGE`. */
function creditOf(pool: Pool, signIn: SignIn, { ACCESS_TOKEN, MAX_AGE, TARGET_ACR_VALUES }: Strings): readonly string[] {
  if (TARGET_ACR_VALUES === undefined) throw invalidParameter("ACCESS_TOKEN needs TARGET_ACR_VALUES.");
  if (MAX_AGE !== undefined && !/^\d{1,9}$/.test(MAX_AGE)) throw invalidParameter("Invalid MAX_AGE.");
  if (ACCESS_TOKEN === undefined) return [];
  const { session, user } = pool.authorize(ACCESS_TOKEN, () => notAuthorized("Invalid Access Token"));
  if (user !== signIn.user) throw notAuthorized("The access token is another user's.");
  const age = pool.clock.seconds() - session.authTime;
  return MAX_AGE !== undefined && age > Number(MAX_AGE) ? [] : session.methods;
}

/** A user who is simulated has what the pool allows. */
function has(pool: Pool, signIn: SignIn, factor: string): boolean {
  const isFirst = choicesOf(pool, signIn, false).some((choice) => choice === factor);
  return isFirst || (signIn.user !== undefined && mfaOf(pool, signIn.user).some((type) => type === factor));
}

/** Asks for a factor that is missing; with the last one come the tokens, but for MFA that is asked of everybody. */
export function continueStepUp(pool: Pool, signIn: SignIn, caller: Caller, parameters: Strings = {}): Reply {
  const { methods, target = [], user } = signIn;
  const missing = target.map((factors) => factors.filter((factor) => !methods.includes(factor)));
  if (missing.some((factors) => factors.length === 0)) {
    const isFloorMet = user === undefined || !needsMfa(pool, user) || methods.length > 1 || methods.includes("WEB_AUTHN");
    return isFloorMet ? issueTokens(pool, signIn, caller) : secondFactor(pool, signIn);
  }
  const next = missing.map(([factor]) => factor!);
  const isSecond = methods.includes("PASSWORD") && next.every((factor) => SECOND_FACTORS.includes(factor));
  if (isSecond) return codeChallenge(pool, next[0] as MfaType, signIn);
  return beginWithOneOf(pool, signIn, parameters, caller, next);
}
