import { hasChanges, OF_MEMBER } from "./account-fields.js";
import { fieldsOf } from "./attributes.js";
import { fieldsBySelector, formOfFields } from "./named-fields.js";
import type { Form, FormSystem, Purpose } from "./system.js";

const SIGN_UP = ".mepr-signup-form:has([type=password])";
const PROFILE = `.mepr-account-form${OF_MEMBER}`;
const PASSWORD = `.mepr-newpassword-form${OF_MEMBER}`;

const PURPOSE: [selector: string, purpose: Purpose][] = [
  ["#mepr_loginform", "signin"],
  [SIGN_UP, "signup"],
  ["#mepr_forgot_password_form", "forgot"],
  [PROFILE, "profile"],
  [PASSWORD, "password"],
];

/** The ids carry a suffix where a page has several of these forms. */
const FIELDS = {
  username: "[name=log], [name=user_login], [name=mepr_user_or_email]",
  password: "[name=pwd], [name=mepr_user_password], .mepr-password, [type=password]",
  "password-again": ".mepr-password-confirm",
  remember: "[name=rememberme]",
  "attr:email": "[name=user_email]",
  "attr:given_name": "[name=user_first_name]",
  "attr:family_name": "[name=user_last_name]",
};

/** The present password is asked for in a panel: the form has no field for it. */
const PASSWORD_FIELDS = { "new-password": ".mepr-new-password", "password-again": ".mepr-new-password-confirm" };

function fieldsIn(form: HTMLFormElement): Map<string, HTMLInputElement> {
  return new Map([...fieldsBySelector(form, form.matches(PASSWORD) ? PASSWORD_FIELDS : FIELDS), ...fieldsOf(form)]);
}

/**
 * MemberPress' login, lost password and account, and the form to buy or begin a membership with, which goes on as that
 * of a member who has logged in.
 */
export const memberPress: FormSystem = {
  purposeOf: (form) => PURPOSE.find(([selector]) => form.matches(selector))?.[1],

  isDue: (form) => !form.matches(`${PROFILE}, ${PASSWORD}`) || hasChanges(fieldsIn(form)),

  read(form, root, tools): Form {
    const redirect = form.querySelector<HTMLInputElement>("[name=redirect_to]");
    const isSignUp = form.matches(SIGN_UP);
    if (isSignUp) form.addEventListener("cognipress:signed-in", () => form.append(loggedInPurchase()), { once: true });
    return {
      ...formOfFields(form, root, fieldsIn(form), tools, { error: "mepr_error" }),
      redirectTo: () => redirect?.value || (form.matches(PASSWORD) ? passwordUpdated() : location.href),
      submitsAfterwards: isSignUp || form.matches(PROFILE),
    };
  },
};

/** What MemberPress has in the form of who is logged in. */
function loggedInPurchase(): HTMLInputElement {
  return Object.assign(document.createElement("input"), { type: "hidden", name: "logged_in_purchase", value: "1" });
}

/** Where MemberPress tells that a password was changed. */
function passwordUpdated(): string {
  const url = new URL(location.href);
  url.searchParams.set("action", "home");
  url.searchParams.set("message", "password_updated");
  return url.href;
}
