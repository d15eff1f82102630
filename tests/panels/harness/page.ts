/** Runs in the browser, on WordPress' own login page: adopts its form, and opens panels in it. */

import { adoptForm, type FormParts } from "../../../js/forms/adopt.ts";
import { DEVICE_OFFER, openOffer, openPanel, PASSKEY_OFFER, type Panel, type PanelActions } from "../../../js/forms/panels/index.ts";
import type { AnyAnswer, AnyChallenge } from "../../../js/forms/journey.ts";
import { wpLogin } from "../../../js/forms/wp-login.ts";
import { texts } from "../../../js/texts.ts";
import { FakeClock } from "./fake-clock.ts";

const OFFERS = { passkey: PASSKEY_OFFER, device: DEVICE_OFFER };

export interface OpenOptions extends Pick<PanelActions, "passwordPolicy"> {
  /** Whether a new code can be sent; "refused": it can be asked for, and fails; "lost": it cannot be asked for again then. */
  resend?: "sent" | "refused" | "lost";
  /** By the fake clock. */
  expiresInMs?: number;
}

/** The tests' hold on the page; `window.panels`. */
export class Panels {
  readonly clock = new FakeClock();
  /** What was submitted, one for each time. */
  readonly answers: AnyAnswer[] = [];
  resends = 0;
  /** How often the user wanted to start again, or to leave. */
  backs = 0;
  /** How often an offer was taken. */
  taken = 0;
  readonly #parts: FormParts;
  readonly #submit: () => Promise<void>;
  #actions!: PanelActions;
  #panel: Panel | undefined;

  constructor() {
    this.#parts = wpLogin(document.querySelector<HTMLFormElement>("#loginform")!);
    this.#submit = adoptForm(this.#parts, texts, {
      submit: async () => {
        this.answers.push(this.#panel!.answer);
        return "stay";
      },
      reset() {},
    });
  }

  open(challenge: AnyChallenge, { resend, expiresInMs, ...rest }: OpenOptions = {}): void {
    this.#actions = {
      ...rest,
      submit: () => void this.#submit(),
      back: () => {
        this.backs++;
        this.close();
      },
      resend: resend && (() => this.#resend(resend)),
      expiresAtMs: expiresInMs && Date.now() + expiresInMs,
    };
    this.#panel = openPanel(this.#parts, texts, challenge, this.#actions);
  }

  /** Offers something, which may fail. */
  offer(name: keyof typeof OFFERS, outcome: "taken" | "refused" = "taken"): void {
    this.close();
    const run = async () => {
      if (outcome === "refused") throw new Error("it failed");
      this.taken++;
    };
    const leave = () => void this.backs++;
    this.#panel = openOffer(this.#parts, texts, { ...OFFERS[name], run }, { submit: leave, back: leave });
  }

  /** Puts a template of the page's own into it. */
  addTemplate(html: string): void {
    document.body.insertAdjacentHTML("beforeend", html);
  }

  /** The challenge now ends so much later than now. */
  prolong(expiresInMs: number): void {
    this.#actions.expiresAtMs = Date.now() + expiresInMs;
  }

  refuse(words: string): void {
    this.#panel!.refuse(words);
  }

  clear(): void {
    this.#panel!.clear();
  }

  close(): void {
    this.#panel?.close();
    this.#panel = undefined;
  }

  async #resend(outcome: "sent" | "refused" | "lost"): Promise<void> {
    this.resends++;
    if (outcome === "lost") this.#actions.resend = undefined;
    if (outcome !== "sent") throw new Error("no code was sent");
  }
}

declare global {
  interface Window {
    panels: Panels;
  }
}

window.panels = new Panels();
