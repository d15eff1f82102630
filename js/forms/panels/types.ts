/** A question to the user. */
export type Challenge =
  | { name: "NEW_PASSWORD_REQUIRED"; requiredAttributes: string[]; attributes: Record<string, string> }
  | { name: "SMS_MFA" | "SMS_OTP" | "EMAIL_OTP"; destination?: string }
  | { name: "SOFTWARE_TOKEN_MFA"; deviceName?: string }
  | { name: "SELECT_MFA_TYPE" | "SELECT_CHALLENGE" | "MFA_SETUP"; options: string[] }
  | { name: "MFA_SETUP_TOTP"; secret: string; uri: string; qr: string; qrSize: number }
  | { name: "MFA_SETUP_EMAIL" }
  | { name: "WEB_AUTHN"; options: PublicKeyCredentialRequestOptionsJSON }
  | { name: "CUSTOM_CHALLENGE"; parameters: Record<string, string> };

/** The answer to the challenge of the same name. */
export type ChallengeAnswer =
  | { name: "NEW_PASSWORD_REQUIRED"; newPassword: string; attributes?: Record<string, string> }
  | { name: "SMS_MFA" | "SMS_OTP" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA"; code: string }
  | { name: "SELECT_MFA_TYPE" | "MFA_SETUP"; choice: string }
  | { name: "SELECT_CHALLENGE"; choice: string; password?: string }
  | { name: "MFA_SETUP_TOTP"; code: string; deviceName?: string }
  | { name: "MFA_SETUP_EMAIL"; email: string }
  | { name: "WEB_AUTHN"; credential: object }
  | { name: "CUSTOM_CHALLENGE"; answer: string };

export type ChallengeOf<Name extends Challenge["name"]> = Extract<Challenge, { name: Name }>;
