import type { Texts } from "../../texts.js";
import { codeField } from "./code-field.js";
import type { Ask, ChallengeOf } from "./frame.js";
import { filled } from "./markup.js";
import { resendButton } from "./resend.js";

type CodeChallenge = ChallengeOf<
  "SMS_MFA" | "SMS_OTP" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "CONFIRM_SIGN_UP" | "VERIFY_USER_ATTRIBUTE"
>;

/** Asks for the code that was sent, or that an app shows. */
export function askForCode(challenge: CodeChallenge): Ask {
  return (context) => {
    const { texts, actions } = context;
    const { name } = challenge;
    // A one-time password for a first factor has eight digits, a code for MFA six; EMAIL_OTP is the name of both.
    const field = codeField(context, name.endsWith("_OTP") ? [6, 8] : [6]);
    const resend = actions.resend && resendButton(context);
    return {
      reason: reason(challenge, texts),
      rows: [field.row],
      field: field.input,
      ...(isOfAccount(name) && { buttonLabel: texts.continue }),
      below: resend ? [resend.button] : [],
      answer: () => ({ name, code: field.input.value }),
      clear: field.clear,
      askAgain: field.clear,
      close: () => resend?.stop(),
    };
  };
}

/** The form's own button does something else than to log in. */
const isOfAccount = (name: string) => ["CONFIRM_SIGN_UP", "VERIFY_USER_ATTRIBUTE"].includes(name);

function reason(challenge: CodeChallenge, texts: Texts): (Node | string)[] {
  if (challenge.name === "SOFTWARE_TOKEN_MFA") {
    const { deviceName } = challenge;
    return deviceName ? filled(texts["code-app-on"], deviceName) : [texts["code-app"]];
  }
  const { name, destination } = challenge;
  const key = name === "CONFIRM_SIGN_UP" ? "confirm-sent" : "code-sent";
  return destination ? filled(texts[`${key}-to`], destination) : [texts[key]];
}
