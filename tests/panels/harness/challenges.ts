/** A challenge for every panel. */

import type { AnyChallenge } from "../../../js/forms/journey.ts";

/** The key as authenticator apps know it. */
const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

export const challenges = {
  "code-app": { name: "SOFTWARE_TOKEN_MFA", deviceName: "Ada's phone" },
  "code-email": { name: "EMAIL_OTP", destination: "a***@e***" },
  "code-sms": { name: "SMS_MFA", destination: "+*******1234" },
  "mfa-choice": { name: "SELECT_MFA_TYPE", options: ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"] },
  "mfa-setup": { name: "MFA_SETUP", options: ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] },
  "mfa-setup-app": {
    name: "MFA_SETUP_TOTP",
    secret: SECRET,
    uri: `otpauth://totp/Cognipress:ada?secret=${SECRET}&issuer=Cognipress`,
    qrSize: 49,
    qr: qr(),
  },
  "mfa-setup-email": { name: "MFA_SETUP_EMAIL" },
  "first-factor": { name: "SELECT_CHALLENGE", options: ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] },
  "new-password": { name: "NEW_PASSWORD_REQUIRED", requiredAttributes: ["given_name", "custom:team"], attributes: {} },
  password: { name: "PASSWORD_SRP" },
  passkey: {
    name: "WEB_AUTHN",
    options: { challenge: "Y29nbmlwcmVzcy1wYW5lbHM", rpId: "localhost", userVerification: "required", timeout: 60_000 },
  },
  custom: { name: "CUSTOM_CHALLENGE", parameters: { question: "What is the name of your first school?" } },
  "confirm-sign-up": { name: "CONFIRM_SIGN_UP", destination: "a***@e***" },
  "verify-address": { name: "VERIFY_USER_ATTRIBUTE", destination: "a***@e***" },
  "reset-password": { name: "CONFIRM_FORGOT_PASSWORD", destination: "a***@e***" },
  "current-password": { name: "CURRENT_PASSWORD" },
} satisfies Record<string, AnyChallenge>;

export type ChallengeName = keyof typeof challenges;

/** The URI above as a QR code, one rectangle for each run of dark modules, and a margin of four. */
function qr(): string {
  return (
    "M4 4h7v1h-7zM13 4h5v1h-5zM21 4h3v1h-3zM29 4h1v1h-1zM31 4h1v1h-1zM34 4h2v1h-2zM38 4h7v1h-7zM4 5h1v1h-1zM10 5h1v" +
    "1h-1zM12 5h1v1h-1zM15 5h3v1h-3zM22 5h1v1h-1zM24 5h3v1h-3zM33 5h1v1h-1zM36 5h1v1h-1zM38 5h1v1h-1zM44 5h1v1h-1zM" +
    "4 6h1v1h-1zM6 6h3v1h-3zM10 6h1v1h-1zM12 6h4v1h-4zM19 6h1v1h-1zM24 6h1v1h-1zM27 6h2v1h-2zM30 6h2v1h-2zM33 6h2v1" +
    "h-2zM36 6h1v1h-1zM38 6h1v1h-1zM40 6h3v1h-3zM44 6h1v1h-1zM4 7h1v1h-1zM6 7h3v1h-3zM10 7h1v1h-1zM12 7h1v1h-1zM14 " +
    "7h5v1h-5zM22 7h2v1h-2zM28 7h1v1h-1zM30 7h1v1h-1zM38 7h1v1h-1zM40 7h3v1h-3zM44 7h1v1h-1zM4 8h1v1h-1zM6 8h3v1h-3" +
    "zM10 8h1v1h-1zM14 8h1v1h-1zM17 8h1v1h-1zM19 8h1v1h-1zM24 8h1v1h-1zM30 8h7v1h-7zM38 8h1v1h-1zM40 8h3v1h-3zM44 8" +
    "h1v1h-1zM4 9h1v1h-1zM10 9h1v1h-1zM16 9h1v1h-1zM18 9h1v1h-1zM21 9h2v1h-2zM24 9h3v1h-3zM28 9h1v1h-1zM32 9h2v1h-2" +
    "zM36 9h1v1h-1zM38 9h1v1h-1zM44 9h1v1h-1zM4 10h7v1h-7zM12 10h1v1h-1zM14 10h1v1h-1zM16 10h1v1h-1zM18 10h1v1h-1zM" +
    "20 10h1v1h-1zM22 10h1v1h-1zM24 10h1v1h-1zM26 10h1v1h-1zM28 10h1v1h-1zM30 10h1v1h-1zM32 10h1v1h-1zM34 10h1v1h-1" +
    "zM36 10h1v1h-1zM38 10h7v1h-7zM12 11h1v1h-1zM14 11h6v1h-6zM23 11h1v1h-1zM28 11h1v1h-1zM31 11h1v1h-1zM36 11h1v1h" +
    "-1zM4 12h1v1h-1zM10 12h1v1h-1zM12 12h3v1h-3zM20 12h2v1h-2zM24 12h1v1h-1zM26 12h1v1h-1zM28 12h2v1h-2zM31 12h4v1" +
    "h-4zM37 12h2v1h-2zM41 12h3v1h-3zM5 13h4v1h-4zM11 13h2v1h-2zM14 13h1v1h-1zM16 13h1v1h-1zM23 13h1v1h-1zM26 13h2v" +
    "1h-2zM30 13h2v1h-2zM34 13h4v1h-4zM40 13h2v1h-2zM4 14h2v1h-2zM8 14h1v1h-1zM10 14h2v1h-2zM13 14h1v1h-1zM17 14h1v" +
    "1h-1zM20 14h1v1h-1zM22 14h1v1h-1zM24 14h3v1h-3zM29 14h3v1h-3zM39 14h4v1h-4zM4 15h2v1h-2zM7 15h3v1h-3zM12 15h1v" +
    "1h-1zM14 15h1v1h-1zM17 15h3v1h-3zM22 15h1v1h-1zM24 15h1v1h-1zM26 15h2v1h-2zM30 15h1v1h-1zM32 15h1v1h-1zM34 15h" +
    "2v1h-2zM37 15h1v1h-1zM41 15h1v1h-1zM44 15h1v1h-1zM7 16h4v1h-4zM12 16h2v1h-2zM16 16h1v1h-1zM19 16h1v1h-1zM21 16" +
    "h1v1h-1zM23 16h3v1h-3zM27 16h1v1h-1zM29 16h1v1h-1zM31 16h2v1h-2zM34 16h1v1h-1zM36 16h1v1h-1zM38 16h2v1h-2zM4 1" +
    "7h3v1h-3zM8 17h1v1h-1zM12 17h2v1h-2zM24 17h1v1h-1zM28 17h3v1h-3zM32 17h2v1h-2zM37 17h5v1h-5zM5 18h1v1h-1zM7 18" +
    "h2v1h-2zM10 18h8v1h-8zM20 18h4v1h-4zM34 18h1v1h-1zM39 18h1v1h-1zM7 19h2v1h-2zM12 19h2v1h-2zM15 19h1v1h-1zM17 1" +
    "9h1v1h-1zM19 19h2v1h-2zM23 19h1v1h-1zM28 19h1v1h-1zM30 19h2v1h-2zM34 19h1v1h-1zM36 19h3v1h-3zM40 19h3v1h-3zM7 " +
    "20h1v1h-1zM10 20h1v1h-1zM13 20h2v1h-2zM16 20h2v1h-2zM21 20h1v1h-1zM23 20h2v1h-2zM26 20h1v1h-1zM30 20h1v1h-1zM3" +
    "2 20h1v1h-1zM39 20h1v1h-1zM42 20h3v1h-3zM7 21h1v1h-1zM13 21h4v1h-4zM18 21h6v1h-6zM26 21h2v1h-2zM29 21h2v1h-2zM" +
    "32 21h1v1h-1zM36 21h5v1h-5zM44 21h1v1h-1zM4 22h3v1h-3zM10 22h1v1h-1zM13 22h2v1h-2zM17 22h1v1h-1zM20 22h1v1h-1z" +
    "M23 22h5v1h-5zM31 22h1v1h-1zM33 22h4v1h-4zM38 22h1v1h-1zM40 22h2v1h-2zM44 22h1v1h-1zM5 23h1v1h-1zM7 23h1v1h-1z" +
    "M11 23h4v1h-4zM18 23h2v1h-2zM21 23h3v1h-3zM26 23h1v1h-1zM28 23h2v1h-2zM31 23h1v1h-1zM37 23h1v1h-1zM40 23h2v1h-" +
    "2zM43 23h1v1h-1zM4 24h2v1h-2zM8 24h1v1h-1zM10 24h1v1h-1zM13 24h1v1h-1zM15 24h1v1h-1zM17 24h2v1h-2zM24 24h2v1h-" +
    "2zM27 24h1v1h-1zM30 24h3v1h-3zM34 24h1v1h-1zM41 24h1v1h-1zM43 24h1v1h-1zM4 25h1v1h-1zM11 25h1v1h-1zM13 25h1v1h" +
    "-1zM15 25h4v1h-4zM22 25h4v1h-4zM29 25h2v1h-2zM33 25h1v1h-1zM35 25h1v1h-1zM39 25h2v1h-2zM4 26h1v1h-1zM6 26h1v1h" +
    "-1zM8 26h4v1h-4zM15 26h2v1h-2zM19 26h4v1h-4zM24 26h2v1h-2zM28 26h4v1h-4zM33 26h1v1h-1zM37 26h1v1h-1zM41 26h1v1" +
    "h-1zM4 27h1v1h-1zM6 27h3v1h-3zM11 27h2v1h-2zM14 27h6v1h-6zM23 27h1v1h-1zM26 27h1v1h-1zM30 27h2v1h-2zM35 27h1v1" +
    "h-1zM37 27h2v1h-2zM40 27h2v1h-2zM43 27h2v1h-2zM8 28h4v1h-4zM13 28h1v1h-1zM17 28h1v1h-1zM19 28h1v1h-1zM22 28h1v" +
    "1h-1zM24 28h1v1h-1zM27 28h3v1h-3zM31 28h1v1h-1zM35 28h1v1h-1zM38 28h1v1h-1zM40 28h1v1h-1zM44 28h1v1h-1zM4 29h2" +
    "v1h-2zM7 29h2v1h-2zM11 29h7v1h-7zM20 29h2v1h-2zM23 29h5v1h-5zM29 29h1v1h-1zM31 29h3v1h-3zM35 29h1v1h-1zM39 29h" +
    "3v1h-3zM44 29h1v1h-1zM4 30h2v1h-2zM7 30h1v1h-1zM9 30h2v1h-2zM13 30h4v1h-4zM19 30h2v1h-2zM22 30h1v1h-1zM25 30h1" +
    "v1h-1zM31 30h2v1h-2zM37 30h1v1h-1zM39 30h1v1h-1zM4 31h1v1h-1zM9 31h1v1h-1zM12 31h2v1h-2zM18 31h1v1h-1zM22 31h3" +
    "v1h-3zM26 31h2v1h-2zM31 31h1v1h-1zM36 31h2v1h-2zM39 31h5v1h-5zM6 32h6v1h-6zM13 32h7v1h-7zM24 32h6v1h-6zM32 32h" +
    "1v1h-1zM35 32h1v1h-1zM39 32h1v1h-1zM41 32h2v1h-2zM4 33h2v1h-2zM13 33h1v1h-1zM17 33h2v1h-2zM20 33h2v1h-2zM26 33" +
    "h1v1h-1zM30 33h1v1h-1zM34 33h1v1h-1zM37 33h4v1h-4zM4 34h2v1h-2zM10 34h1v1h-1zM13 34h2v1h-2zM16 34h1v1h-1zM18 3" +
    "4h2v1h-2zM23 34h1v1h-1zM25 34h1v1h-1zM28 34h4v1h-4zM33 34h3v1h-3zM38 34h1v1h-1zM42 34h1v1h-1zM44 34h1v1h-1zM4 " +
    "35h1v1h-1zM6 35h1v1h-1zM9 35h1v1h-1zM13 35h1v1h-1zM15 35h1v1h-1zM26 35h2v1h-2zM34 35h2v1h-2zM39 35h1v1h-1zM4 3" +
    "6h1v1h-1zM8 36h4v1h-4zM13 36h2v1h-2zM16 36h2v1h-2zM19 36h1v1h-1zM21 36h1v1h-1zM24 36h1v1h-1zM26 36h4v1h-4zM31 " +
    "36h2v1h-2zM36 36h8v1h-8zM12 37h1v1h-1zM14 37h2v1h-2zM18 37h3v1h-3zM22 37h2v1h-2zM25 37h3v1h-3zM30 37h7v1h-7zM4" +
    "0 37h1v1h-1zM42 37h1v1h-1zM4 38h7v1h-7zM14 38h2v1h-2zM18 38h1v1h-1zM22 38h1v1h-1zM24 38h1v1h-1zM26 38h1v1h-1zM" +
    "28 38h1v1h-1zM31 38h3v1h-3zM36 38h1v1h-1zM38 38h1v1h-1zM40 38h3v1h-3zM4 39h1v1h-1zM10 39h1v1h-1zM13 39h4v1h-4z" +
    "M24 39h2v1h-2zM27 39h1v1h-1zM30 39h2v1h-2zM33 39h4v1h-4zM40 39h2v1h-2zM44 39h1v1h-1zM4 40h1v1h-1zM6 40h3v1h-3z" +
    "M10 40h1v1h-1zM18 40h2v1h-2zM21 40h5v1h-5zM27 40h4v1h-4zM32 40h2v1h-2zM35 40h6v1h-6zM42 40h2v1h-2zM4 41h1v1h-1" +
    "zM6 41h3v1h-3zM10 41h1v1h-1zM14 41h1v1h-1zM16 41h2v1h-2zM20 41h1v1h-1zM24 41h1v1h-1zM30 41h1v1h-1zM32 41h1v1h-" +
    "1zM34 41h1v1h-1zM37 41h1v1h-1zM43 41h1v1h-1zM4 42h1v1h-1zM6 42h3v1h-3zM10 42h1v1h-1zM14 42h2v1h-2zM17 42h3v1h-" +
    "3zM22 42h1v1h-1zM25 42h1v1h-1zM29 42h1v1h-1zM31 42h1v1h-1zM35 42h1v1h-1zM37 42h4v1h-4zM4 43h1v1h-1zM10 43h1v1h" +
    "-1zM13 43h2v1h-2zM16 43h1v1h-1zM18 43h1v1h-1zM20 43h2v1h-2zM24 43h1v1h-1zM26 43h3v1h-3zM31 43h2v1h-2zM34 43h2v" +
    "1h-2zM38 43h1v1h-1zM40 43h3v1h-3zM44 43h1v1h-1zM4 44h7v1h-7zM12 44h1v1h-1zM14 44h1v1h-1zM19 44h1v1h-1zM21 44h2" +
    "v1h-2zM24 44h1v1h-1zM26 44h1v1h-1zM28 44h3v1h-3zM33 44h1v1h-1zM35 44h1v1h-1zM38 44h1v1h-1zM40 44h3v1h-3z"
  );
}
