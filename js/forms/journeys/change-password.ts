import type { TokenSet } from "../../../src/wasm/types.js";
import type { JourneyOutcome } from "../journey.js";
import { AccountChange, type Done } from "./account-change.js";

/** Gives the user another password. */
export class ChangePassword extends AccountChange {
  protected async change(
    { accessToken }: TokenSet,
    password: string,
    done: Done,
    signal: AbortSignal,
  ): Promise<JourneyOutcome> {
    return done(await this.changePassword(accessToken, password, signal), signal);
  }
}
