import type { TextKey } from "../../texts.js";
import { choice } from "./choice.js";
import type { Ask } from "./frame.js";

/** Asks which of the user's second factors to use. */
export function askForMfa(options: string[]): Ask {
  return ask("SELECT_MFA_TYPE", options, "choose-mfa");
}

/** Asks which second factor to set up. */
export function askForMfaToSetUp(options: string[]): Ask {
  // A phone number cannot be added on the way in.
  return ask("MFA_SETUP", options.filter((option) => option !== "SMS_MFA"), "choose-mfa-setup", "mfa-setup");
}

function ask(name: "SELECT_MFA_TYPE" | "MFA_SETUP", options: string[], legend: TextKey, reason?: TextKey): Ask {
  return ({ texts }) => {
    const { row, first, chosen } = choice(texts[legend], options, {
      SOFTWARE_TOKEN_MFA: texts["choice-app"],
      EMAIL_OTP: texts["choice-email"],
      SMS_MFA: texts["choice-sms"],
    });
    return {
      reason: reason && [texts[reason]],
      rows: [row],
      field: first,
      buttonLabel: texts.continue,
      answer: () => ({ name, choice: chosen() }),
    };
  };
}
