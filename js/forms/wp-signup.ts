import { fieldsOf } from "./attributes.js";
import { fieldsBySelector, formOfFields } from "./named-fields.js";
import type { FormSystem } from "./system.js";

const FIELDS = { username: "#user_name", "attr:email": "#user_email", password: "#user_pass" };

/** The form of wp-signup.php, of a network of sites, for who has no account yet. The plugin adds the password to it. */
export const wpSignup: FormSystem = {
  purposeOf: (form) => (form.matches("#setupform:has(#user_pass)") ? "signup" : undefined),

  read(form, root, tools) {
    const fields = new Map([...fieldsBySelector(form, FIELDS), ...fieldsOf(form)]);
    const parts = formOfFields(form, root, fields, tools, { error: "mu_alert" });
    const notes = form.querySelectorAll<HTMLElement>("label[for^=user_], .signup-options, [id$=-description]");
    const wantsSite = () => form.querySelector<HTMLInputElement>("[name=signup_for]:is(:checked, [type=hidden])")?.value === "blog";
    // WordPress leaves it to the server to find empty fields.
    form.noValidate = false;
    return {
      ...parts,
      covered: [...parts.covered!, ...notes],
      // The same page asks who is logged in for the site.
      redirectTo: () => (wantsSite() ? location.href : "/"),
    };
  },
};
