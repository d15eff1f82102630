import type * as main from "../wordpress.js";
import type { FormParts } from "./adopt.js";
import type { Texts } from "../texts.js";

/** What a form is for. */
export const PURPOSES = [
  "signin",
  "signup",
  "confirm",
  "forgot",
  "reset",
  "profile",
  "password",
  "mfa",
  "passkeys",
  "devices",
  "sessions",
  "signout",
  "step-up",
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A form as its system describes it. */
export interface Form extends FormParts {
  /** Whether the form goes its own way once the user is signed in, in place of the page being left. */
  submitsAfterwards?: boolean;
  /** Words that this form has otherwise. */
  texts?: Partial<Texts>;
}

/** What the main script lends, so that it is loaded once, and first by a form that is used. */
export type Tools = Pick<typeof main, "element" | "errorAbove" | "wpLogin">;

/** One file a form system: says which forms are its own, and what is where in them. */
export interface FormSystem {
  purposeOf(form: HTMLFormElement): Purpose | undefined;
  /** Whether a submit now is for Cognito. Otherwise the form goes its own way; always, unless given. */
  isDue?(form: HTMLFormElement): boolean;
  /** Called once for a form that has a purpose. */
  read(form: HTMLFormElement, root: ShadowRoot | undefined, tools: Tools): Form;
}
