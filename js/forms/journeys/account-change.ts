import type { TokenSet } from "../../../src/wasm/types.js";
import type { AnyAnswer, JourneyOutcome } from "../journey.js";
import { AccountJourney } from "./account-journey.js";

/** What only who proves the password may change. The page keeps no token for it: each change begins with a sign-in. */
export abstract class AccountChange extends AccountJourney {
  static override readonly words = { ...AccountJourney.words, "incorrect-credentials": "password-incorrect" } as const;

  #typed = { username: "", password: "" };

  /** Changes something; `done` is what follows, once nothing more is asked. */
  protected abstract change(tokens: TokenSet, password: string, done: Done, signal: AbortSignal): Promise<JourneyOutcome>;

  async start(username: string, password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    this.#typed = { username, password };
    const outcome = await this.signIn.start(username, password, signal);
    if (outcome.kind === "challenge") return outcome;
    // WordPress learns of the change by tokens that were made after it.
    return this.#change(outcome.tokens, (password, signal) => this.signInWith({ username, password }, signal), signal);
  }

  override async answer(answer: AnyAnswer, signal: AbortSignal): Promise<JourneyOutcome> {
    if (this.open) return super.answer(answer, signal);
    const outcome = await this.signIn.answer(answer as never, signal);
    if (outcome.kind === "challenge") return outcome;
    // Nobody wants to be asked for a second code; these tokens are as good.
    return this.#change(outcome.tokens, async () => this.#end(outcome), signal);
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
