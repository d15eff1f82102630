import type { TokenSet } from "../../../src/wasm/types.js";
import type { JourneyOutcome } from "../journey.js";
import { AccountChange, type Done } from "./account-change.js";

/** Gives the user another password. */
export class ChangePassword extends AccountChange {
  protected async change(
    { accessToken }: TokenSet,
    previousPassword: string,
    done: Done,
    signal: AbortSignal,
  ): Promise<JourneyOutcome> {
    const proposedPassword = this.value("new-password");
    await this.signIn.run({ operation: "ChangePassword", accessToken, previousPassword, proposedPassword }, signal);
    return done(proposedPassword, signal);
  }
}
