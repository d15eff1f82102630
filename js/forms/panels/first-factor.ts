import { choice } from "./choice.js";
import type { Ask } from "./frame.js";

const isPassword = (option: string) => option.startsWith("PASSWORD");

/** Asks how the user wants to log in: by passkey, password or a code. */
export function askForFirstFactor(options: string[]): Ask {
  return ({ parts, texts, showPassword }) => {
    const { password } = parts;
    // One of the two is enough, and SRP never sends the password.
    const passwordOption = options.includes("PASSWORD_SRP") ? "PASSWORD_SRP" : "PASSWORD";
    const { row, first, chosen } = choice(texts["choose-first-factor"], options, {
      WEB_AUTHN: texts["choice-passkey"],
      [passwordOption]: texts["choice-password"],
      EMAIL_OTP: texts["choice-code-email"],
      SMS_OTP: texts["choice-code-sms"],
    });
    const update = () => showPassword(isPassword(chosen()));
    row.addEventListener("change", update);
    update();
    return {
      rows: [row],
      field: first,
      buttonLabel: texts.continue,
      answer: () => ({
        name: "SELECT_CHALLENGE",
        choice: chosen(),
        ...(isPassword(chosen()) && { password: password.value }),
      }),
      clear: () => void (password.value = ""),
    };
  };
}
