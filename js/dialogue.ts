import type { ChallengeAnswer, DialogueContext, Standing, Start, Step } from "../src/wasm/types.js";
import { CoreFlow } from "./core.js";
import { loadCore } from "./loader.js";
import { exchange, randomBytes, type Outcome, type SignInOptions } from "./sign-in.js";

/** Feeds the core's dialogue, which knows every challenge. */
export class Dialogue {
  readonly #options: SignInOptions;
  readonly #core: CoreFlow;

  private constructor(options: SignInOptions, core: CoreFlow) {
    this.#options = options;
    this.#core = core;
  }

  static async create(options: SignInOptions, config: string): Promise<Dialogue> {
    const core = await loadCore(options.wasm.full, options);
    return new Dialogue(options, await CoreFlow.create(core, "dialogue", config));
  }

  /** Begins a sign-in. */
  start(start: Start, signal?: AbortSignal): Promise<Outcome> {
    return this.#run(this.#core.call("start", JSON.stringify(start), randomBytes()), signal);
  }

  /** Asks a standing challenge. */
  resume(standing: Standing, signal?: AbortSignal): Promise<Outcome> {
    const context: DialogueContext = {};
    const texts = [JSON.stringify(context), JSON.stringify(standing)];
    return this.#run(this.#core.call("resume", Date.now(), ...texts, randomBytes()), signal);
  }

  /** Answers the challenge that was asked last. */
  answer(answer: ChallengeAnswer, signal?: AbortSignal): Promise<Outcome> {
    return this.#run(this.#core.call("answer", Date.now(), JSON.stringify(answer), randomBytes()), signal);
  }

  /** Whether a challenge waits for an answer, be it after a wrong one. */
  async isOpen(): Promise<boolean> {
    return Boolean(await this.#core.call("is_open"));
  }

  free(): void {
    this.#core.free();
  }

  #run(first: Promise<Step>, signal: AbortSignal | undefined): Promise<Outcome> {
    return exchange(first, this.#options, signal, (status, body) =>
      this.#core.call("receive", status, Date.now(), body, randomBytes()),
    ) as Promise<Outcome>;
  }
}
