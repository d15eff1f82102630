/**
 * What crosses the wasm boundary, as plain data. `wasm-bindgen` cannot express
 * unions, so these types are written by hand; `tests/types` checks them.
 */

/** A user pool's app client, and where to reach it. */
export interface Config {
  /** `eu-west-1_Ab12Cd34E` */
  userPoolId: string;
  /** The app client; it must have no secret. */
  clientId: string;
  /** Another origin than AWS' own for the same API: a proxy of yours, a local pool. `https`, or loopback. */
  endpoint?: string;
}

/** What the host must do next. */
export type Step =
  | { kind: "send"; request: Request }
  | { kind: "challenge"; challenge: Challenge }
  | { kind: "signed-in"; tokens: TokenSet }
  | { kind: "done" };

/** An HTTP POST, sent as it stands, without credentials. */
export interface Request {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** A question to the user. The `Session` that belongs to it stays in the flow. */
export type Challenge =
  | {
      name: "NEW_PASSWORD_REQUIRED";
      /** Attributes that must be given with the new password, without the `userAttributes.` prefix. */
      requiredAttributes: string[];
      /** What the user already has. */
      attributes: Record<string, string>;
    }
  | { name: "SMS_MFA" | "SMS_OTP" | "EMAIL_OTP"; destination?: string }
  | { name: "SOFTWARE_TOKEN_MFA"; deviceName?: string }
  | { name: "SELECT_MFA_TYPE" | "MFA_SETUP" | "SELECT_CHALLENGE"; options: string[] }
  | { name: "CUSTOM_CHALLENGE"; parameters: Record<string, string> };

/** The answer to the challenge of the same name. A password is never in here: it crosses as bytes. */
export type ChallengeAnswer = { name: "NEW_PASSWORD_REQUIRED"; attributes?: Record<string, string> };

export interface TokenSet {
  idToken: string;
  accessToken: string;
  refreshToken?: string;
  /** When the ID and access tokens end, by the clock that was given. */
  expiresAtMs: number;
  /** The ID token's claims. Nobody has verified the signature: do not decide on them. */
  unverifiedClaims: Record<string, unknown>;
}

/**
 * Why something failed: the core's own codes, then Cognito's exceptions without the
 * `Exception` that ends their names. Branch on this; the message is for developers.
 */
export type ErrorCode =
  | "InvalidUserPoolId"
  | "InvalidClientId"
  | "InvalidEndpoint"
  | "InvalidUsername"
  | "InvalidPasswordInput"
  | "InvalidAnswer"
  | "FlowOver"
  | "RandomUnavailable"
  | "InvalidReply"
  | "InvalidServerKey"
  | "InvalidSalt"
  | "UnexpectedChallenge"
  | "ChallengeLimit"
  | "TokenMismatch"
  | "ChallengeExpired"
  | "UserDisabled"
  | "AliasExists"
  | "CodeDeliveryFailure"
  | "CodeMismatch"
  | "ConcurrentModification"
  | "DeviceKeyExists"
  | "EnableSoftwareTokenMFA"
  | "ExpiredCode"
  | "FeatureUnavailableInTier"
  | "Forbidden"
  | "InternalError"
  | "InvalidEmailRoleAccessPolicy"
  | "InvalidLambdaResponse"
  | "InvalidParameter"
  | "InvalidPassword"
  | "InvalidSmsRoleAccessPolicy"
  | "InvalidSmsRoleTrustRelationship"
  | "InvalidUserPoolConfiguration"
  | "LimitExceeded"
  | "MFAMethodNotFound"
  | "NotAuthorized"
  | "OperationNotEnabled"
  | "PasswordHistoryPolicyViolation"
  | "PasswordResetRequired"
  | "RefreshTokenReuse"
  | "ResourceNotFound"
  | "SoftwareTokenMFANotFound"
  | "TooManyFailedAttempts"
  | "TooManyRequests"
  | "Unauthorized"
  | "UnexpectedLambda"
  | "UnsupportedOperation"
  | "UnsupportedTokenType"
  | "UserLambdaValidation"
  | "UserNotConfirmed"
  | "UserNotFound"
  | "UserPoolAddOnNotEnabled"
  | "UsernameExists"
  | "WebAuthnChallengeNotFound"
  | "WebAuthnClientMismatch"
  | "WebAuthnConfigurationMissing"
  | "WebAuthnCredentialNotSupported"
  | "WebAuthnNotEnabled"
  | "WebAuthnOriginNotAllowed"
  | "WebAuthnRelyingPartyMismatch"
  | "UnknownException";

/** Which words to show to the user. */
export type MessageKey =
  | "incorrect-credentials"
  | "user-not-confirmed"
  | "password-reset-required"
  | "user-disabled"
  | "throttled"
  | "new-password-refused"
  | "try-again"
  | "misconfigured"
  | "unavailable"
  | "random-unavailable"
  | "challenge-unsupported";
