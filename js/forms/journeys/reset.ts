import type { JourneyOutcome } from "../journey.js";
import { AccountJourney } from "./account-journey.js";

/** Sets a new password by a code that was sent before, and signs in with it. */
export class Reset extends AccountJourney {
  async start(username: string, _password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    const typed = { username: username.trim(), code: this.value("code"), newPassword: this.value("new-password") };
    this.assertRepeated(typed.newPassword);
    return this.resetPassword(typed, signal);
  }
}
