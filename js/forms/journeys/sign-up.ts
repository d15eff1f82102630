import type { JourneyOutcome } from "../journey.js";
import { AccountJourney } from "./account-journey.js";

/** Makes an account, has it confirmed by a code, and signs in. */
export class SignUp extends AccountJourney {
  async start(typed: string, password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    const username = typed.trim();
    this.assertRepeated(password);
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
