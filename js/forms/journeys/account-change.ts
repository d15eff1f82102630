import type { TokenSet } from "../../../src/wasm/types.js";
import type { AnyAnswer, JourneyOutcome } from "../journey.js";
import { Proof } from "./proof.js";

/** What the user may change. The page keeps no token for it: each change begins with a sign-in. */
export abstract class AccountChange extends Proof {
  #typed = { username: "", password: "" };

  /** Changes something; `done` is what follows, once nothing more is asked. */
  protected abstract change(tokens: TokenSet, password: string, done: Done, signal: AbortSignal): Promise<JourneyOutcome>;

  async start(username: string, password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    this.assertRepeated(this.value("new-password"));
    if (!password && !this.hasChoice) return this.#askForPassword(username);
    this.#typed = { username, password };
    const outcome = await this.prove(username, password, signal);
    this.open = undefined;
    if (outcome.kind === "challenge") return outcome;
    // WordPress learns of the change by tokens that were made after it.
    return this.#change(outcome.tokens, (password, signal) => this.signInWith({ username, password }, signal), signal);
  }

  override async answer(answer: AnyAnswer, signal: AbortSignal): Promise<JourneyOutcome> {
    if (this.open) return super.answer(answer, signal);
    if ("password" in answer && answer.password) this.#typed.password = answer.password;
    const outcome = await this.signIn.answer(answer as never, signal);
    if (outcome.kind === "challenge") return outcome;
    // Nobody wants to be asked for a second code; these tokens are as good.
    return this.#change(outcome.tokens, async () => this.#end(outcome), signal);
  }

  /** Sets the password that was typed as a new one, if any; returns the one that counts now. */
  protected async changePassword(accessToken: string, previousPassword: string, signal: AbortSignal): Promise<string> {
    const proposedPassword = this.value("new-password");
    // The same: it was set before, and the reply got lost.
    if (!proposedPassword || proposedPassword === previousPassword) return previousPassword;
    // Who has none yet has none to tell.
    const previous = previousPassword && { previousPassword };
    await this.signIn.run({ operation: "ChangePassword", accessToken, ...previous, proposedPassword }, signal);
    // What follows may fail, and is then tried again.
    this.form.password.value = proposedPassword;
    for (const name of ["new-password", "password-again"]) {
      const field = this.form.fields?.get(name);
      if (field) field.value = "";
    }
    return proposedPassword;
  }

  #askForPassword(username: string): JourneyOutcome {
    this.open = {
      answer: (answer, signal) => {
        const { password } = answer as Extract<typeof answer, { name: "CURRENT_PASSWORD" }>;
        return this.start(username, password, signal);
      },
    };
    return { kind: "challenge", challenge: { name: "CURRENT_PASSWORD" } };
  }

  #change(tokens: TokenSet, done: Done, signal: AbortSignal): Promise<JourneyOutcome> {
    return this.change(tokens, this.#typed.password, done, signal);
  }

  #end(outcome: JourneyOutcome): JourneyOutcome {
    this.open = undefined;
    return outcome;
  }
}

/** @param password The password that counts now. */
export type Done = (password: string, signal: AbortSignal) => Promise<JourneyOutcome>;
