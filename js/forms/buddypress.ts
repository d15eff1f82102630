import { fieldsOf } from "./attributes.js";
import { fieldsBySelector, formOfFields } from "./named-fields.js";
import type { FormSystem } from "./system.js";

const FIELDS = {
  username: "[name=signup_username]",
  password: "#pass1, #signup_password",
  "password-again": "#pass2, #signup_password_confirm",
  "attr:email": "[name=signup_email]",
  "attr:name": "[name=field_1]",
};

/** BuddyPress' registration page, in both of its template packs. Its login forms are WordPress' own. */
export const buddyPress: FormSystem = {
  purposeOf: (form) => (form.matches("#signup-form, #signup_form") ? "signup" : undefined),

  read(form, root, tools) {
    const fields = new Map([...fieldsBySelector(form, FIELDS), ...fieldsOf(form)]);
    return formOfFields(form, root, fields, tools, { error: "bp-feedback error", notice: "bp-feedback info" });
  },
};
