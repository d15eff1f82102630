/** Where the forms of other plugins are, and what is what in them: CSS selectors. */

import type { PluginPage } from "./plugin-page.ts";
import type { Form } from "./table.ts";

/** What is not well in the plugin's own style, which stays as it is. */
export interface OwnStyle {
  /** Whether its colours for errors have too little contrast. */
  hasPaleErrors?: boolean;
  /** Whether a field that has the focus has no outline. */
  hidesFocus?: boolean;
}

export interface FormFields extends OwnStyle {
  /** Address of the page, below the site's. */
  path: string;
  /** What leads to the page with the fields when Enter is pressed in it. */
  next?: string;
  username: string;
  password: string;
  button: string;
}

export interface SignUpForm extends FormFields {
  /** For the user name, where that is not the e-mail address. */
  name?: string;
  passwordAgain?: string;
  givenName?: string;
  fullName?: string;
  /** Whether the plugin's script shows the password that is typed, until it is told not to. */
  isShown?: boolean;
  /** Whether the plugin is sent the form once the user is signed in. */
  isSent: boolean;
}

/** A form of who is signed in. The current password is asked for in a panel where it has no field, or an empty one. */
export interface AccountForm extends OwnStyle {
  /** Where to sign in before, if not at wp-login.php. */
  login?: FormFields;
  path: string;
  button: string;
}

export interface ProfileForm extends AccountForm {
  givenName?: string;
  /** Where the plugin demands one. */
  family?: string;
  fullName?: string;
  email?: string;
  /** What tells that all was saved. */
  done: string;
}

export interface PasswordForm extends AccountForm {
  /** What else the plugin demands: the text by field, in their order. */
  required?: Record<string, string>;
  /** What shows the field for a new password, and what is typed into it. */
  opens?: string;
  current?: string;
  newPassword: string;
  again?: string;
  /** What tells that the password was changed. */
  done: string;
}

/** A checkout of guests, who may have an account made with the order. */
export interface CheckoutForm extends OwnStyle {
  path: string;
  /** Address that puts something into the cart. */
  fillCart?: string;
  /** What else the shop has to know: the text by field. The first is forgotten at first. */
  required: Record<string, string>;
  email: string;
  givenName: string;
  wantsAccount: string;
  password: string;
  button: string;
  /** Waits until the order is placed; the address of the customer whose it is, empty for a guest's. */
  customer(plugin: PluginPage): Promise<string>;
}

export interface System {
  name: Form;
  /** Whether its forms know users by their e-mail address alone. */
  byEmail?: boolean;
  signIn?: FormFields;
  signUp?: SignUpForm;
  forgot?: Omit<FormFields, "password">;
  profile?: ProfileForm;
  password?: PasswordForm;
  checkout?: CheckoutForm;
  blockCheckout?: CheckoutForm;
}

const elementorForm = {
  givenName: "#form-field-cognito_attr_given_name",
  username: "#form-field-email",
  password: "#form-field-field_3",
  button: ".elementor-button",
};

/** A form builder: the same form for each purpose that its owner may choose. */
function builder(name: Form, fixture: string, fields: Omit<SignUpForm, "path" | "isSent">): System {
  const path = `/?fixture=${fixture}`;
  return {
    name,
    byEmail: true,
    signIn: { ...fields, path: `${path}&for=signin` },
    signUp: { ...fields, path, isSent: true },
    forgot: { ...fields, path: `${path}&for=forgot` },
  };
}

const gravityForms = {
  next: "#gform_next_button_7_4",
  givenName: "#input_7_1",
  username: "#input_7_2",
  password: "#input_7_3",
  passwordAgain: "#input_7_3_2",
  button: "#gform_submit_button_7",
};

export const wooCommerceProfile = {
  givenName: "#account_first_name",
  family: "#account_last_name",
  email: "#account_email",
  button: "[name=save_account_details]",
};

export const wooCommercePassword = {
  required: { "#account_first_name": "Ada", "#account_last_name": "Lovelace" },
  current: "#password_current",
  newPassword: "#password_1",
  again: "#password_2",
  button: "[name=save_account_details]",
};

export const wooCommerceCheckout = {
  givenName: "#billing_first_name",
  email: "#billing_email",
  wantsAccount: "#createaccount",
  password: "#account_password",
  button: "#place_order",
};

export const wooCommerceBlocks = {
  givenName: "#billing-first_name",
  email: "#email",
  wantsAccount: ".wc-block-checkout__create-account input",
  password: ".wc-block-components-address-form__password input",
  button: ".wc-block-components-checkout-place-order-button",
};

/** As their templates are; the pages are in `fixtures/`. */
export const fixtures: System[] = [
  {
    name: "wp_login_form()",
    signIn: { path: "/?fixture=wp-login-form", username: "#sidebar-user", password: "#sidebar-password", button: "#sidebar-submit" },
  },
  {
    name: "bbPress",
    signIn: { path: "/?fixture=bbpress", username: "#user_login", password: "#user_pass", button: "#user-submit" },
  },
  {
    name: "wp-signup.php",
    signUp: {
      path: "/?fixture=wp-signup",
      name: "#user_name",
      givenName: "#cognipress-given_name",
      username: "#user_email",
      password: "#user_pass",
      button: "#setupform [type=submit]",
      isSent: false,
    },
  },
  {
    name: "BuddyPress",
    signUp: {
      path: "/?fixture=buddypress",
      name: "#signup_username",
      fullName: "#field_1",
      username: "#signup_email",
      password: "#pass1",
      isShown: true,
      button: "#submit",
      isSent: false,
    },
  },
  {
    name: "WooCommerce",
    signIn: { path: "/?fixture=woocommerce", username: "#username", password: "#password", button: "[name=login]" },
    signUp: { path: "/?fixture=woocommerce", username: "#reg_email", password: "#reg_password", button: "[name=register]", isSent: false },
    forgot: { path: "/?fixture=woocommerce-lost-password", username: "#user_login", button: "button[value='Reset password']" },
    profile: { path: "/?fixture=woocommerce-edit-account", ...wooCommerceProfile, done: "#entry" },
    password: { path: "/?fixture=woocommerce-edit-account", ...wooCommercePassword, done: "#entry" },
    checkout: {
      path: "/?fixture=woocommerce-checkout",
      required: { "#billing_phone": "+447700900123", "#billing_last_name": "Lovelace" },
      ...wooCommerceCheckout,
      customer: async (plugin) => String((await plugin.entry())["customer"]),
    },
    blockCheckout: {
      path: "/?fixture=woocommerce-blocks",
      required: { "#billing-last_name": "Lovelace" },
      ...wooCommerceBlocks,
      customer: async (plugin) => String((await plugin.entry())["customer"]),
    },
  },
  {
    name: "MemberPress",
    signIn: { path: "/?fixture=memberpress-login", username: "#user_login", password: "#user_pass", button: "#wp-submit" },
    signUp: {
      path: "/?fixture=memberpress-signup",
      givenName: "#user_first_name1",
      username: "#user_email1",
      password: "#mepr_user_password1",
      passwordAgain: "#mepr_user_password_confirm1",
      button: ".mepr-submit",
      isSent: true,
    },
    forgot: { path: "/?fixture=memberpress-forgot", username: "#mepr_user_or_email", button: "#wp-submit" },
    profile: { path: "/?fixture=memberpress-account", givenName: "#user_first_name", email: "#user_email", button: ".mepr-submit", done: "#entry" },
    password: {
      path: "/?fixture=memberpress-password",
      newPassword: "#mepr-new-password",
      again: "#mepr-confirm-password",
      button: ".mepr-submit",
      done: ".mepr_updated",
    },
  },
  {
    name: "Elementor Pro",
    byEmail: true,
    signIn: { path: "/?fixture=elementor", username: "#user-fb88da3", password: "#password-fb88da3", button: "[name=wp-submit]" },
    signUp: { ...elementorForm, path: "/?fixture=elementor-form", isSent: true },
    forgot: { ...elementorForm, path: "/?fixture=elementor-form&for=forgot" },
  },
  builder("WPForms", "wpforms", {
    next: "#wpforms-7-field_1",
    givenName: "#wpforms-7-field_1",
    username: "#wpforms-7-field_2",
    password: "#wpforms-7-field_3",
    button: "#wpforms-submit-7",
  }),
  builder("Formidable", "formidable", { givenName: "#field_1", username: "#field_2", password: "#field_3", button: ".frm_button_submit" }),
  builder("Contact Form 7", "contact-form-7", {
    givenName: "#your-name",
    username: "#your-email",
    password: "#your-password",
    button: ".wpcf7-submit",
  }),
  builder("Gravity Forms 2.9", "gravity-forms", gravityForms),
  builder("Gravity Forms 2.8", "gravity-forms-old", gravityForms),
  builder("Ninja Forms", "ninja-forms", {
    givenName: "#nf-field-1",
    username: "#nf-field-2",
    password: "#nf-field-3",
    button: "#nf-field-4",
  }),
];
