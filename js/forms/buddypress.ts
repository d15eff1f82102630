import { hasChanges, OF_MEMBER } from "./account-fields.js";
import { fieldsOf } from "./attributes.js";
import { fieldsBySelector, formOfFields } from "./named-fields.js";
import type { FormSystem } from "./system.js";

const SIGN_UP = "#signup-form, #signup_form";

/** WordPress' script for passwords hides the second field of the newer templates. */
const AGAIN = ":not(.user-pass2-wrap) > #pass2";

const SIGN_UP_FIELDS = {
  username: "[name=signup_username]",
  password: "#pass1, #signup_password",
  "password-again": `${AGAIN}, #signup_password_confirm`,
  "attr:email": "[name=signup_email]",
  "attr:name": "[name=field_1]",
};

/** Of the profile, and of the settings «Email & Password». */
const MEMBER_FIELDS = {
  password: "#pwd",
  "new-password": "#pass1",
  "password-again": AGAIN,
  "attr:email": "[name=email]",
  "attr:name": "[name=field_1]",
};

const isSignUp = (form: HTMLFormElement) => form.matches(SIGN_UP);

function fieldsIn(form: HTMLFormElement): Map<string, HTMLInputElement> {
  return new Map([...fieldsBySelector(form, isSignUp(form) ? SIGN_UP_FIELDS : MEMBER_FIELDS), ...fieldsOf(form)]);
}

/** BuddyPress' registration, profile and settings, in both of its template packs. Its login forms are WordPress' own. */
export const buddyPress: FormSystem = {
  purposeOf(form) {
    if (isSignUp(form)) return "signup";
    return form.matches(`.standard-form${OF_MEMBER}`) ? "profile" : undefined;
  },

  isDue: (form) => isSignUp(form) || hasChanges(fieldsIn(form)),

  read: (form, root, tools) => ({
    ...formOfFields(form, root, fieldsIn(form), tools, { error: "bp-feedback error", notice: "bp-feedback info" }),
    // BuddyPress keeps what Cognito does not, and tells that all is saved.
    submitsAfterwards: !isSignUp(form),
  }),
};
