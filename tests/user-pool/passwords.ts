/** PasswordPolicyType: what a password must have, refused in the service's words. */
import { invalidPassword } from "./errors.ts";
import type { PasswordPolicy } from "./options.ts";

const SYMBOLS = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/;

export function checkPassword(policy: PasswordPolicy, password: string): void {
  const rules: readonly (readonly [boolean, string])[] = [
    [password.length >= policy.minimumLength, "Password not long enough"],
    [!policy.requireUppercase || /[A-Z]/.test(password), "Password must have uppercase characters"],
    [!policy.requireLowercase || /[a-z]/.test(password), "Password must have lowercase characters"],
    [!policy.requireNumbers || /\d/.test(password), "Password must have numeric characters"],
    [!policy.requireSymbols || SYMBOLS.test(password), "Password must have symbol characters"],
  ];
  for (const [kept, text] of rules) {
    if (!kept) throw invalidPassword(`Password did not conform with policy: ${text}`);
  }
}
