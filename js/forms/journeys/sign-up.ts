import type { TextKey } from "../../texts.js";
import type { JourneyOutcome } from "../journey.js";
import { AccountJourney } from "./account-journey.js";

/** Makes an account, has it confirmed by a code, and signs in. */
export class SignUp extends AccountJourney {
  async start(typed: string, password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    const username = typed.trim();
    const again = this.form.fields?.get("password-again");
    if (again && again.value !== password) {
      // Not the library's own error: its class is in the main script.
      throw Object.assign(new Error("The two passwords differ"), { messageKey: "passwords-differ" satisfies TextKey });
    }
    const userAttributes = this.attributes(({ value }) => value !== "");
    const signedUp = await this.signIn.run({ operation: "SignUp", username, password, userAttributes }, signal);
    const { userConfirmed, userSub, codeDeliveryDetails, session } = signedUp;
    const detail = { username, userSub, userConfirmed };
    this.form.form.dispatchEvent(new CustomEvent("cognipress:signed-up", { detail, bubbles: true, composed: true }));
    if (userConfirmed) return this.signInWith({ username, password, session }, signal);
    const signIn = (session: string | undefined, signal: AbortSignal) =>
      this.signInWith({ username, password, session }, signal);
    return this.askToConfirm(username, codeDeliveryDetails?.destination, signIn, session);
  }
}
