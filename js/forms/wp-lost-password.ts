import type { FormSystem } from "./system.js";

/** WordPress' own form for who has lost the password. */
export const wpLostPassword: FormSystem = {
  purposeOf: (form) => (form.id === "lostpasswordform" ? "forgot" : undefined),

  read: (form, _root, { wpLogin }) => ({ ...wpLogin(form), covered: introduction() }),
};

/** What WordPress says above its form: no longer true once something else is asked. */
export function introduction(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("#login > .message")];
}
