import { fieldsOf } from "./attributes.js";
import { fieldsBySelector, formOfFields } from "./named-fields.js";
import type { Form, FormSystem } from "./system.js";

/** The ids carry a suffix where a page has several of these forms. */
const FIELDS = {
  username: "[name=log], [name=user_login]",
  password: "[name=pwd], [name=mepr_user_password], .mepr-password, [type=password]",
  "password-again": ".mepr-password-confirm",
  remember: "[name=rememberme]",
  "attr:email": "[name=user_email]",
  "attr:given_name": "[name=user_first_name]",
  "attr:family_name": "[name=user_last_name]",
};

/** MemberPress' login, and the form to buy or begin a membership with, which goes on as that of a member who has logged in. */
export const memberPress: FormSystem = {
  purposeOf(form) {
    if (form.id === "mepr_loginform") return "signin";
    return form.matches(".mepr-signup-form:has([type=password])") ? "signup" : undefined;
  },

  read(form, root, tools): Form {
    const fields = new Map([...fieldsBySelector(form, FIELDS), ...fieldsOf(form)]);
    const redirect = form.querySelector<HTMLInputElement>("[name=redirect_to]");
    const isSignUp = form.matches(".mepr-signup-form");
    if (isSignUp) form.addEventListener("cognipress:signed-in", () => form.append(loggedInPurchase()), { once: true });
    return {
      ...formOfFields(form, root, fields, tools, { error: "mepr_error" }),
      redirectTo: () => redirect?.value || location.href,
      submitsAfterwards: isSignUp,
    };
  },
};

/** What MemberPress has in the form of who is logged in. */
function loggedInPurchase(): HTMLInputElement {
  return Object.assign(document.createElement("input"), { type: "hidden", name: "logged_in_purchase", value: "1" });
}
