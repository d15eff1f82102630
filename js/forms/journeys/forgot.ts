import type { JourneyOutcome } from "../journey.js";
import { AccountJourney, asked, codeOf } from "./account-journey.js";

/** Has a code sent to who has lost the password, takes a new one, and signs in with it. */
export class Forgot extends AccountJourney {
  async start(typed: string, _password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    const username = typed.trim();
    try {
      return await this.#send(username, signal);
    } catch (error) {
      // A code goes only to an address that was confirmed.
      if (!["UserNotConfirmed", "NoVerifiedDestination"].includes(codeOf(error) ?? "")) throw error;
      return this.sendConfirmation(username, (_session, signal) => this.#send(username, signal), signal);
    }
  }

  async #send(username: string, signal?: AbortSignal): Promise<JourneyOutcome> {
    const { codeDeliveryDetails } = await this.signIn.run({ operation: "ForgotPassword", username }, signal);
    this.open = {
      answer: async (answer, signal) => {
        const { code, newPassword } = answer as Extract<typeof answer, { name: "CONFIRM_FORGOT_PASSWORD" }>;
        return this.resetPassword({ username, code, newPassword }, signal);
      },
      resend: () => this.#send(username),
    };
    return asked("CONFIRM_FORGOT_PASSWORD", codeDeliveryDetails?.destination);
  }
}
