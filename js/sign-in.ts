import type { AccountCommand } from "../src/wasm/account.js";
import type { Challenge, ChallengeAnswer, Request, Standing, Start, Step, TokenSet } from "../src/wasm/types.js";
import { runOperation, type OutcomeOf } from "./account.js";
import type { DeviceChoice } from "./confirm-device.js";
import { CoreFlow, type Core } from "./core.js";
import { deviceOf, hasDevice, keepDevice } from "./device-store.js";
import type { ContextOptions } from "./context.js";
import type { Dialogue, DialogueHost, SignInMethod } from "./dialogue.js";
import { CognipressError } from "./error.js";
import { loadCore, type WasmSource } from "./loader.js";
import { abortable, send, type TransportOptions } from "./transport.js";

export interface SignInOptions extends ContextOptions, TransportOptions {
  wasm: WasmSource;
  /** Unless given, a password is proven, and sent nowhere. */
  method?: SignInMethod | undefined;
  /** The first factor to begin with, where `method` is `choice`: a `ChallengeName`. */
  preferred?: string | undefined;
}

/** Where a sign-in stands once there is nothing left to send. */
export type Outcome =
  | { kind: "signed-in"; tokens: TokenSet; deviceForgotten?: true }
  | { kind: "challenge"; challenge: Challenge; expiresAtMs: number; standing?: Standing };

/**
 * Feeds the core's sign-in with replies until it asks something or is done.
 * Takes no decision of its own. What goes beyond the proof of a password is
 * loaded when it is asked for.
 */
export class SignInFlow {
  readonly #options: SignInOptions;
  /** The app client as JSON, as the core takes it. */
  readonly config: string;
  /** A is computed; waits for a user name and a password. */
  #prepared: CoreFlow | undefined;
  /** Has proven the password, and can do so again for another code. */
  #proven: CoreFlow | undefined;
  #dialogue: Dialogue | undefined;
  /** As typed; nothing after a reload. */
  #username = "";

  constructor(options: SignInOptions) {
    const { userPoolId, clientId, endpoint, issuer } = options;
    this.#options = options;
    this.config = JSON.stringify({ userPoolId, clientId, endpoint, issuer });
  }

  /** Loads what the submit takes. Where that is the proof of a password, computes A: it needs neither user name nor password. */
  async prepare(): Promise<void> {
    if (this.#needsFull) await this.#loadDialogue();
    else if (!this.#prepared) {
      const core = await this.#create();
      if (this.#prepared) core.free();
      else this.#prepared = core;
    }
  }

  /** Signs in. Calls may overlap; each has an ephemeral of its own. */
  async start(username: string, password: string, signal?: AbortSignal): Promise<Outcome> {
    this.cancel();
    this.#username = username.trim();
    const device = deviceOf(this.#options.clientId, this.#username);
    if (device || this.#needsFull) {
      const { method, preferred } = this.#options;
      return this.#converse((dialogue, { startBy }) =>
        startBy(dialogue, method, { username, password, device, preferred }, signal),
      );
    }
    await abortable(() => this.prepare(), signal);
    const core = this.#prepared ?? (await this.#create());
    this.#prepared = undefined;
    try {
      return await this.#run(core, core.call("start", this.#username, password), signal);
    } catch (error) {
      core.free();
      // The user will try again: have the next A ready, in a task of its own.
      setTimeout(() => this.prepare().catch(() => {}));
      throw error;
    }
  }

  /** Signs in by any flow there is. */
  async begin(start: Start, signal?: AbortSignal): Promise<Outcome> {
    this.cancel();
    this.#username = start.username.trim();
    return this.#converse((dialogue) => dialogue.start(start, signal), signal);
  }

  /** Asks a challenge again that was left standing when the page went away. */
  resume(standing: Standing, signal?: AbortSignal): Promise<Outcome> {
    return this.#converse((dialogue) => dialogue.resume(standing, signal), signal);
  }

  /** Answers the open challenge. After an error it may still stand; where it does not, the next answer is `FlowOver`. */
  answer(answer: ChallengeAnswer, signal?: AbortSignal): Promise<Outcome> {
    return this.#reply((dialogue) => dialogue.answer(answer, signal));
  }

  /** Whether a challenge waits for an answer, be it after a wrong one. */
  get isOpen(): boolean {
    return this.#dialogue !== undefined;
  }

  /** Whether `resend` can do anything: after a reload nobody knows how it began. */
  get canResend(): boolean {
    return Boolean(this.#proven ?? this.#dialogue?.canResend);
  }

  /** Has Cognito send another code, by starting over with what was shown before. */
  async resend(signal?: AbortSignal): Promise<Outcome> {
    const core = this.#proven;
    if (!core) return this.#reply((dialogue) => dialogue.resend(signal));
    this.#proven = undefined;
    try {
      return await this.#run(core, core.call("resend", randomBytes()), signal);
    } catch (error) {
      core.free();
      throw error;
    }
  }

  /**
   * Tells Cognito of this browser, where it tracks devices and does not know it. Nobody has to wait for it. Returns how to
   * have the browser remembered, where the pool leaves that to the user, and they have not said.
   */
  async confirmDevice(tokens: TokenSet): Promise<DeviceChoice | undefined> {
    const { clientId } = this.#options;
    if (!tokens.newDevice && !deviceOf(clientId, this.#username)?.isOpen) return;
    const { confirmDevice } = await import("./confirm-device.js");
    return confirmDevice(this, tokens, this.#username, clientId, deviceOf, keepDevice);
  }

  /** Carries out an operation on an account. `keepalive`: even if the page is left. */
  run<Command extends AccountCommand>(
    command: Command,
    signal?: AbortSignal,
    keepalive?: boolean,
  ): Promise<OutcomeOf<Command["operation"]>> {
    return runOperation(command, this.config, this.#options, { signal, keepalive });
  }

  /** A sign-in beside this one, of the same app client. */
  another(): SignInFlow {
    return new SignInFlow(this.#options);
  }

  /** Loads the program that knows every operation. */
  loadFull(): Promise<Core> {
    return loadCore("full", this.#options);
  }

  /** Forgets an open challenge. */
  cancel(): void {
    this.#keep(undefined);
    this.#proven?.free();
    this.#proven = undefined;
  }

  /** Whether even the first request takes the full program. Who comes to a browser with a device is most likely its user. */
  get #needsFull(): boolean {
    const { clientId, method } = this.#options;
    return Boolean(method ?? hasDevice(clientId)) || hasContext(this.#options);
  }

  #loadDialogue(): Promise<[typeof import("./dialogue.js"), Core]> {
    return Promise.all([import("./dialogue.js"), this.loadFull()]);
  }

  /** Has a dialogue begin. */
  async #converse(
    work: (dialogue: Dialogue, module: typeof import("./dialogue.js")) => Promise<Outcome>,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    const options = this.#options;
    const [module, core] = await abortable(() => this.#loadDialogue(), signal);
    const host: DialogueHost = {
      create: () => CoreFlow.create(core, "dialogue", this.config),
      exchange: (first, signal, receive) => exchange(first, options, signal, receive),
      randomBytes,
    };
    const dialogue = await module.Dialogue.create(host, options);
    return this.#drive(dialogue, work(dialogue, module));
  }

  async #reply(work: (dialogue: Dialogue) => Promise<Outcome>): Promise<Outcome> {
    const dialogue = this.#dialogue;
    if (!dialogue) throw new CognipressError("FlowOver", "try-again", "No challenge is open");
    this.#dialogue = undefined;
    return this.#drive(dialogue, work(dialogue));
  }

  /** Keeps a dialogue while a challenge of it is open, be it after a wrong answer. */
  async #drive(dialogue: Dialogue, work: Promise<Outcome>): Promise<Outcome> {
    try {
      const outcome = await work;
      if (outcome.kind === "signed-in" && outcome.deviceForgotten) {
        keepDevice(this.#options.clientId, this.#username, undefined);
      }
      return outcome;
    } finally {
      if (dialogue.isOpen) this.#keep(dialogue);
      else {
        dialogue.free();
        this.cancel();
      }
    }
  }

  #keep(dialogue: Dialogue | undefined): void {
    this.#dialogue?.free();
    this.#dialogue = dialogue;
  }

  async #create(): Promise<CoreFlow> {
    const core = await loadCore("signIn", this.#options);
    return CoreFlow.create(core, "sign_in", this.config, randomBytes());
  }

  async #run(core: CoreFlow, first: Promise<Step>, signal: AbortSignal | undefined): Promise<Outcome> {
    const step = await exchange(first, this.#options, signal, (status, body) =>
      core.call("receive", status, Date.now(), body),
    );
    if (step.kind === "signed-in") {
      core.free();
      return step;
    }
    const outcome = await this.resume((step as Extract<Step, { kind: "standing" }>).standing, signal);
    if (outcome.kind === "challenge") this.#proven = core;
    else core.free();
    return outcome;
  }
}

/** Whether something goes along with requests which the sign-in program knows nothing of. */
export function hasContext({ clientMetadata }: ContextOptions): boolean {
  return Boolean(clientMetadata ?? globalThis.AmazonCognitoAdvancedSecurityData);
}

/** Sends what the steps ask for, up to one that asks for nothing. */
export async function exchange(
  first: Promise<Step>,
  options: TransportOptions,
  signal: AbortSignal | undefined,
  receive: (status: number, body: Uint8Array) => Promise<Step>,
): Promise<Exclude<Step, { kind: "send" }>> {
  let step = await first;
  while (step.kind === "send") {
    const { status, body } = await send(step.request satisfies Request, { ...options, signal });
    step = await receive(status, body);
  }
  return step;
}

export function randomBytes(): Uint8Array {
  try {
    return crypto.getRandomValues(new Uint8Array(32));
  } catch (error) {
    throw new CognipressError("RandomUnavailable", "random-unavailable", String(error));
  }
}
