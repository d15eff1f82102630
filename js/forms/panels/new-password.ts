import type { TextKey, Texts } from "../../texts.js";
import { element } from "./element.js";
import type { Ask, ChallengeOf } from "./frame.js";
import { labelled } from "./markup.js";
import { policyList } from "./password-policy.js";

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

/** Asks for a password in place of a temporary one, and for what the user pool wants to know besides. */
export function askForNewPassword({ requiredAttributes }: ChallengeOf<"NEW_PASSWORD_REQUIRED">): Ask {
  return ({ parts, texts, actions }) => {
    const { input: className } = parts.classes;
    const password = element("input", {
      id: "cognipress-new-password",
      type: "password",
      className: `${className} password-input ltr`,
      autocomplete: "new-password",
      required: true,
      spellcheck: false,
    });
    const attributes = requiredAttributes.map((name) => {
      const input = element("input", { id: `cognipress-attribute-${name}`, type: "text", className, required: true });
      return Object.assign(input, FIELDS[name]);
    });
    const label = (name: string) => texts[`attribute-${name}` as TextKey] ?? name.replace(/^custom:/, "");
    return {
      reason: [texts["new-password-reason"]],
      rows: [
        labelled(texts["new-password"], password, revealable(password, texts)),
        ...(actions.passwordPolicy ? [policyList(actions.passwordPolicy, texts, password)] : []),
        ...requiredAttributes.map((name, index) => labelled(label(name), attributes[index]!)),
      ],
      field: password,
      buttonLabel: texts["save-password"],
      answer: () => ({
        name: "NEW_PASSWORD_REQUIRED",
        newPassword: password.value,
        attributes: Object.fromEntries(requiredAttributes.map((name, index) => [name, attributes[index]!.value])),
      }),
      clear: () => void (password.value = ""),
    };
  };
}

/** The password with wp-login's own eye. */
function revealable(password: HTMLInputElement, texts: Texts): HTMLElement {
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
  return element("div", { className: "wp-pwd" }, password, button);
}
