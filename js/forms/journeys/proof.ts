import { AccountJourney } from "./account-journey.js";
import type { TextKey } from "../../texts.js";

/** What only who proves the password may have, although they are logged in. */
export abstract class Proof extends AccountJourney {
  static override readonly words: Partial<Record<TextKey, TextKey>> = {
    ...AccountJourney.words,
    "incorrect-credentials": "password-incorrect",
  };

  /** The device is known already, by the name that was typed at the login. */
  override async confirmDevice(): Promise<undefined> {}
}
