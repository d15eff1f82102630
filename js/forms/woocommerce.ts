import { hasChanges, OF_MEMBER } from "./account-fields.js";
import { fieldsOf } from "./attributes.js";
import { fieldsBySelector, formOfFields } from "./named-fields.js";
import type { Form, FormSystem, Purpose } from "./system.js";

/** By what a form has, as themes may override the templates. */
const PURPOSE: [selector: string, purpose: Purpose][] = [
  [".woocommerce-form-login", "signin"],
  [".woocommerce-form-register", "signup"],
  // On the page after an order.
  [".woocommerce-order-confirmation-create-account-form form", "signup"],
  // The same class has the form behind the link in WooCommerce's mail, which is for WordPress' own passwords.
  [".lost_reset_password:has([name=user_login])", "forgot"],
  [`.woocommerce-EditAccountForm${OF_MEMBER}`, "profile"],
];

const FIELDS = {
  username: "[name=username], [name=user_login]",
  password: "[type=password]",
  remember: "[name=rememberme]",
  "attr:email": "[name=email]",
};

const ACCOUNT_FIELDS = {
  password: "#password_current",
  "new-password": "#password_1",
  "password-again": "#password_2",
  "attr:given_name": "[name=account_first_name]",
  "attr:family_name": "[name=account_last_name]",
  "attr:email": "[name=account_email]",
};

const isAccount = (form: HTMLFormElement) => form.matches(".woocommerce-EditAccountForm");

function fieldsIn(form: HTMLFormElement): Map<string, HTMLInputElement> {
  return new Map([...fieldsBySelector(form, isAccount(form) ? ACCOUNT_FIELDS : FIELDS), ...fieldsOf(form)]);
}

/** WooCommerce's forms on the pages "My account" and, in its classic form, "Checkout". */
export const wooCommerce: FormSystem = {
  purposeOf: (form) => PURPOSE.find(([selector]) => form.matches(selector))?.[1],

  isDue: (form) => !isAccount(form) || hasChanges(fieldsIn(form)),

  read(form, root, tools): Form {
    const hidden = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value;
    return {
      ...formOfFields(form, root, fieldsIn(form), tools, {
        error: "woocommerce-error",
        errorBefore: form.closest(".woocommerce")?.querySelector(".woocommerce-notices-wrapper + *") ?? null,
        notice: "woocommerce-info",
      }),
      redirectTo: () => hidden("redirect") || hidden("_wp_http_referer") || location.href,
      // WooCommerce keeps what Cognito does not, and tells that all is saved.
      submitsAfterwards: isAccount(form),
    };
  },
};
