import { formBuilder } from "./builder.js";

export const wpForms = formBuilder({
  selector: ".wpforms-form",
  look: (form) => ({ error: "wpforms-error-container", errorBefore: form.querySelector(".wpforms-field-container") }),
});
