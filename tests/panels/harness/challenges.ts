/** A challenge for every panel. */

import type { Challenge } from "../../../src/wasm/types.d.ts";

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
    qrSize: 41,
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
} satisfies Record<string, Challenge>;

export type ChallengeName = keyof typeof challenges;

/** The URI above as a QR code, one rectangle for each run of dark modules. */
function qr(): string {
  return (
    "M0 0h7v1h-7zM9 0h5v1h-5zM17 0h3v1h-3zM25 0h1v1h-1zM27 0h1v1h-1zM30 0h2v1h-2zM34 0h7v1h-7zM0 1h1v1h-1zM6 1h1v1h" +
    "-1zM8 1h1v1h-1zM11 1h3v1h-3zM18 1h1v1h-1zM20 1h3v1h-3zM29 1h1v1h-1zM32 1h1v1h-1zM34 1h1v1h-1zM40 1h1v1h-1zM0 2" +
    "h1v1h-1zM2 2h3v1h-3zM6 2h1v1h-1zM8 2h4v1h-4zM15 2h1v1h-1zM20 2h1v1h-1zM23 2h2v1h-2zM26 2h2v1h-2zM29 2h2v1h-2zM" +
    "32 2h1v1h-1zM34 2h1v1h-1zM36 2h3v1h-3zM40 2h1v1h-1zM0 3h1v1h-1zM2 3h3v1h-3zM6 3h1v1h-1zM8 3h1v1h-1zM10 3h5v1h-" +
    "5zM18 3h2v1h-2zM24 3h1v1h-1zM26 3h1v1h-1zM34 3h1v1h-1zM36 3h3v1h-3zM40 3h1v1h-1zM0 4h1v1h-1zM2 4h3v1h-3zM6 4h1" +
    "v1h-1zM10 4h1v1h-1zM13 4h1v1h-1zM15 4h1v1h-1zM20 4h1v1h-1zM26 4h7v1h-7zM34 4h1v1h-1zM36 4h3v1h-3zM40 4h1v1h-1z" +
    "M0 5h1v1h-1zM6 5h1v1h-1zM12 5h1v1h-1zM14 5h1v1h-1zM17 5h2v1h-2zM20 5h3v1h-3zM24 5h1v1h-1zM28 5h2v1h-2zM32 5h1v" +
    "1h-1zM34 5h1v1h-1zM40 5h1v1h-1zM0 6h7v1h-7zM8 6h1v1h-1zM10 6h1v1h-1zM12 6h1v1h-1zM14 6h1v1h-1zM16 6h1v1h-1zM18" +
    " 6h1v1h-1zM20 6h1v1h-1zM22 6h1v1h-1zM24 6h1v1h-1zM26 6h1v1h-1zM28 6h1v1h-1zM30 6h1v1h-1zM32 6h1v1h-1zM34 6h7v1" +
    "h-7zM8 7h1v1h-1zM10 7h6v1h-6zM19 7h1v1h-1zM24 7h1v1h-1zM27 7h1v1h-1zM32 7h1v1h-1zM0 8h1v1h-1zM6 8h1v1h-1zM8 8h" +
    "3v1h-3zM16 8h2v1h-2zM20 8h1v1h-1zM22 8h1v1h-1zM24 8h2v1h-2zM27 8h4v1h-4zM33 8h2v1h-2zM37 8h3v1h-3zM1 9h4v1h-4z" +
    "M7 9h2v1h-2zM10 9h1v1h-1zM12 9h1v1h-1zM19 9h1v1h-1zM22 9h2v1h-2zM26 9h2v1h-2zM30 9h4v1h-4zM36 9h2v1h-2zM0 10h2" +
    "v1h-2zM4 10h1v1h-1zM6 10h2v1h-2zM9 10h1v1h-1zM13 10h1v1h-1zM16 10h1v1h-1zM18 10h1v1h-1zM20 10h3v1h-3zM25 10h3v" +
    "1h-3zM35 10h4v1h-4zM0 11h2v1h-2zM3 11h3v1h-3zM8 11h1v1h-1zM10 11h1v1h-1zM13 11h3v1h-3zM18 11h1v1h-1zM20 11h1v1" +
    "h-1zM22 11h2v1h-2zM26 11h1v1h-1zM28 11h1v1h-1zM30 11h2v1h-2zM33 11h1v1h-1zM37 11h1v1h-1zM40 11h1v1h-1zM3 12h4v" +
    "1h-4zM8 12h2v1h-2zM12 12h1v1h-1zM15 12h1v1h-1zM17 12h1v1h-1zM19 12h3v1h-3zM23 12h1v1h-1zM25 12h1v1h-1zM27 12h2" +
    "v1h-2zM30 12h1v1h-1zM32 12h1v1h-1zM34 12h2v1h-2zM0 13h3v1h-3zM4 13h1v1h-1zM8 13h2v1h-2zM20 13h1v1h-1zM24 13h3v" +
    "1h-3zM28 13h2v1h-2zM33 13h5v1h-5zM1 14h1v1h-1zM3 14h2v1h-2zM6 14h8v1h-8zM16 14h4v1h-4zM30 14h1v1h-1zM35 14h1v1" +
    "h-1zM3 15h2v1h-2zM8 15h2v1h-2zM11 15h1v1h-1zM13 15h1v1h-1zM15 15h2v1h-2zM19 15h1v1h-1zM24 15h1v1h-1zM26 15h2v1" +
    "h-2zM30 15h1v1h-1zM32 15h3v1h-3zM36 15h3v1h-3zM3 16h1v1h-1zM6 16h1v1h-1zM9 16h2v1h-2zM12 16h2v1h-2zM17 16h1v1h" +
    "-1zM19 16h2v1h-2zM22 16h1v1h-1zM26 16h1v1h-1zM28 16h1v1h-1zM35 16h1v1h-1zM38 16h3v1h-3zM3 17h1v1h-1zM9 17h4v1h" +
    "-4zM14 17h6v1h-6zM22 17h2v1h-2zM25 17h2v1h-2zM28 17h1v1h-1zM32 17h5v1h-5zM40 17h1v1h-1zM0 18h3v1h-3zM6 18h1v1h" +
    "-1zM9 18h2v1h-2zM13 18h1v1h-1zM16 18h1v1h-1zM19 18h5v1h-5zM27 18h1v1h-1zM29 18h4v1h-4zM34 18h1v1h-1zM36 18h2v1" +
    "h-2zM40 18h1v1h-1zM1 19h1v1h-1zM3 19h1v1h-1zM7 19h4v1h-4zM14 19h2v1h-2zM17 19h3v1h-3zM22 19h1v1h-1zM24 19h2v1h" +
    "-2zM27 19h1v1h-1zM33 19h1v1h-1zM36 19h2v1h-2zM39 19h1v1h-1zM0 20h2v1h-2zM4 20h1v1h-1zM6 20h1v1h-1zM9 20h1v1h-1" +
    "zM11 20h1v1h-1zM13 20h2v1h-2zM20 20h2v1h-2zM23 20h1v1h-1zM26 20h3v1h-3zM30 20h1v1h-1zM37 20h1v1h-1zM39 20h1v1h" +
    "-1zM0 21h1v1h-1zM7 21h1v1h-1zM9 21h1v1h-1zM11 21h4v1h-4zM18 21h4v1h-4zM25 21h2v1h-2zM29 21h1v1h-1zM31 21h1v1h-" +
    "1zM35 21h2v1h-2zM0 22h1v1h-1zM2 22h1v1h-1zM4 22h4v1h-4zM11 22h2v1h-2zM15 22h4v1h-4zM20 22h2v1h-2zM24 22h4v1h-4" +
    "zM29 22h1v1h-1zM33 22h1v1h-1zM37 22h1v1h-1zM0 23h1v1h-1zM2 23h3v1h-3zM7 23h2v1h-2zM10 23h6v1h-6zM19 23h1v1h-1z" +
    "M22 23h1v1h-1zM26 23h2v1h-2zM31 23h1v1h-1zM33 23h2v1h-2zM36 23h2v1h-2zM39 23h2v1h-2zM4 24h4v1h-4zM9 24h1v1h-1z" +
    "M13 24h1v1h-1zM15 24h1v1h-1zM18 24h1v1h-1zM20 24h1v1h-1zM23 24h3v1h-3zM27 24h1v1h-1zM31 24h1v1h-1zM34 24h1v1h-" +
    "1zM36 24h1v1h-1zM40 24h1v1h-1zM0 25h2v1h-2zM3 25h2v1h-2zM7 25h7v1h-7zM16 25h2v1h-2zM19 25h5v1h-5zM25 25h1v1h-1" +
    "zM27 25h3v1h-3zM31 25h1v1h-1zM35 25h3v1h-3zM40 25h1v1h-1zM0 26h2v1h-2zM3 26h1v1h-1zM5 26h2v1h-2zM9 26h4v1h-4zM" +
    "15 26h2v1h-2zM18 26h1v1h-1zM21 26h1v1h-1zM27 26h2v1h-2zM33 26h1v1h-1zM35 26h1v1h-1zM0 27h1v1h-1zM5 27h1v1h-1zM" +
    "8 27h2v1h-2zM14 27h1v1h-1zM18 27h3v1h-3zM22 27h2v1h-2zM27 27h1v1h-1zM32 27h2v1h-2zM35 27h5v1h-5zM2 28h6v1h-6zM" +
    "9 28h7v1h-7zM20 28h6v1h-6zM28 28h1v1h-1zM31 28h1v1h-1zM35 28h1v1h-1zM37 28h2v1h-2zM0 29h2v1h-2zM9 29h1v1h-1zM1" +
    "3 29h2v1h-2zM16 29h2v1h-2zM22 29h1v1h-1zM26 29h1v1h-1zM30 29h1v1h-1zM33 29h4v1h-4zM0 30h2v1h-2zM6 30h1v1h-1zM9" +
    " 30h2v1h-2zM12 30h1v1h-1zM14 30h2v1h-2zM19 30h1v1h-1zM21 30h1v1h-1zM24 30h4v1h-4zM29 30h3v1h-3zM34 30h1v1h-1zM" +
    "38 30h1v1h-1zM40 30h1v1h-1zM0 31h1v1h-1zM2 31h1v1h-1zM5 31h1v1h-1zM9 31h1v1h-1zM11 31h1v1h-1zM22 31h2v1h-2zM30" +
    " 31h2v1h-2zM35 31h1v1h-1zM0 32h1v1h-1zM4 32h4v1h-4zM9 32h2v1h-2zM12 32h2v1h-2zM15 32h1v1h-1zM17 32h1v1h-1zM20 " +
    "32h1v1h-1zM22 32h4v1h-4zM27 32h2v1h-2zM32 32h8v1h-8zM8 33h1v1h-1zM10 33h2v1h-2zM14 33h3v1h-3zM18 33h2v1h-2zM21" +
    " 33h3v1h-3zM26 33h7v1h-7zM36 33h1v1h-1zM38 33h1v1h-1zM0 34h7v1h-7zM10 34h2v1h-2zM14 34h1v1h-1zM18 34h1v1h-1zM2" +
    "0 34h1v1h-1zM22 34h1v1h-1zM24 34h1v1h-1zM27 34h3v1h-3zM32 34h1v1h-1zM34 34h1v1h-1zM36 34h3v1h-3zM0 35h1v1h-1zM" +
    "6 35h1v1h-1zM9 35h4v1h-4zM20 35h2v1h-2zM23 35h1v1h-1zM26 35h2v1h-2zM29 35h4v1h-4zM36 35h2v1h-2zM40 35h1v1h-1zM" +
    "0 36h1v1h-1zM2 36h3v1h-3zM6 36h1v1h-1zM14 36h2v1h-2zM17 36h5v1h-5zM23 36h4v1h-4zM28 36h2v1h-2zM31 36h6v1h-6zM3" +
    "8 36h2v1h-2zM0 37h1v1h-1zM2 37h3v1h-3zM6 37h1v1h-1zM10 37h1v1h-1zM12 37h2v1h-2zM16 37h1v1h-1zM20 37h1v1h-1zM26" +
    " 37h1v1h-1zM28 37h1v1h-1zM30 37h1v1h-1zM33 37h1v1h-1zM39 37h1v1h-1zM0 38h1v1h-1zM2 38h3v1h-3zM6 38h1v1h-1zM10 " +
    "38h2v1h-2zM13 38h3v1h-3zM18 38h1v1h-1zM21 38h1v1h-1zM25 38h1v1h-1zM27 38h1v1h-1zM31 38h1v1h-1zM33 38h4v1h-4zM0" +
    " 39h1v1h-1zM6 39h1v1h-1zM9 39h2v1h-2zM12 39h1v1h-1zM14 39h1v1h-1zM16 39h2v1h-2zM20 39h1v1h-1zM22 39h3v1h-3zM27" +
    " 39h2v1h-2zM30 39h2v1h-2zM34 39h1v1h-1zM36 39h3v1h-3zM40 39h1v1h-1zM0 40h7v1h-7zM8 40h1v1h-1zM10 40h1v1h-1zM15" +
    " 40h1v1h-1zM17 40h2v1h-2zM20 40h1v1h-1zM22 40h1v1h-1zM24 40h3v1h-3zM29 40h1v1h-1zM31 40h1v1h-1zM34 40h1v1h-1zM" +
    "36 40h3v1h-3z"
  );
}
