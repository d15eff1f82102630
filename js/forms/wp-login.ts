import { element } from "./element.js";
import type { FormParts } from "./adopt.js";

const NOTICE_ID = "login_error";

/** WordPress' own login form, as wp-login.php has printed it since 5.3. */
export function wpLogin(form: HTMLFormElement): FormParts {
  const input = (id: string) => form.querySelector<HTMLInputElement>(`#${id}`)!;
  const fields = [input("user_login"), input("user_pass")] as const;
  return {
    form,
    username: fields[0],
    password: fields[1],
    button: input("wp-submit"),
    classes: { notice: "notice notice-info message", input: "input", linkButton: "button-link" },
    errorId: NOTICE_ID,
    rememberMe: () => input("rememberme")?.checked ?? false,
    redirectTo: () => form.querySelector<HTMLInputElement>("[name=redirect_to]")?.value ?? interimLogin(),
    showError(...lines) {
      this.hideError();
      const notice = element(
        "div",
        { id: NOTICE_ID, className: "notice notice-error", tabIndex: -1 },
        ...lines.map((line) => element("p", {}, line)),
      );
      notice.setAttribute("role", "alert");
      notice.style.outline = "2px solid transparent"; // seen in forced colours only, as WordPress does it
      form.before(notice);
      for (const field of fields) field.setAttribute("aria-describedby", NOTICE_ID);
      notice.focus();
    },
    hideError() {
      document.getElementById(NOTICE_ID)?.remove();
      for (const field of fields) field.removeAttribute("aria-describedby");
    },
  };
}

/**
 * The dialog over wp-admin, after a session has expired, has no `redirect_to`:
 * it closes once this very page is shown to a user who is logged in.
 */
function interimLogin(): string {
  const url = new URL(location.href);
  url.searchParams.delete("reauth");
  return url.href;
}
