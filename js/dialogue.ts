import type { ChallengeAnswer, Standing, Start, Step } from "../src/wasm/types.js";
import { contextOf, type ContextOptions } from "./context.js";
import type { CoreFlow } from "./core.js";
import type { Outcome } from "./sign-in.js";

export { withContext } from "./context.js";

/** What the script that loads this has already: a shared file would be one more for every page to load. */
export interface DialogueHost {
  create(): Promise<CoreFlow>;
  exchange(
    first: Promise<Step>,
    signal: AbortSignal | undefined,
    receive: (status: number, body: Uint8Array) => Promise<Step>,
  ): Promise<Step>;
  randomBytes(): Uint8Array;
}

/**
 * How to sign in besides by the proof of a password: `choice` lets the user choose the first factor, `custom` asks the
 * questions of the site's own triggers, after a password where there is one. `migration` proves the password, and where
 * that is refused sends it once: for a pool whose trigger takes users over from elsewhere.
 */
export type SignInMethod = "choice" | "custom" | "migration";

/** Feeds the core's dialogue, which knows every challenge. */
export class Dialogue {
  readonly #host: DialogueHost;
  readonly #options: ContextOptions;
  #core: CoreFlow;
  /** The challenge that was asked last, where it can be asked again. */
  #standing: Standing | undefined;
  /** Whether a challenge waits for an answer, be it after a wrong one. */
  isOpen = false;
  /** Whether it is known how to begin again. */
  canResend = false;

  private constructor(host: DialogueHost, options: ContextOptions, core: CoreFlow) {
    this.#host = host;
    this.#options = options;
    this.#core = core;
  }

  static async create(host: DialogueHost, options: ContextOptions): Promise<Dialogue> {
    return new Dialogue(host, options, await host.create());
  }

  /** Begins a sign-in. */
  async start(start: Start, signal?: AbortSignal): Promise<Outcome> {
    const context = await contextOf(this.#options, start.username);
    const text = JSON.stringify({ ...context, ...start });
    this.canResend = true;
    return this.#run(() => this.#core.call("start", text, this.#host.randomBytes()), signal);
  }

  /** Asks a standing challenge. */
  async resume(standing: Standing, signal?: AbortSignal): Promise<Outcome> {
    const context = await contextOf(this.#options, standing.username ?? standing.userId);
    const texts = [JSON.stringify(context), JSON.stringify(standing)];
    this.canResend = false;
    return this.#run(() => this.#core.call("resume", Date.now(), ...texts, this.#host.randomBytes()), signal);
  }

  /** Answers the challenge that was asked last. */
  answer(answer: ChallengeAnswer, signal?: AbortSignal): Promise<Outcome> {
    const text = JSON.stringify(answer);
    // Whether an answer that was lost has reached Cognito nobody knows: it may be given once more.
    return this.#keep(["Offline", "Timeout"], () =>
      this.#run(() => this.#core.call("answer", Date.now(), text, this.#host.randomBytes()), signal),
    );
  }

  /** Begins again, for another code. Where that fails, the old one still counts. */
  resend(signal?: AbortSignal): Promise<Outcome> {
    return this.#keep(["ChallengeExpired", "Offline", "Timeout", "TooManyRequests"], () =>
      this.#run(() => this.#core.call("resend", this.#host.randomBytes()), signal),
    );
  }

  free(): void {
    this.#core.free();
  }

  /** Asks the challenge again where the work failed in one of these ways. */
  async #keep(codes: string[], work: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await work();
    } catch (error) {
      if (this.#standing && codes.includes((error as { code?: string }).code!) && !this.isOpen) {
        this.#core.free();
        this.#core = await this.#host.create();
        await this.resume(this.#standing).catch(() => {});
      }
      throw error;
    }
  }

  async #run(first: () => Promise<Step>, signal: AbortSignal | undefined): Promise<Outcome> {
    this.isOpen = false;
    try {
      const receive = (status: number, body: Uint8Array) =>
        this.#core.call<Step>("receive", status, Date.now(), body, this.#host.randomBytes());
      const outcome = (await this.#host.exchange(first(), signal, receive)) as Outcome;
      this.#standing = outcome.kind === "challenge" ? outcome.standing : undefined;
      return outcome;
    } finally {
      this.isOpen = Boolean(await this.#core.call("is_open"));
    }
  }
}

export interface Credentials {
  username: string;
  password: string;
  device: Start["device"] | undefined;
  /** The first factor to begin with, where the method is `choice`. */
  preferred: string | undefined;
}

/** Begins a sign-in by one of the methods, or by a proof of the password. */
export async function startBy(
  dialogue: Dialogue,
  method: SignInMethod | undefined,
  { username, password, device, preferred }: Credentials,
  signal?: AbortSignal,
): Promise<Outcome> {
  const known = { username, ...(device && { device }) };
  const start = (flow: Start["flow"], more: Partial<Start>) => dialogue.start({ flow, ...known, ...more }, signal);
  switch (method) {
    case "choice":
      return start("USER_AUTH", { ...(preferred && { preferred }), ...(password && { password }) });
    case "custom":
      return start("CUSTOM_AUTH", password ? { password } : {});
  }
  const proven = start("USER_SRP_AUTH", { password });
  if (method !== "migration") return proven;
  return proven.catch((error) => {
    if (!["NotAuthorized", "UserNotFound"].includes(error.code)) throw error;
    return start("USER_PASSWORD_AUTH", { password });
  });
}
