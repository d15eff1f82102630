import type { FormParts } from "./adopt.js";
import { errorAbove } from "./error-notice.js";

/** WordPress' own login form, as wp-login.php has printed it since 5.3; its other forms have the same ids. */
export function wpLogin(form: HTMLFormElement): FormParts {
  const input = (id: string) => form.querySelector<HTMLInputElement>(`#${id}`) ?? document.createElement("input");
  const username = input("user_login");
  const password = input("user_pass");
  username.autocomplete = "username";
  password.autocomplete = "current-password";
  username.required = password.required = true;
  return {
    form,
    username,
    password,
    button: input("wp-submit"),
    classes: { notice: "notice notice-info message", input: "input", linkButton: "button-link" },
    rememberMe: () => input("rememberme").checked,
    redirectTo: () => form.querySelector<HTMLInputElement>("[name=redirect_to]")?.value ?? interimLogin(),
    ...errorAbove(form, [username, password], "login_error", "notice notice-error"),
  };
}

/**
 * The dialog over wp-admin, after a session has expired, has no `redirect_to`:
 * the plugin has it close once this very page is shown to a user who is logged in.
 */
function interimLogin(): string {
  const url = new URL(location.href);
  url.searchParams.delete("reauth");
  return url.href;
}
