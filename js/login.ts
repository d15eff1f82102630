/** The script of wp-login.php: loads the rest once it is needed, or nothing else is going on. */
import type { LoginConfig } from "./wordpress.js";

const form = document.querySelector<HTMLFormElement>("#loginform");
const config = document.getElementById("cognipress-config")?.textContent;

if (form && config) {
  const adopted = Promise.race([touched(form), idle()])
    .then(() => import("./wordpress.js"))
    .then(({ adoptLoginForm }) => adoptLoginForm(form, JSON.parse(config) as LoginConfig));
  adopted.catch(() => window.cognipressTrap?.fail());
  // What fails here fails again at the submit, and is told then.
  touched(form)
    .then(async () => (await adopted).prepare())
    .catch(() => {});
}

/** The user is about to log in. Focus does not count: WordPress itself puts it in the form. */
function touched(form: HTMLFormElement): Promise<unknown> {
  if (window.cognipressTrap?.event) return Promise.resolve();
  return new Promise((resolve) => {
    for (const type of ["pointerover", "keydown", "input"]) form.addEventListener(type, resolve, { once: true });
  });
}

function idle(): Promise<unknown> {
  // Safari has no requestIdleCallback.
  return new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));
}
