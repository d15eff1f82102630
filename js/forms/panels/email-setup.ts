import { element } from "./element.js";
import type { Ask } from "./frame.js";
import { labelled } from "./markup.js";

/** Asks for the address that codes shall be sent to. */
export const askForEmail: Ask = ({ parts, texts }) => {
  const input = element("input", {
    id: "cognipress-email",
    type: "email",
    className: parts.classes.input,
    autocomplete: "email",
    dir: "ltr",
    required: true,
  });
  return {
    reason: [texts["email-setup"]],
    rows: [labelled(texts["attribute-email"], input)],
    field: input,
    buttonLabel: texts.continue,
    answer: () => ({ name: "MFA_SETUP_EMAIL", email: input.value.trim() }),
  };
};
