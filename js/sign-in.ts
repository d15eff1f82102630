import { SignIn } from "cognipress-wasm";
import type { ChallengeAnswer, Config, Step } from "../src/wasm/types.js";
import { CognipressError } from "./error.js";
import { loadWasm, type WasmSource } from "./loader.js";
import { abortable, post, type TransportOptions } from "./transport.js";

export interface SignInOptions extends Config, TransportOptions {
  wasm: WasmSource;
}

/** An answer to a challenge as the page gives it. */
export type Answer = ChallengeAnswer & { newPassword: string };

/** Where a sign-in stands once there is nothing left to send. */
export type Outcome = Extract<Step, { kind: "signed-in" | "challenge" }>;

/** Feeds the core's sign-in with replies until it asks something or is done. Takes no decision of its own. */
export class SignInFlow {
  readonly #options: SignInOptions;
  /** The app client as JSON, as the core takes it. */
  readonly config: string;
  /** A is computed; waits for a user name and a password. */
  #prepared: SignIn | undefined;
  /** Waits for the answer to its challenge. */
  #challenged: SignIn | undefined;

  constructor(options: SignInOptions) {
    const { userPoolId, clientId, endpoint } = options;
    this.#options = options;
    this.config = JSON.stringify({ userPoolId, clientId, endpoint });
  }

  /** Loads the core and computes A, which needs neither user name nor password. */
  async prepare(): Promise<void> {
    await loadWasm(this.#options.wasm, this.#options);
    this.#prepared ??= this.#create();
  }

  /** Signs in. Calls may overlap; each has an ephemeral of its own. */
  async start(username: string, password: string, signal?: AbortSignal): Promise<Outcome> {
    this.cancel();
    await abortable(() => loadWasm(this.#options.wasm, this.#options), signal);
    const core = this.#prepared ?? this.#create();
    this.#prepared = undefined;
    try {
      return await this.#run(core, password, (bytes) => core.start(username, bytes), signal);
    } catch (error) {
      core.free();
      // The user will try again: have the next A ready, in a task of its own.
      setTimeout(() => this.prepare().catch(() => {}));
      throw error;
    }
  }

  /** Answers the open challenge. After an error it may still stand; where it does not, the next answer is `FlowOver`. */
  async answer({ newPassword, ...answer }: Answer, signal?: AbortSignal): Promise<Outcome> {
    const core = this.#challenged;
    if (!core) throw new CognipressError("FlowOver", "try-again", "No challenge is open");
    this.#challenged = undefined;
    try {
      return await this.#run(core, newPassword, (bytes) => core.answer(JSON.stringify(answer), bytes), signal);
    } catch (error) {
      if (signal?.aborted) core.free();
      else this.#keep(core);
      throw error;
    }
  }

  /** Forgets an open challenge. */
  cancel(): void {
    this.#keep(undefined);
  }

  #keep(challenged: SignIn | undefined): void {
    this.#challenged?.free();
    this.#challenged = challenged;
  }

  #create(): SignIn {
    return new SignIn(this.config, randomBytes());
  }

  async #run(
    core: SignIn,
    password: string,
    begin: (password: Uint8Array) => string,
    signal: AbortSignal | undefined,
  ): Promise<Outcome> {
    const bytes = new TextEncoder().encode(password);
    let json: string;
    try {
      json = begin(bytes);
    } finally {
      bytes.fill(0);
    }
    let step = JSON.parse(json) as Step;
    while (step.kind === "send") {
      const { status, body } = await post(step.request, { ...this.#options, signal });
      step = JSON.parse(core.receive(status, body, Date.now())) as Step;
    }
    if (step.kind === "challenge") this.#keep(core);
    else core.free();
    return step as Outcome;
  }
}

function randomBytes(): Uint8Array {
  try {
    return crypto.getRandomValues(new Uint8Array(32));
  } catch (error) {
    throw new CognipressError("RandomUnavailable", "random-unavailable", String(error));
  }
}
