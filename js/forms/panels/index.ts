import type { Texts } from "../../texts.js";
import type { FormParts } from "../adopt.js";
import type { AnyChallenge } from "../journey.js";
import { setUpAuthenticator } from "./authenticator-setup.js";
import { askForCode } from "./code.js";
import { askForCurrentPassword } from "./current-password.js";
import { askCustomQuestion } from "./custom.js";
import { askForEmail } from "./email-setup.js";
import { askForFirstFactor } from "./first-factor.js";
import { askForPasswordLater, openFrame, type Ask, type Panel, type PanelActions } from "./frame.js";
import { askForMfa, askForMfaToSetUp } from "./mfa-choice.js";
import { askForNewPassword } from "./new-password.js";
import { DEVICE_OFFER, offer, PASSKEY_OFFER, type Offer } from "./offer.js";
import { askForPasskey } from "./passkey.js";
import { askForPassword } from "./password.js";
import { askForResetPassword } from "./reset-password.js";

export { askForPasswordLater, DEVICE_OFFER, PASSKEY_OFFER };
export type { Offer, Panel, PanelActions };

/** Puts a question into the form, in place of its own fields. */
export function openPanel(parts: FormParts, texts: Texts, challenge: AnyChallenge, actions: PanelActions): Panel {
  return openFrame(challenge.name, parts, texts, actions, ask(challenge));
}

/** Offers something to who is signed in. */
export function openOffer(parts: FormParts, texts: Texts, what: Offer, actions: PanelActions): Panel {
  return openFrame(what.name, parts, texts, actions, offer(what));
}

function ask(challenge: AnyChallenge): Ask {
  switch (challenge.name) {
    case "NEW_PASSWORD_REQUIRED":
      return askForNewPassword(challenge);
    case "SMS_MFA":
    case "SMS_OTP":
    case "EMAIL_OTP":
    case "SOFTWARE_TOKEN_MFA":
    case "CONFIRM_SIGN_UP":
    case "VERIFY_USER_ATTRIBUTE":
      return askForCode(challenge);
    case "CONFIRM_FORGOT_PASSWORD":
      return askForResetPassword(challenge);
    case "CURRENT_PASSWORD":
      return askForCurrentPassword;
    case "SELECT_MFA_TYPE":
      return askForMfa(challenge.options);
    case "MFA_SETUP":
      return askForMfaToSetUp(challenge.options);
    case "SELECT_CHALLENGE":
      return askForFirstFactor(challenge.options);
    case "MFA_SETUP_TOTP":
      return setUpAuthenticator(challenge);
    case "MFA_SETUP_EMAIL":
      return askForEmail;
    case "PASSWORD":
    case "PASSWORD_SRP":
      return askForPassword(challenge.name);
    case "WEB_AUTHN":
      return askForPasskey(challenge);
    case "CUSTOM_CHALLENGE":
      return askCustomQuestion(challenge);
  }
}
