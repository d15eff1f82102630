import { byAttributes } from "./attributes.js";
import { buddyPress } from "./buddypress.js";
import { contactForm7 } from "./contact-form-7.js";
import { wpLoginForm } from "./core-login.js";
import { elementor, elementorForm } from "./elementor.js";
import { formidable } from "./formidable.js";
import { gravityForms } from "./gravity-forms.js";
import { memberPress } from "./memberpress.js";
import { ninjaForms } from "./ninja-forms.js";
import type { FormSystem } from "./system.js";
import { wooCommerce } from "./woocommerce.js";
import { wooCommerceCheckout } from "./woocommerce-checkout.js";
import { wpForms } from "./wpforms.js";
import { wpLostPassword } from "./wp-lost-password.js";
import { wpRegister } from "./wp-register.js";
import { wpSignup } from "./wp-signup.js";

/** The form systems that are known. The first that knows a form has it. */
export const systems: FormSystem[] = [
  byAttributes,
  wpRegister,
  wpLostPassword,
  wpSignup,
  wooCommerce,
  wooCommerceCheckout,
  memberPress,
  buddyPress,
  elementor,
  elementorForm,
  wpForms,
  formidable,
  contactForm7,
  gravityForms,
  ninjaForms,
  wpLoginForm,
];
