import { formBuilder } from "./builder.js";
import { coreLoginForm } from "./core-login.js";

const look = { error: "elementor-message elementor-message-danger" };

/** The login widget of Elementor Pro. */
export const elementor = coreLoginForm(".elementor-login.elementor-form:has([name=log])", look);

/** Its form widget, which may have a class, and ids for its fields: `cognito_password`, `cognito_attr_email`. */
export const elementorForm = formBuilder({ selector: ".elementor-form", look: () => look });
