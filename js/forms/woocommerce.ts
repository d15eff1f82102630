import { fieldsOf } from "./attributes.js";
import { fieldsBySelector, formOfFields } from "./named-fields.js";
import type { Form, FormSystem, Purpose } from "./system.js";

/** By what a form has, as themes may override the templates. */
const PURPOSE: [selector: string, purpose: Purpose][] = [
  [".woocommerce-form-login", "signin"],
  [".woocommerce-form-register", "signup"],
  // The same class has the form behind the link in WooCommerce's mail, which is for WordPress' own passwords.
  [".lost_reset_password:has([name=user_login])", "forgot"],
];

const FIELDS = {
  username: "[name=username], [name=user_login]",
  password: "[type=password]",
  remember: "[name=rememberme]",
  "attr:email": "[name=email]",
};

/** WooCommerce's forms on the pages "My account" and, in its classic form, "Checkout". */
export const wooCommerce: FormSystem = {
  purposeOf: (form) => PURPOSE.find(([selector]) => form.matches(selector))?.[1],

  read(form, root, tools): Form {
    const fields = new Map([...fieldsBySelector(form, FIELDS), ...fieldsOf(form)]);
    const hidden = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value;
    return {
      ...formOfFields(form, root, fields, tools, {
        error: "woocommerce-error",
        errorBefore: form.closest(".woocommerce")?.querySelector(".woocommerce-notices-wrapper + *") ?? null,
        notice: "woocommerce-info",
      }),
      redirectTo: () => hidden("redirect") || hidden("_wp_http_referer") || location.href,
    };
  },
};
