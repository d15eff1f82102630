import { fieldsBySelector, formOfFields } from "./named-fields.js";
import type { FormSystem } from "./system.js";

const FIELDS = {
  username: "[name=account_username]",
  password: "#account_password",
  "attr:email": "[name=billing_email]",
  "attr:given_name": "[name=billing_first_name]",
  "attr:family_name": "[name=billing_last_name]",
};

/**
 * WooCommerce's classic checkout of a guest. Where an account is wanted with the order, it is made and signed in to
 * before the order is placed, which then is a customer's.
 */
export const wooCommerceCheckout: FormSystem = {
  purposeOf: (form) => (form.matches("form.checkout:has(#account_password)") ? "signup" : undefined),

  // What is missing WooCommerce says better, and before there is an account.
  isDue: (form) => wantsAccount(form) && isComplete(form),

  read(form, root, tools) {
    const account = form.querySelector<HTMLElement>(".woocommerce-account-fields") ?? form;
    form.addEventListener("cognipress:signed-in", () => sendWantsAccount(form), { once: true });
    return {
      ...formOfFields(account, root, fieldsBySelector(form, FIELDS), tools, {
        error: "woocommerce-error",
        notice: "woocommerce-info",
      }),
      // The rest of the order stays in sight.
      covered: [],
      submitsAfterwards: true,
    };
  },
};

const choice = (form: HTMLFormElement) => form.querySelector<HTMLInputElement>("#createaccount");

/** Without a choice, the shop demands one. */
const wantsAccount = (form: HTMLFormElement) => choice(form)?.checked ?? true;

function isComplete(form: HTMLFormElement): boolean {
  const required = form.querySelectorAll<HTMLInputElement>(".validate-required :is(input, select, textarea)");
  const isFilled = ({ type, checked, value }: HTMLInputElement) => (type === "checkbox" ? checked : value.trim() !== "");
  // A panel hides the password.
  return [...required].every((field) => field.offsetParent === null || isFilled(field));
}

/** By this the plugin knows, when there is more to correct, that the page was printed for a guest. */
function sendWantsAccount(form: HTMLFormElement): void {
  if (choice(form)) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "createaccount", value: "1" }));
}
