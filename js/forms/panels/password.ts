import type { Ask } from "./frame.js";

/** Asks for the password once more, in the form's own field. */
export function askForPassword(name: "PASSWORD" | "PASSWORD_SRP"): Ask {
  return ({ parts: { password }, texts, showPassword }) => {
    showPassword(true);
    return {
      rows: [],
      field: password,
      buttonLabel: texts.continue,
      answer: () => ({ name, password: password.value }),
      clear: () => void (password.value = ""),
    };
  };
}
