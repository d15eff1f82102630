/**
 * Lambda triggers as functions of a test.
 * Followed: "Customizing user pool workflows with Lambda triggers" of the developer guide. A trigger that throws is
 * told to the client as the service does it: `PreSignUp failed with error <message>.`
 */
import { ServiceError } from "./errors.ts";

export type Strings = Readonly<Record<string, string>>;

export interface PreSignUpEvent {
  readonly username: string;
  readonly userAttributes: Strings;
  readonly validationData: Strings;
  readonly clientMetadata: Strings;
}

/** One element of `request.session` of the define and create triggers. */
export interface ChallengeResult {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string;
}

export interface CustomAuthTriggers {
  /** What comes after these results. The user is `undefined` when the pool has no such user. */
  define(session: readonly ChallengeResult[], username: string | undefined): CustomAuthDecision;
  create(session: readonly ChallengeResult[]): {
    readonly publicChallengeParameters: Strings;
    readonly privateChallengeParameters: Strings;
    readonly challengeMetadata?: string;
  };
  verify(answer: string, privateChallengeParameters: Strings): boolean;
}

export type CustomAuthDecision =
  | { readonly issueTokens: true }
  | { readonly failAuthentication: true }
  | { readonly challengeName: "CUSTOM_CHALLENGE" | "PASSWORD_VERIFIER" };

export interface Triggers {
  /** May confirm the user at once, or refuse the sign-up by throwing. */
  readonly preSignUp?: (event: PreSignUpEvent) => { readonly autoConfirmUser?: boolean } | undefined;
  /** Refuses a sign-in by throwing. */
  readonly preAuthentication?: (username: string, clientMetadata: Strings) => void;
  /** Claims to add to the ID token. */
  readonly preTokenGeneration?: (username: string) => Readonly<Record<string, unknown>>;
  /** The attributes of a user of the old system, when the password is right there. */
  readonly userMigration?: (username: string, password: string) => Strings | undefined;
  readonly customAuth?: CustomAuthTriggers;
}

/** Runs a trigger; what it throws becomes UserLambdaValidationException. */
export function runTrigger<Result>(name: string, trigger: () => Result): Result {
  try {
    return trigger();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServiceError("UserLambdaValidationException", `${name} failed with error ${reason}.`);
  }
}
