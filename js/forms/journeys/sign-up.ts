import type { JourneyOutcome } from "../journey.js";
import { AccountJourney } from "./account-journey.js";

const ATTRIBUTE = "attr:";

/** Makes an account, has it confirmed by a code, and signs in. */
export class SignUp extends AccountJourney {
  async start(typed: string, password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    const username = typed.trim();
    const userAttributes = this.#attributes();
    const signedUp = await this.signIn.run({ operation: "SignUp", username, password, userAttributes }, signal);
    const { userConfirmed, userSub, codeDeliveryDetails, session } = signedUp;
    const detail = { username, userSub, userConfirmed };
    this.form.form.dispatchEvent(new CustomEvent("cognipress:signed-up", { detail, bubbles: true, composed: true }));
    if (userConfirmed) return this.signInWith({ username, password, session }, signal);
    const signIn = (session: string | undefined, signal: AbortSignal) =>
      this.signInWith({ username, password, session }, signal);
    return this.askToConfirm(username, codeDeliveryDetails?.destination, signIn, session);
  }

  #attributes(): Record<string, string> {
    const filled = [...(this.form.fields ?? [])].filter(([name, { value }]) => name.startsWith(ATTRIBUTE) && value !== "");
    return Object.fromEntries(filled.map(([name, { value }]) => [name.slice(ATTRIBUTE.length), value.trim()]));
  }
}
