/**
 * Printed inline, before the form: holds back its submit until a script that
 * can sign in is there. Without it an early Enter would send the form to
 * WordPress.
 *
 * Contract: `window.cognipressTrap`. The module sets `adopted` once it listens
 * itself, and submits at once if there is an `event`. It calls `fail` where
 * the rest of the script cannot be loaded.
 */
export interface CognipressTrap {
  /** The submit that was held back. */
  event?: Event;
  adopted?: boolean;
  /** Says, in the page, that the login cannot work. */
  fail(): void;
}

declare global {
  interface Window {
    cognipressTrap?: CognipressTrap;
  }
}

/** The form of the page; the language switcher has one of its own. */
const FORM = "#login form";

/** After which the user is told that the script does not come. */
const PATIENCE_MS = 10_000;

const trap: CognipressTrap = (window.cognipressTrap = {
  fail() {
    const form = document.querySelector(FORM);
    if (trap.adopted || !form || document.getElementById("login_error")) return;
    const config = JSON.parse(document.getElementById("cognipress-config")?.textContent || "{}");
    const notice = document.createElement("div");
    notice.id = "login_error";
    notice.className = "notice notice-error";
    notice.setAttribute("role", "alert");
    notice.textContent = config.texts?.["wasm-unavailable"] || "A part of this page could not be loaded.";
    form.before(notice);
  },
});

addEventListener(
  "submit",
  (event) => {
    if (trap.adopted || !(event.target as Element).matches(FORM)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    trap.event = event;
    setTimeout(trap.fail, PATIENCE_MS);
  },
  true,
);

// A script that is not there, or that a policy blocks, says so on its element.
addEventListener("error", ({ target }) => (target as Element).id === "cognipress-login" && trap.fail(), true);
