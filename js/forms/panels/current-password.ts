import { element } from "./element.js";
import type { Ask } from "./frame.js";
import { labelled } from "./markup.js";

/** Asks for the password that a form of the account has no field for, or that was left empty there. */
export const askForCurrentPassword: Ask = ({ parts: { classes }, texts }) => {
  const input = element("input", {
    id: "cognipress-current-password",
    type: "password",
    className: classes.input,
    autocomplete: "current-password",
    required: true,
  });
  const clear = () => void (input.value = "");
  return {
    reason: [texts["current-password-reason"]],
    rows: [labelled(texts["current-password"], input)],
    field: input,
    backLabel: texts.back,
    answer: () => ({ name: "CURRENT_PASSWORD", password: input.value }),
    clear,
    askAgain: clear,
  };
};
