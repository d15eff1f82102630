import { coreLoginForm } from "./core-login.js";

/** The login widget of Elementor Pro. */
export const elementor = coreLoginForm(".elementor-login.elementor-form:has([name=log])", {
  error: "elementor-message elementor-message-danger",
});
