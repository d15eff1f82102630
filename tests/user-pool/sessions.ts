/**
 * The `Session` that links a challenge to its answer: bound to a user, a client and a step, used once, limited in time.
 * Followed: SessionType of the model; AuthSessionValidity of CreateUserPoolClient.
 */
import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import { attemptsExceeded, invalidSession, missingParameter, notAuthorized } from "./errors.ts";
import type { SrpServer } from "./srp.ts";
import type { ChallengeResult, Strings } from "./triggers.ts";
import type { User } from "./users.ts";

/** Where a sign-in stands. A step reads it, and hands a changed copy on to the next. */
export interface SignIn {
  readonly flow: "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" | "CUSTOM_AUTH" | "USER_AUTH";
  /** Undefined when the pool simulates a user. */
  readonly user: User | undefined;
  /** The user name of {@link user}, or the one that a simulated user has. */
  readonly username: string;
  /** What the client typed. */
  readonly typed: string;
  readonly deviceKey: string | undefined;
  readonly clientMetadata: Strings;
  /** Authentication methods passed so far. */
  readonly methods: readonly string[];
  /** Towards an authentication level: any of these combinations of methods reaches it. */
  readonly target?: readonly (readonly string[])[];
  /** Results for the custom authentication triggers. */
  readonly results: readonly ChallengeResult[];
}

/** What only one kind of step needs. */
export interface StepFacts {
  readonly srp?: { readonly server: SrpServer; readonly secretBlock: string };
  readonly code?: string;
  readonly choices?: readonly string[];
  readonly passkeyChallenge?: string;
  readonly privateChallengeParameters?: Strings;
  readonly challengeMetadata?: string;
  readonly totpSecret?: string;
  readonly totpVerified?: boolean;
  readonly newEmail?: string;
}

/** ChallengeNameType, and the two sessions that are not challenges: those of SignUp and ConfirmSignUp. */
export type Step =
  | "SIGN_UP"
  | "CONFIRMED"
  | "SMS_MFA"
  | "EMAIL_OTP"
  | "SOFTWARE_TOKEN_MFA"
  | "SELECT_MFA_TYPE"
  | "MFA_SETUP"
  | "PASSWORD_VERIFIER"
  | "CUSTOM_CHALLENGE"
  | "SELECT_CHALLENGE"
  | "DEVICE_SRP_AUTH"
  | "DEVICE_PASSWORD_VERIFIER"
  | "NEW_PASSWORD_REQUIRED"
  | "SMS_OTP"
  | "PASSWORD"
  | "WEB_AUTHN"
  | "PASSWORD_SRP";

export interface Standing {
  readonly step: Step;
  readonly signIn: SignIn;
  readonly facts: StepFacts;
  readonly expiresAt: number;
  spent: boolean;
  wrongAnswers: number;
}

const WRONG_ANSWERS = 5;

export class Sessions {
  readonly #clock: Clock;
  readonly #length: number;
  readonly #standing = new Map<string, Standing>();

  constructor(clock: Clock, long: boolean) {
    this.#clock = clock;
    this.#length = long ? 4096 : 920;
  }

  /** The text for `Session`, or the given key for steps that are found by their SECRET_BLOCK. */
  open(step: Step, signIn: SignIn, facts: StepFacts, validSeconds: number, key = this.#newText()): string {
    const expiresAt = this.#clock.now() + validSeconds * 1000;
    this.#standing.set(key, { step, signIn, facts, expiresAt, spent: false, wrongAnswers: 0 });
    return key;
  }

  #newText(): string {
    return `AYABe${randomBytes(this.#length).toString("base64url")}`.slice(0, this.#length);
  }

  /** Finds the step that waits for this answer, without using it up. */
  find(session: string | undefined, steps: readonly Step[]): Standing {
    if (session === undefined) throw missingParameter("Session");
    const standing = this.#standing.get(session);
    if (standing === undefined || !steps.includes(standing.step)) throw invalidSession();
    if (standing.spent) throw notAuthorized("Invalid session for the user, session can only be used once.");
    if (this.#clock.now() >= standing.expiresAt) {
      throw notAuthorized("Invalid session for the user, session is expired.");
    }
    if (standing.wrongAnswers >= WRONG_ANSWERS) throw attemptsExceeded();
    return standing;
  }

  spend(standing: Standing): void {
    standing.spent = true;
  }

  /** Counts a wrong answer, after which the challenge still stands. */
  missed(standing: Standing): void {
    standing.wrongAnswers += 1;
  }
}
