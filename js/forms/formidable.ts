import { formBuilder } from "./builder.js";

export const formidable = formBuilder({
  selector: ".frm-show-form",
  look: (form) => ({ error: "frm_error_style", errorBefore: form.querySelector(".frm_form_fields") }),
});
