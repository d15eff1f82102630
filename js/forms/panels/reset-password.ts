import { askForCode } from "./code.js";
import type { Ask, ChallengeOf } from "./frame.js";
import { askForNewPassword } from "./new-password.js";

/** Asks for a code and a new password at once, as Cognito takes them. */
export function askForResetPassword({ destination }: ChallengeOf<"CONFIRM_FORGOT_PASSWORD">): Ask {
  return (context) => {
    const password = askForNewPassword({ name: "NEW_PASSWORD_REQUIRED", requiredAttributes: [], attributes: {} })(context);
    // The last digit of the code leads to the password.
    const actions = { ...context.actions, submit: () => password.field.focus() };
    const code = askForCode({ name: "SMS_MFA", ...(destination && { destination }) })({ ...context, actions });
    return {
      ...password,
      ...code,
      rows: [...code.rows, ...password.rows],
      answer: () => ({
        name: "CONFIRM_FORGOT_PASSWORD",
        code: (code.field as HTMLInputElement).value,
        newPassword: (password.field as HTMLInputElement).value,
      }),
      clear() {
        code.clear?.();
        password.clear?.();
      },
    };
  };
}
