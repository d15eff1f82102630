import type { Challenge } from "../../src/wasm/types.js";
import type { Answer } from "../sign-in.js";
import type { TextKey, Texts } from "../texts.js";
import type { FormParts } from "./adopt.js";
import { element } from "./element.js";

type NewPasswordChallenge = Extract<Challenge, { name: "NEW_PASSWORD_REQUIRED" }>;

/** Cognito's attributes which a browser can fill in, or offers a better keyboard for. */
const FIELDS: Record<string, { type?: string; autocomplete: string }> = {
  address: { autocomplete: "street-address" },
  birthdate: { type: "date", autocomplete: "bday" },
  email: { type: "email", autocomplete: "email" },
  family_name: { autocomplete: "family-name" },
  given_name: { autocomplete: "given-name" },
  name: { autocomplete: "name" },
  phone_number: { type: "tel", autocomplete: "tel" },
};

const REASON_ID = "cognipress-reason";

/**
 * Asks for a new password inside the login form, in wp-login's markup. The
 * user name stays in the form, hidden, so that a password manager knows whose
 * password changes.
 */
export class NewPasswordPanel {
  readonly #parts: FormParts;
  readonly #rows: HTMLElement[];
  readonly #label: string;
  readonly #password: HTMLInputElement;
  readonly #attributes = new Map<string, HTMLInputElement>();
  readonly #made: HTMLElement[];

  constructor(parts: FormParts, texts: Texts, challenge: NewPasswordChallenge) {
    const { form, username, password, button } = parts;
    this.#parts = parts;
    // Not «Remember Me», which still holds: WebKit 2.50 hangs when the tooltip in that row is hidden with it.
    this.#rows = ([...form.children] as HTMLElement[]).filter(
      (child) => child.contains(username) || child.contains(password),
    );
    this.#label = button.value;
    this.#password = element("input", {
      id: "cognipress-new-password",
      type: "password",
      className: "input password-input ltr",
      autocomplete: "new-password",
      required: true,
      spellcheck: false,
    });
    this.#password.setAttribute("aria-describedby", REASON_ID);

    const reason = element(
      "div",
      { id: REASON_ID, className: "notice notice-info message" },
      element("p", {}, texts["new-password-reason"]),
    );
    form.before(reason);
    this.#made = [
      reason,
      element(
        "div",
        { className: "user-pass-wrap" },
        element("label", { htmlFor: this.#password.id }, texts["new-password"]),
        element("div", { className: "wp-pwd" }, this.#password, showButton(this.#password, texts)),
      ),
      ...challenge.requiredAttributes.map((name) => this.#attributeRow(name, texts)),
    ];
    this.#rows.at(-1)?.after(...this.#made.slice(1));

    for (const row of this.#rows) row.style.setProperty("display", "none", "important");
    password.disabled = true;
    button.value = texts["save-password"];
    this.#password.focus();
  }

  get answer(): Answer {
    const attributes = Object.fromEntries([...this.#attributes].map(([name, { value }]) => [name, value]));
    return { name: "NEW_PASSWORD_REQUIRED", newPassword: this.#password.value, attributes };
  }

  clear(): void {
    this.#password.value = "";
  }

  /** Puts the login form back. */
  close(): void {
    for (const made of this.#made) made.remove();
    for (const row of this.#rows) row.style.removeProperty("display");
    this.#parts.password.disabled = false;
    this.#parts.button.value = this.#label;
  }

  #attributeRow(name: string, texts: Texts): HTMLElement {
    const id = `cognipress-attribute-${name}`;
    const label = texts[`attribute-${name}` as TextKey] ?? name.replace(/^custom:/, "");
    const input = Object.assign(element("input", { id, className: "input", required: true }), FIELDS[name]);
    this.#attributes.set(name, input);
    return element("p", {}, element("label", { htmlFor: id }, label), input);
  }
}

/** wp-login's own eye. */
function showButton(password: HTMLInputElement, texts: Texts): HTMLElement {
  const icon = element("span");
  icon.setAttribute("aria-hidden", "true");
  const button = element("button", { type: "button", className: "button button-secondary wp-hide-pw" }, icon);
  const show = (visible: boolean) => {
    password.type = visible ? "text" : "password";
    icon.className = `dashicons dashicons-${visible ? "hidden" : "visibility"}`;
    button.setAttribute("aria-label", texts[visible ? "hide-password" : "show-password"]);
  };
  show(false);
  button.addEventListener("click", () => show(password.type === "password"));
  return button;
}
