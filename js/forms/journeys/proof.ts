import type { SignInFlow } from "../../sign-in.js";
import type { LoginConfig } from "../../wordpress.js";
import type { FormParts } from "../adopt.js";
import type { JourneyOutcome } from "../journey.js";
import { AccountJourney } from "./account-journey.js";

/** What only who proves to be the user once more may have, although they are logged in. */
export abstract class Proof extends AccountJourney {
  static override readonly words = AccountJourney.wordsOfProof;

  /** Whether the password may be left out: the pool lets users log in without, and there is a field for it if not. */
  protected readonly hasChoice: boolean;

  constructor(signIn: SignInFlow, form: FormParts, { passkeys, method }: LoginConfig) {
    super(signIn, form);
    this.hasChoice = Boolean(passkeys || method === "choice") && form.form.contains(form.password);
  }

  /** Begins the proof; without a password by a passkey, or what else Cognito offers. */
  protected prove(username: string, password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    if (password || !this.hasChoice) return this.signIn.start(username, password, signal);
    return this.signIn.begin({ flow: "USER_AUTH", username, preferred: "WEB_AUTHN" }, signal);
  }

  /** The device is known already, by the name that was typed at the login. */
  override async confirmDevice(): Promise<undefined> {}
}
