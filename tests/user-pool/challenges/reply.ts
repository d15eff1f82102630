/** How every step answers: the next challenge, or tokens. */
import { incorrectCredentials, missingParameter } from "../errors.ts";
import type { Pool } from "../pool.ts";
import type { SignIn, Standing, Step, StepFacts } from "../sessions.ts";
import type { Strings } from "../triggers.ts";
import type { User } from "../users.ts";

/** RespondToAuthChallengeResponse and InitiateAuthResponse. */
export type Reply = Readonly<Record<string, unknown>>;

/** A challenge whose answer must bring the Session that goes with it. */
export function challenge(
  pool: Pool,
  name: Step,
  signIn: SignIn,
  facts: StepFacts,
  parameters: Strings,
  available?: readonly string[],
): Reply {
  return {
    ChallengeName: name,
    Session: pool.sessions.open(name, signIn, facts, pool.options.sessionSeconds),
    ChallengeParameters: parameters,
    ...(available !== undefined && { AvailableChallenges: available }),
  };
}

export function required(values: Strings, name: string): string {
  const value = values[name];
  if (value === undefined) throw missingParameter(name);
  return value;
}

/** The user of a sign-in; nobody gets past the first factor as a simulated one. */
export function userOf(signIn: SignIn): User {
  if (signIn.user === undefined) throw incorrectCredentials();
  return signIn.user;
}

/** An answer to a challenge that stands. */
export interface Answer {
  readonly standing: Standing;
  readonly responses: Strings;
}
