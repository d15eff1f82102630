import { fieldsBySelector, formOfFields, type Look } from "./named-fields.js";
import type { Form, FormSystem } from "./system.js";

const FIELDS = { username: "[name=log]", password: "[type=password]", remember: "[name=rememberme]" };

/** Login forms that are sent to wp-login.php, with its names: whoever prints them wants WordPress itself to log in. */
export function coreLoginForm(selector: string, look: Look): FormSystem {
  return {
    purposeOf: (form) => (form.matches(selector) && isSentToCore(form) ? "signin" : undefined),

    read(form, root, tools): Form {
      const parts = formOfFields(form, root, fieldsBySelector(form, FIELDS), tools, look);
      parts.username.autocomplete = "username";
      parts.password.autocomplete = "current-password";
      parts.username.required = parts.password.required = true;
      return {
        ...parts,
        redirectTo: () => form.querySelector<HTMLInputElement>("[name=redirect_to]")?.value || location.href,
      };
    },
  };
}

function isSentToCore(form: HTMLFormElement): boolean {
  try {
    const { origin, pathname } = new URL(form.getAttribute("action") ?? "", location.href);
    return origin === location.origin && pathname.endsWith("/wp-login.php");
  } catch {
    return false; // No address, so nowhere.
  }
}

/** By `wp_login_form()`, the block «Login/out», bbPress and BuddyPress. */
export const wpLoginForm = coreLoginForm(":has([name=log]):has([type=password])", { error: "cognipress-notice cognipress-error" });
