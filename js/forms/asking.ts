import { forgetStanding, keepStanding, keptStanding } from "../standing.js";
import type { TokenSet } from "../../src/wasm/types.js";
import type { DeviceChoice } from "../confirm-device.js";
import type { SignInFlow } from "../sign-in.js";
import type { LoginForm } from "../wordpress.js";
import type { AnyAnswer, AnyChallenge, JourneyOutcome } from "./journey.js";
import { DEVICE_OFFER, openOffer, openPanel, type Panel } from "./panels/index.js";

export { createPasskey } from "./passkeys/create.js";
export { askForPasswordLater, openOffer, openPanel, PASSKEY_OFFER } from "./panels/index.js";

type Asked = Extract<JourneyOutcome, { kind: "challenge" }>;

/** What a form asks on the way in: a panel for one challenge after the other. */
export class Asking {
  readonly #login: LoginForm;
  #panel: Panel | undefined;
  #expiresAtMs: number | undefined;
  /** What the next submit does, in place of giving the panel's answer. */
  #next: ((signal: AbortSignal) => Promise<JourneyOutcome>) | undefined;
  readonly #look = (event: Event) => setTimeout(() => event.defaultPrevented && this.#close());

  constructor(login: LoginForm) {
    this.#login = login;
  }

  /** Asks again what was asked when the page went away, and lets users begin with more than a password. */
  async open(signIn: SignInFlow): Promise<void> {
    const { clientId, method, passkeys } = this.#login.config;
    const standing = keptStanding(clientId);
    if (standing) void this.begin((signal) => signIn.resume(standing, signal));
    if (method !== "choice" && !passkeys) return;
    const { addFirstFactors } = await import("./first-factors.js");
    await addFirstFactors(this.#login, signIn);
  }

  /** Does the same as a submit of the form, but goes on in this way. */
  begin(next: (signal: AbortSignal) => Promise<JourneyOutcome>): Promise<void> {
    this.#next = next;
    return this.#login.press();
  }

  /** Answers; `undefined` where nothing is asked that the user could answer here. */
  respond(signal: AbortSignal): Promise<JourneyOutcome> | undefined {
    const next = this.#next;
    this.#next = undefined;
    return next ? next(signal) : this.#panel && this.#login.journey.answer(this.#panel.answer, signal);
  }

  ask(asked: Asked): "stay" {
    const { parts, config, journey } = this.#login;
    const { challenge } = asked;
    this.#keep(asked);
    this.#close();
    const respond = (answer: AnyAnswer) => void this.begin((signal) => journey.answer(answer, signal));
    if (!this.#login.emit("cognipress:challenge", { challenge, respond })) return "stay";
    const asking = this;
    this.#panel = openPanel(parts, config.texts, challenge, {
      submit: () => void this.#login.press(),
      back: () => this.#login.reset(),
      get resend() {
        return journey.canResend ? () => asking.#resend(challenge.name) : undefined;
      },
      get expiresAtMs() {
        return asking.#expiresAtMs;
      },
      passwordPolicy: config.passwordPolicy,
    });
    return "stay";
  }

  /** Asks, once the user is in, whether this device shall be remembered, before anything else takes over what follows. */
  askDevice(asked: TokenSet, choose: DeviceChoice): void {
    const login = this.#login;
    const next = login.beforeLeaving;
    login.beforeLeaving = (tokens, session) => {
      if (tokens !== asked) return next?.(tokens, session) ?? false;
      login.reset();
      const leave = () => {
        panel.close();
        if (!next?.(tokens, session)) location.assign(session.redirectTo);
      };
      const panel = openOffer(
        login.parts,
        login.config.texts,
        { ...DEVICE_OFFER, run: () => choose(true) },
        { submit: leave, back: () => void choose(false).then(leave) },
      );
      return true;
    };
  }

  /** Tells in the panel why the answer was not taken. Whether there is one. */
  refuse(lines: (Node | string)[]): boolean {
    this.#panel?.refuse(...lines);
    return this.#panel !== undefined;
  }

  /** All is answered. The panel is there until the page is left, or goes on by itself. */
  done(): void {
    forgetStanding();
    this.#panel?.clear();
    this.#login.parts.form.addEventListener("cognipress:signed-in", this.#look, { once: true });
  }

  /** Puts the form back. */
  end(): void {
    forgetStanding();
    this.#login.parts.form.removeEventListener("cognipress:signed-in", this.#look);
    this.#close();
  }

  #close(): void {
    this.#panel?.close();
    this.#panel = undefined;
  }

  #keep({ standing, expiresAtMs }: Asked): void {
    this.#expiresAtMs = expiresAtMs;
    keepStanding(this.#login.config.clientId, standing, expiresAtMs!);
  }

  /** Starts over: the panel stays, and takes the new code, unless another choice comes before that. */
  async #resend(name: AnyChallenge["name"]): Promise<void> {
    this.#login.parts.hideError();
    try {
      const outcome = await this.#login.journey.resend();
      if (outcome.kind !== "challenge") return;
      if (outcome.challenge.name === name) this.#keep(outcome);
      else this.ask(outcome);
    } catch (error) {
      this.#login.fail(error);
      throw error;
    }
  }
}
