import type { JourneyOutcome } from "../journey.js";
import { AccountJourney } from "./account-journey.js";

/** Confirms an account, by the code in the form or one that is sent now, and signs in. */
export class Confirm extends AccountJourney {
  async start(typed: string, password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    const username = typed.trim();
    const confirmed = (session: string | undefined, signal: AbortSignal) =>
      this.signInWith({ username, password, session }, signal);
    const code = this.value("code");
    if (!code) return this.sendConfirmation(username, confirmed, signal);
    this.askToConfirm(username, undefined, confirmed);
    return this.answer({ name: "CONFIRM_SIGN_UP", code }, signal);
  }
}
