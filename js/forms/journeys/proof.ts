import { AccountJourney } from "./account-journey.js";

/** What only who proves the password may have, although they are logged in. */
export abstract class Proof extends AccountJourney {
  static override readonly words = { ...AccountJourney.words, "incorrect-credentials": "password-incorrect" } as const;

  /** The device is known already, by the name that was typed at the login. */
  override async confirmDevice(): Promise<undefined> {}
}
