import type { SignInFlow } from "../../sign-in.js";
import type { TextKey } from "../../texts.js";
import type { LoginConfig } from "../../wordpress.js";
import type { FormParts } from "../adopt.js";
import type { Journey } from "../journey.js";
import type { Purpose } from "../system.js";
import { Account } from "./account.js";
import { ChangePassword } from "./change-password.js";
import { ChangeProfile } from "./change-profile.js";
import { Confirm } from "./confirm.js";
import { Forgot } from "./forgot.js";
import { Reset } from "./reset.js";
import { SignUp } from "./sign-up.js";
import { StepUp } from "./step-up.js";

export interface JourneyClass {
  /** @param signal Lets go of the form. */
  new (signIn: SignInFlow, form: FormParts, config: LoginConfig, signal: AbortSignal): Journey;
  /** The words that take the place of a sign-in's own. */
  readonly words: Partial<Record<TextKey, TextKey>>;
}

/** What the forms do that are not there to sign in. */
export const journeys = {
  signup: SignUp,
  confirm: Confirm,
  forgot: Forgot,
  reset: Reset,
  profile: ChangeProfile,
  password: ChangePassword,
  mfa: Account,
  passkeys: Account,
  devices: Account,
  sessions: Account,
  "step-up": StepUp,
} satisfies Record<Exclude<Purpose, "signin" | "signout">, JourneyClass>;
