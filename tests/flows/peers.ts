/**
 * The journeys beside the table, and the rows that each goes through: of other clients against the same pool
 * (`tests/user-pool`), and of ours against another pool (`ministack.test.ts`).
 */

export type Peer = "ministack" | "identity-js" | "Amplify";

interface Journeys {
  /** Beside this folder. */
  readonly files: readonly string[];
  /** The title of each test, and its rows. */
  readonly covers: Readonly<Record<string, readonly string[]>>;
}

/** What every sign-in with a password takes. */
const SRP = ["USER_SRP_AUTH", "PASSWORD_VERIFIER", "InitiateAuth", "RespondToAuthChallenge"];

export const JOURNEYS: Readonly<Record<Peer, Journeys>> = {
  ministack: {
    files: ["flows/ministack.test.ts"],
    covers: {
      "sign-up, a new code, confirmation, sign-in, attributes, delete": [
        ...SRP,
        "SignUp",
        "ResendConfirmationCode",
        "ConfirmSignUp",
        "UpdateUserAttributes",
        "GetUser",
        "DeleteUser",
      ],
      "a forgotten password, and one that is changed": [
        ...SRP,
        "ForgotPassword",
        "ConfirmForgotPassword",
        "ChangePassword",
      ],
      "TOTP: set up when signed in, then asked for": [
        ...SRP,
        "AssociateSoftwareToken",
        "VerifySoftwareToken",
        "SetUserMFAPreference",
        "SOFTWARE_TOKEN_MFA",
      ],
      "a temporary password": [...SRP, "NEW_PASSWORD_REQUIRED"],
      "refresh, then a token that is revoked, and sign-out everywhere": [
        ...SRP,
        "GetTokensFromRefreshToken",
        "RevokeToken",
        "GlobalSignOut",
      ],
    },
  },
  "identity-js": {
    files: ["user-pool/identity-js.test.ts"],
    covers: {
      "sign-up, confirmation, sign-in by an alias in other letters, delete": [
        ...SRP,
        "SignUp",
        "ConfirmSignUp",
        "DeleteUser",
      ],
      "attributes, their verification, change of password, refresh, sign-out everywhere": [
        ...SRP,
        "UpdateUserAttributes",
        "GetUserAttributeVerificationCode",
        "VerifyUserAttribute",
        "DeleteUserAttributes",
        "GetUser",
        "ChangePassword",
        "REFRESH_TOKEN_AUTH",
        "GlobalSignOut",
      ],
      "forgotten password": ["ForgotPassword", "ConfirmForgotPassword"],
      "TOTP: set up with the access token, then asked for": [
        ...SRP,
        "AssociateSoftwareToken",
        "VerifySoftwareToken",
        "SetUserMFAPreference",
        "SOFTWARE_TOKEN_MFA",
      ],
      "MFA chosen by the user: a wrong SMS code, then the right one": [...SRP, "SELECT_MFA_TYPE", "SMS_MFA"],
      "a temporary password with a missing attribute, then MFA_SETUP by TOTP": [
        ...SRP,
        "NEW_PASSWORD_REQUIRED",
        "MFA_SETUP (TOTP)",
        "AssociateSoftwareToken",
        "VerifySoftwareToken",
      ],
      "custom authentication without SRP": ["CUSTOM_AUTH (without SRP)", "CUSTOM_CHALLENGE"],
      "a remembered device skips MFA; once forgotten, the library answers again without it": [
        ...SRP,
        "SMS_MFA",
        "ConfirmDevice",
        "UpdateDeviceStatus",
        "ListDevices",
        "GetDevice",
        "DEVICE_SRP_AUTH",
        "DEVICE_PASSWORD_VERIFIER",
      ],
      "custom authentication after SRP": ["CUSTOM_AUTH (after SRP)", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"],
      "a device is not to be remembered, then forgotten by its user": [
        ...SRP,
        "ConfirmDevice",
        "UpdateDeviceStatus",
        "ForgetDevice",
      ],
      "a new code for the sign-up, a password that is sent, SMS as second factor the old way, sign-out": [
        "SignUp",
        "ResendConfirmationCode",
        "ConfirmSignUp",
        "USER_PASSWORD_AUTH",
        "InitiateAuth",
        "SetUserSettings",
        "GetUser",
        "RevokeToken",
      ],
    },
  },
  Amplify: {
    files: ["user-pool/amplify.test.ts", "user-pool/amplify-passkey.test.ts"],
    covers: {
      "sign-up, a new code, confirmation, automatic sign-in, attributes, delete": [
        "SignUp",
        "ResendConfirmationCode",
        "ConfirmSignUp",
        "InitiateAuth",
        "USER_AUTH (after sign-up)",
        "GetUser",
        "UpdateUserAttributes",
        "VerifyUserAttribute",
        "DeleteUser",
      ],
      "SRP, change of password, forgotten password, refresh, sign-out everywhere": [
        ...SRP,
        "GetTokensFromRefreshToken",
        "ChangePassword",
        "GlobalSignOut",
        "ForgotPassword",
        "ConfirmForgotPassword",
      ],
      "TOTP: set up when signed in, then asked for": [
        ...SRP,
        "AssociateSoftwareToken",
        "VerifySoftwareToken",
        "SetUserMFAPreference",
        "GetUser",
        "SOFTWARE_TOKEN_MFA",
      ],
      "MFA chosen by the user, by SMS": [...SRP, "SELECT_MFA_TYPE", "SMS_MFA"],
      "a temporary password with a missing attribute, then MFA set up by e-mail": [
        ...SRP,
        "NEW_PASSWORD_REQUIRED",
        "MFA_SETUP (choice)",
        "MFA_SETUP (e-mail)",
        "EMAIL_OTP (second factor)",
      ],
      "MFA_SETUP by TOTP on the way in": [
        ...SRP,
        "MFA_SETUP (TOTP)",
        "AssociateSoftwareToken",
        "VerifySoftwareToken",
      ],
      "first factors of USER_AUTH": [
        "USER_AUTH (choice)",
        "SELECT_CHALLENGE",
        "EMAIL_OTP (first factor)",
        "USER_AUTH (EMAIL_OTP)",
        "USER_AUTH (SMS_OTP)",
        "SMS_OTP",
        "USER_AUTH (PASSWORD)",
        "USER_AUTH (PASSWORD_SRP)",
      ],
      "a password chosen in SELECT_CHALLENGE, by SRP": ["USER_AUTH (choice)", "SELECT_CHALLENGE"],
      "custom authentication after SRP, with a second try": ["CUSTOM_AUTH (after SRP)", "CUSTOM_CHALLENGE"],
      "custom authentication without SRP": ["CUSTOM_AUTH (without SRP)", "CUSTOM_CHALLENGE"],
      "a password that is sent, attributes that are verified later and deleted, sign-out": [
        "USER_PASSWORD_AUTH",
        "InitiateAuth",
        "UpdateUserAttributes",
        "GetUserAttributeVerificationCode",
        "VerifyUserAttribute",
        "DeleteUserAttributes",
        "GetUser",
        "RevokeToken",
      ],
      "a remembered device takes the place of MFA, until it is forgotten": [
        ...SRP,
        "EMAIL_OTP (second factor)",
        "ConfirmDevice",
        "UpdateDeviceStatus",
        "ListDevices",
        "ForgetDevice",
        "DEVICE_SRP_AUTH",
        "DEVICE_PASSWORD_VERIFIER",
      ],
      "a passkey is registered, listed, signed in with, and deleted": [
        ...SRP,
        "StartWebAuthnRegistration",
        "CompleteWebAuthnRegistration",
        "ListWebAuthnCredentials",
        "USER_AUTH (WEB_AUTHN)",
        "WEB_AUTHN",
        "DeleteWebAuthnCredential",
      ],
    },
  },
};

export const PEERS = Object.keys(JOURNEYS) as readonly Peer[];

/** The numbers of the peer's journeys that go through a row, as in {@link legend}. */
export const journeysOf = (peer: Peer, row: string): readonly number[] =>
  Object.values(JOURNEYS[peer].covers).flatMap((covered, index) => (covered.includes(row) ? [index + 1] : []));

export const legend = (peer: Peer): readonly string[] =>
  Object.keys(JOURNEYS[peer].covers).map((title, index) => `${peer} ${index + 1}: ${title}`);
