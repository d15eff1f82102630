import type { TokenSet } from "../../../src/wasm/types.js";
import type { OpenedSession } from "../../exchange.js";
import type { SignInFlow } from "../../sign-in.js";
import type { LoginConfig } from "../../wordpress.js";
import type { FormParts } from "../adopt.js";
import type { AnyAnswer, JourneyOutcome } from "../journey.js";
import { Proof } from "./proof.js";

/** Shows parts of the account, and has them changed, in place of the form. */
export class Account extends Proof {
  #tokens: TokenSet | undefined;

  constructor(signIn: SignInFlow, parts: FormParts, config: LoginConfig, signal: AbortSignal) {
    super(signIn, parts, config);
    const { form } = parts;
    const open = (event: Event) => {
      const tokens = this.#tokens;
      if (event.defaultPrevented || !tokens) return;
      event.preventDefault();
      const { redirectTo } = (event as CustomEvent<OpenedSession>).detail;
      const names = form.closest<HTMLElement>("[data-cognito]")?.dataset["cognito"]?.split(" ") ?? [];
      import("../account/index.js")
        .then(({ openAccount }) => openAccount({ names, signIn, tokens, parts, config, redirectTo }))
        .catch((error) => {
          console.warn(error);
          parts.showError(config.texts["wasm-unavailable"]);
        });
    };
    form.addEventListener("cognipress:signed-in", open, { signal });
  }

  async start(username: string, password: string, signal: AbortSignal): Promise<JourneyOutcome> {
    return this.#note(await this.prove(username, password, signal));
  }

  override async answer(answer: AnyAnswer, signal: AbortSignal): Promise<JourneyOutcome> {
    return this.#note(await super.answer(answer, signal));
  }

  #note(outcome: JourneyOutcome): JourneyOutcome {
    if (outcome.kind === "signed-in") this.#tokens = outcome.tokens;
    return outcome;
  }
}
