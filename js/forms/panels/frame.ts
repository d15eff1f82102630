import type { Texts } from "../../texts.js";
import type { FormParts } from "../adopt.js";
import { element } from "./element.js";
import type { AnyAnswer, AnyChallenge } from "../journey.js";
import { countdown } from "./countdown.js";
import { attributed, linkButton } from "./markup.js";
import type { PasswordPolicy } from "./password-policy.js";
import { fillTemplate } from "./slots.js";
import { addStyle } from "./style.js";

/** What a panel can have done. Read anew whenever it is needed: the values may change while the panel is open. */
export interface PanelActions {
  /** Does the same as a submit of the form. */
  submit(): void;
  /** Gives the challenge up and closes the panel: the user starts again, maybe as somebody else. */
  back(): void;
  /** Has a new code sent; absent where none can be, or not any more. Shows its errors itself, and rejects then. */
  resend?: (() => Promise<void>) | undefined;
  /** When the challenge ends, as far as is known: a pool may grant more time. Without it there is no countdown. */
  expiresAtMs?: number | undefined;
  /** The rules for a new password. Without them none are listed. */
  passwordPolicy?: PasswordPolicy | undefined;
}

export interface Panel {
  readonly answer: AnyAnswer;
  /** Forgets what was typed. */
  clear(): void;
  /** Puts the login form back. */
  close(): void;
  /** Tells, in the form's own style, why the answer was not taken, and asks again. */
  refuse(...lines: (Node | string)[]): void;
}

/** What a question is given to be asked with. */
export interface Context {
  parts: FormParts;
  texts: Texts;
  actions: PanelActions;
  /** Has a screen reader say something when it has finished what it is saying. */
  say(words: string): void;
  /** Shows or hides the form's own field for the password. */
  showPassword(isShown: boolean): void;
}

/** One question: what is added to the form, and what it then answers. */
export interface Question {
  /** Why it is asked; shown above the form. */
  reason?: (Node | string)[] | undefined;
  rows: HTMLElement[];
  /** Gets the focus. */
  field: HTMLElement;
  /** The words on the form's button, unless they are its own. */
  buttonLabel?: string;
  /** The words on the way back, unless it leads to another account. */
  backLabel?: string;
  /** Less important buttons, below the form's. */
  below?: HTMLElement[];
  /** Absent where the form's button does something else than submit. */
  answer?(): AnyAnswer;
  /** Forgets what was typed, where that is a secret. */
  clear?(): void;
  /** After a wrong answer. */
  askAgain?(): void;
  close?(): void;
}

export type ChallengeOf<Name extends AnyChallenge["name"]> = Extract<AnyChallenge, { name: Name }>;

export type Ask = (context: Context) => Question;

const REASON_ID = "cognipress-reason";

/**
 * Asks a question inside the form. The user name stays there, hidden, so that a
 * password manager knows whose secrets these are.
 */
export function openFrame(name: string, parts: FormParts, texts: Texts, actions: PanelActions, ask: Ask): Panel {
  const { form, username, password, button, covered = [], root } = parts;
  addStyle(root);

  // Not «Remember Me», which still holds: WebKit 2.50 hangs when the tooltip in that row is hidden with it.
  const usernameRows = rowsOf(username, parts);
  const passwordRows = rowsOf(password, parts);
  const otherRows = covered.flatMap((part) => (form.contains(part) ? rowsOf(part, parts) : part));
  const showPassword = (isShown: boolean) => {
    show(passwordRows, isShown);
    password.disabled = !isShown;
  };
  const showUsername = (isShown: boolean) => {
    show(usernameRows, isShown);
    // It is empty where a challenge has outlived a reload of the page.
    username.required = isShown;
  };
  show(otherRows, false);
  showUsername(false);
  showPassword(false);

  const status = attributed(element("p", { className: "screen-reader-text" }), { role: "status" });
  const say = (words: string) => void (status.textContent = words);
  const question = ask({ parts, texts, actions, say, showPassword });
  const timer = countdown(texts, actions, say);

  const { field, backLabel = texts["other-account"], buttonLabel, reason, rows, below = [] } = question;
  const notice = element("div", { id: REASON_ID, className: parts.classes.notice, slot: "reason" }, element("p", {}, ...(reason ?? [])));
  const back = linkButton(parts, backLabel, () => {
    actions.back();
    if (body.isConnected) return; // Not closed: something is on its way.
    // A form of the account may know the name by itself.
    (username.getClientRects().length > 0 ? username : button).focus();
  });
  timer.element.slot = "time";
  back.slot = "back";
  const others = [timer.element, ...below, back];
  const foot = element("div", { className: "cognipress-foot" }, ...others, status);
  if (reason) {
    form.before(notice);
    others.push(notice);
  }
  const body = element("div", { className: "cognipress-panel" }, ...fillTemplate(name, rows, others, root ?? document));
  // WPForms' validation, for one, marks fields that it has never seen.
  for (const type of ["focusin", "focusout", "keyup"]) body.addEventListener(type, (event) => event.stopPropagation());
  const [above = rowOf(button, parts).previousElementSibling] = usernameRows.slice(-1);
  if (above) above.after(body);
  else form.prepend(body);
  form.append(foot);

  const described = [field.getAttribute("aria-describedby"), reason && REASON_ID, parts.errorId];
  field.setAttribute("aria-describedby", described.filter(Boolean).join(" "));
  body.addEventListener("input", () => field.removeAttribute("aria-invalid"));
  const label = button instanceof HTMLInputElement ? "value" : "textContent";
  const ownLabel = button[label];
  button[label] = buttonLabel ?? ownLabel;
  field.focus();

  return {
    get answer() {
      return question.answer!();
    },
    clear: () => question.clear?.(),
    close() {
      question.close?.();
      timer.stop();
      for (const made of [notice, body, foot]) made.remove();
      show(otherRows, true);
      showUsername(true);
      showPassword(!parts.asksPasswordLater);
      button[label] = ownLabel;
      // It may be the form's own.
      for (const name of ["aria-describedby", "aria-invalid"]) field.removeAttribute(name);
    },
    refuse(...lines) {
      parts.showError(...lines);
      question.askAgain?.();
      // Not what is chosen or pressed: there it has no meaning.
      if (field.matches(":required")) field.setAttribute("aria-invalid", "true");
      field.focus();
    },
  };
}

/** Hides the form's own field for the password, until a panel asks for it. */
export function askForPasswordLater(parts: FormParts): void {
  parts.asksPasswordLater = true;
  show(rowsOf(parts.password, parts), false);
  parts.password.disabled = true;
}

/** The rows of a field and its labels; none where the form lacks it. */
function rowsOf(field: HTMLElement, parts: FormParts): HTMLElement[] {
  const { labels } = field as HTMLInputElement;
  return [...(labels ?? []), field].filter((part) => parts.form.contains(part)).map((part) => rowOf(part, parts));
}

/** The greatest element around a part of the form that leaves the button out. */
function rowOf(part: HTMLElement, { form, button }: FormParts): HTMLElement {
  const around = part.parentElement;
  return !around || around === form || around.contains(button) ? part : rowOf(around, { form, button } as FormParts);
}

/** `!important`, as a form system's own rules for its rows may be. */
function show(rows: HTMLElement[], isShown: boolean): void {
  for (const { style } of rows) {
    if (isShown) style.removeProperty("display");
    else style.setProperty("display", "none", "important");
  }
}
