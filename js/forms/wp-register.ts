import { fieldsOf } from "./attributes.js";
import type { FormSystem } from "./system.js";
import { introduction } from "./wp-lost-password.js";

/** WordPress' own registration form. The plugin adds the password to it, and the attributes that the site asks for. */
export const wpRegister: FormSystem = {
  purposeOf: (form) => (form.id === "registerform" ? "signup" : undefined),

  read(form, _root, { wpLogin }) {
    const parts = wpLogin(form);
    const fields = fieldsOf(form);
    const email = form.querySelector<HTMLInputElement>("#user_email")!;
    fields.set("attr:email", email);
    parts.password.autocomplete = "new-password";
    // WordPress leaves it to the server to find empty fields.
    form.noValidate = false;
    const note = form.querySelectorAll<HTMLElement>("#reg_passmail");
    return { ...parts, fields, covered: [...fields.values(), ...note, ...introduction()] };
  },
};
