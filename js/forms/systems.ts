import { byAttributes } from "./attributes.js";
import type { FormSystem } from "./system.js";
import { wpLostPassword } from "./wp-lost-password.js";
import { wpRegister } from "./wp-register.js";

/** The form systems that are known. The first that knows a form has it. */
export const systems: FormSystem[] = [byAttributes, wpRegister, wpLostPassword];
