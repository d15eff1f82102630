import { fieldsBySelector, formOfFields } from "./named-fields.js";
import type { Form, FormSystem } from "./system.js";

const FIELDS = { username: "[name=log]", password: "[type=password]", remember: "[name=rememberme]" };

/** The login widget of Elementor Pro. */
export const elementor: FormSystem = {
  purposeOf: (form) => (form.matches(".elementor-login.elementor-form:has([name=log])") ? "signin" : undefined),

  read(form, root, tools): Form {
    const parts = formOfFields(form, root, fieldsBySelector(form, FIELDS), tools, { error: "elementor-message elementor-message-danger" });
    parts.username.autocomplete = "username";
    parts.password.autocomplete = "current-password";
    parts.username.required = parts.password.required = true;
    return {
      ...parts,
      redirectTo: () => form.querySelector<HTMLInputElement>("[name=redirect_to]")?.value || location.href,
    };
  },
};
