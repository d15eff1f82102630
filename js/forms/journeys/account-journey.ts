import type { TokenSet } from "../../../src/wasm/types.js";
import type { CognipressError } from "../../error.js";
import type { SignInFlow } from "../../sign-in.js";
import type { TextKey } from "../../texts.js";
import type { FormParts } from "../adopt.js";
import type { AnyAnswer, Journey, JourneyOutcome } from "../journey.js";

const ATTRIBUTE = "attr:";

/** What an operation on the account asks. It stands until it is answered well. */
interface Open {
  answer(answer: AnyAnswer, signal: AbortSignal): Promise<JourneyOutcome>;
  resend?(): Promise<JourneyOutcome>;
}

type Words = Partial<Record<TextKey, TextKey>>;

/** What comes before a sign-in: operations on the account, and mostly a code. */
export abstract class AccountJourney implements Journey {
  static readonly words: Words = { "logging-in": "working", misconfigured: "entries-refused" };
  /** Of who is logged in: their user name is right. */
  protected static readonly wordsOfProof: Words = {
    ...AccountJourney.words,
    "incorrect-credentials": "password-incorrect",
  };

  protected readonly signIn: SignInFlow;
  protected readonly form: FormParts;
  /** The sign-in asks, if anybody, unless this does. */
  protected open: Open | undefined;

  constructor(signIn: SignInFlow, form: FormParts) {
    this.signIn = signIn;
    this.form = form;
  }

  abstract start(username: string, password: string, signal: AbortSignal): Promise<JourneyOutcome>;

  async prepare(): Promise<void> {
    await this.signIn.loadFull();
  }

  answer(answer: AnyAnswer, signal: AbortSignal): Promise<JourneyOutcome> {
    return (this.open ?? this.signIn).answer(answer as never, signal);
  }

  get isOpen(): boolean {
    return this.open !== undefined || this.signIn.isOpen;
  }

  get canResend(): boolean {
    return this.open ? this.open.resend !== undefined : this.signIn.canResend;
  }

  resend(): Promise<JourneyOutcome> {
    return this.open?.resend?.() ?? this.signIn.resend();
  }

  confirmDevice(tokens: TokenSet): ReturnType<SignInFlow["confirmDevice"]> {
    return this.signIn.confirmDevice(tokens);
  }

  cancel(): void {
    this.open = undefined;
    this.signIn.cancel();
  }

  /** The attributes of the user in the form's fields, by name. */
  protected attributes(isWanted: (field: HTMLInputElement) => boolean): Record<string, string> {
    const wanted = [...(this.form.fields ?? [])].filter(([name, field]) => name.startsWith(ATTRIBUTE) && isWanted(field));
    return Object.fromEntries(wanted.map(([name, { value }]) => [name.slice(ATTRIBUTE.length), value.trim()]));
  }

  /** What was typed into a field of the form; empty where there is none. */
  protected value(field: string): string {
    return this.form.fields?.get(field)?.value ?? "";
  }

  /** @throws Where the form asks for a new password twice, and is given two. */
  protected assertRepeated(password: string): void {
    const again = this.form.fields?.get("password-again");
    if (!again || again.value === password) return;
    // Not the library's own error: its class is in the main script.
    throw Object.assign(new Error("The two passwords differ"), { messageKey: "passwords-differ" satisfies TextKey });
  }

  /**
   * Asks for the code that was sent to confirm the account, and goes on with `confirmed`, which is given the Session
   * that Cognito signs the user in with, if it does.
   */
  protected askToConfirm(
    username: string,
    destination: string | undefined,
    confirmed: (session: string | undefined, signal: AbortSignal) => Promise<JourneyOutcome>,
    session?: string,
  ): JourneyOutcome {
    let isConfirmed = false;
    this.open = {
      answer: async (answer, signal) => {
        if (!isConfirmed) session = await this.#confirm(username, answer, session, signal);
        isConfirmed = true;
        return confirmed(session, signal);
      },
      resend: async () => {
        const { codeDeliveryDetails } = await this.signIn.run({ operation: "ResendConfirmationCode", username });
        return asked("CONFIRM_SIGN_UP", codeDeliveryDetails?.destination);
      },
    };
    return asked("CONFIRM_SIGN_UP", destination);
  }

  /** Has a code sent to confirm an account that was made before. */
  protected async sendConfirmation(
    username: string,
    confirmed: (session: string | undefined, signal: AbortSignal) => Promise<JourneyOutcome>,
    signal: AbortSignal,
  ): Promise<JourneyOutcome> {
    const { codeDeliveryDetails } = await this.signIn.run({ operation: "ResendConfirmationCode", username }, signal);
    return this.askToConfirm(username, codeDeliveryDetails?.destination, confirmed);
  }

  async #confirm(
    username: string,
    answer: AnyAnswer,
    session: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { code: confirmationCode } = answer as Extract<AnyAnswer, { name: "CONFIRM_SIGN_UP" }>;
    try {
      const command = { operation: "ConfirmSignUp", username, confirmationCode, ...(session && { session }) } as const;
      return (await this.signIn.run(command, signal)).session;
    } catch (error) {
      if (codeOf(error) === "AlreadyConfirmed") return undefined;
      throw error;
    }
  }

  /** Sets a new password by a code, and signs in with it. */
  protected async resetPassword(
    { username, code: confirmationCode, newPassword: password }: { username: string; code: string; newPassword: string },
    signal: AbortSignal,
  ): Promise<JourneyOutcome> {
    await this.signIn.run({ operation: "ConfirmForgotPassword", username, confirmationCode, password }, signal);
    return this.signInWith({ username, password }, signal);
  }

  /** Signs in with the Session of a confirmation where that will do, else with the password. */
  protected async signInWith(
    { username, password, session }: { username: string; password: string; session?: string | undefined },
    signal: AbortSignal,
  ): Promise<JourneyOutcome> {
    const outcome = session
      ? await this.signIn.begin({ flow: "USER_AUTH", username, session }, signal).catch((error) => {
          if (signal.aborted || !password) throw error;
          return undefined;
        })
      : undefined;
    const done = outcome ?? (await this.signIn.start(username, password, signal));
    this.open = undefined;
    return done;
  }
}

export function asked(
  name: "CONFIRM_SIGN_UP" | "CONFIRM_FORGOT_PASSWORD" | "VERIFY_USER_ATTRIBUTE",
  destination: string | undefined,
): JourneyOutcome {
  return { kind: "challenge", challenge: { name, ...(destination && { destination }) } };
}

export function codeOf(error: unknown): string | undefined {
  return (error as Partial<CognipressError>).code;
}
