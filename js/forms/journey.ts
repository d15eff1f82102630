import type { Challenge, ChallengeAnswer } from "../../src/wasm/types.js";
import type { Outcome, SignInFlow } from "../sign-in.js";

/** What a form leads through until there are tokens: a sign-in, or what comes before one. */
export interface Journey
  extends Pick<SignInFlow, "prepare" | "isOpen" | "canResend" | "cancel" | "confirmDevice"> {
  start(username: string, password: string, signal: AbortSignal): Promise<JourneyOutcome>;
  answer(answer: AnyAnswer, signal: AbortSignal): Promise<JourneyOutcome>;
  resend(signal?: AbortSignal): Promise<JourneyOutcome>;
}

export type JourneyOutcome = Outcome | { kind: "challenge"; challenge: AccountChallenge; expiresAtMs?: never; standing?: never };

/** Asked by an operation on an account, not by a sign-in. */
export type AccountChallenge =
  /** Asks for the code that confirms the account. `destination`: where it was sent, as Cognito masks it. */
  | { name: "CONFIRM_SIGN_UP"; destination?: string }
  /** Asks for the code that shows whose an address is. */
  | { name: "VERIFY_USER_ATTRIBUTE"; destination?: string }
  /** Asks for a code, and for the password to have from now on. */
  | { name: "CONFIRM_FORGOT_PASSWORD"; destination?: string }
  /** Asks who changes the account for the password, where the form has not. */
  | { name: "CURRENT_PASSWORD"; destination?: never };

export type AccountAnswer =
  | { name: "CONFIRM_SIGN_UP" | "VERIFY_USER_ATTRIBUTE"; code: string }
  | { name: "CONFIRM_FORGOT_PASSWORD"; code: string; newPassword: string }
  | { name: "CURRENT_PASSWORD"; password: string };

export type AnyChallenge = Challenge | AccountChallenge;
export type AnyAnswer = ChallengeAnswer | AccountAnswer;
