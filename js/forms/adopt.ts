import type { Texts } from "../texts.js";
import type { CognipressTrap } from "../trap.js";
import { element } from "./element.js";

/** What a form system's file tells about its markup. A field that the form lacks is one outside the page. */
export interface FormParts {
  /** The form, or the part of it that is taken over. */
  form: HTMLElement;
  /** Where its submit can be caught: the shadow root around the form, or the window unless given. */
  root?: ShadowRoot | undefined;
  username: HTMLInputElement;
  password: HTMLInputElement;
  button: HTMLInputElement | HTMLButtonElement;
  /**
   * Fields besides `username` and `password`, by name: `password-again`, `code`, `new-password`, or `attr:` and the name
   * of an attribute of the user, as in `attr:given_name` and `attr:custom:account_no`.
   */
  fields?: Map<string, HTMLInputElement>;
  /** What a panel takes the place of, besides user name and password. */
  covered?: HTMLElement[];
  /** Whether the password is asked for only after the user name, in a panel. */
  asksPasswordLater?: boolean;
  /** The form system's own classes, for what is added to the form. */
  classes: { notice: string; input: string; linkButton: string };
  /** The id of the error, while there is one. */
  errorId: string;
  rememberMe(): boolean;
  redirectTo(): string;
  /** Shows an error in the form's own style, announces and focuses it. */
  showError(...lines: (Node | string)[]): void;
  hideError(): void;
}

/** What becomes of the page after a submit: it stays, or it is being left. */
export type Aftermath = "stay" | "leave";

export interface Behaviour {
  /** Handles a submit; shows its errors itself. One runs at a time. */
  submit(signal: AbortSignal): Promise<Aftermath>;
  /** The page came back out of the back/forward cache. */
  reset(): void;
}

/**
 * Takes over a form: its submit never reaches the network, or another script,
 * until `signal` lets go of it. Returns what does the same as a submit.
 */
export function adoptForm(
  parts: FormParts,
  texts: Texts,
  behaviour: Behaviour,
  signal = new AbortController().signal,
): () => Promise<void> {
  const { form, password, button, root = window } = parts;
  const status = element("p", { className: "screen-reader-text" });
  status.setAttribute("role", "status");
  form.append(status);

  password.removeAttribute("name");

  let running: AbortController | undefined;

  // The button is not `disabled`: it would lose the focus.
  const setBusy = (busy: boolean) => {
    form.setAttribute("aria-busy", String(busy));
    button.setAttribute("aria-disabled", String(busy));
    button.classList.toggle("disabled", busy);
    status.textContent = busy ? texts["logging-in"] : "";
  };

  const submit = async () => {
    if (running) return;
    const own = (running = new AbortController());
    parts.hideError();
    setBusy(true);
    const aftermath = await behaviour.submit(own.signal);
    if (running !== own || aftermath === "leave") return;
    running = undefined;
    setBusy(false);
  };

  const reset = () => {
    running?.abort();
    running = undefined;
    setBusy(false);
    parts.hideError();
    password.value = "";
    behaviour.reset();
  };

  root.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void submit();
    },
    { capture: true, signal },
  );
  window.addEventListener("pageshow", ({ persisted }) => persisted && reset(), { signal });
  signal.addEventListener("abort", () => {
    reset();
    status.remove();
  });

  const trap: CognipressTrap | undefined = window.cognipressTrap;
  if (trap) {
    trap.adopted = true;
    if (trap.event?.target === form) void submit();
  }
  return submit;
}
