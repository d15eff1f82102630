import { formBuilder } from "./builder.js";

export const contactForm7 = formBuilder({
  selector: ".wpcf7-form",
  // The plugin's own stands there too; it is hidden until the form was sent, by the form's class `init`.
  look: (form) => ({ error: "cognipress-notice cognipress-error", errorBefore: form.querySelector(".wpcf7-response-output") }),
});
