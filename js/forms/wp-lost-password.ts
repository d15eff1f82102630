import type { Form, FormSystem } from "./system.js";

/** WordPress' own form for who has lost the password. */
export const wpLostPassword: FormSystem = {
  purposeOf: (form) => (form.id === "lostpasswordform" ? "forgot" : undefined),

  read: (form, _root, { wpLogin }): Form => ({ ...wpLogin(form), fields: new Map() }),
};
