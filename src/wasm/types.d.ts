/**
 * What crosses the wasm boundary, as plain data: JSON texts, which Rust's types
 * cannot describe for TypeScript; `tests/types` checks them.
 */

/** A user pool's app client, and where to reach it. */
export interface Config {
  /** `eu-west-1_Ab12Cd34E` */
  userPoolId: string;
  /** The app client; it must have no secret. */
  clientId: string;
  /** Another origin than AWS' own for the same API: a proxy of yours, a local pool. `https`, or loopback. */
  endpoint?: string;
  /** What an authenticator app shall call the site; the user pool's id unless given. */
  issuer?: string;
}

/** What the host must do next. */
export type Step =
  | { kind: "send"; request: Request }
  /** The sign-in program goes no further: the full one resumes from here. */
  | { kind: "standing"; standing: Standing; expiresAtMs: number }
  /** Without `standing` the challenge does not survive the page. */
  | { kind: "challenge"; challenge: Challenge; expiresAtMs: number; standing?: Standing }
  /** `deviceForgotten`: Cognito does not know the device any more. */
  | { kind: "signed-in"; tokens: TokenSet; deviceForgotten?: true }
  | { kind: "error"; code: ErrorCode; message: string };

/** A challenge to go on with. The only secret in it is Cognito's `Session`, which ends with it. */
export interface Standing {
  userId: string;
  username?: string;
  reply: unknown;
}

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
  /** The secret for an authenticator app, also as the URI of a QR code: an SVG path in a square of `qrSize` modules. */
  | { name: "MFA_SETUP_TOTP"; secret: string; uri: string; qr: string; qrSize: number }
  | { name: "MFA_SETUP_EMAIL" | "PASSWORD" | "PASSWORD_SRP" }
  | { name: "WEB_AUTHN"; options: PublicKeyCredentialRequestOptionsJSON }
  | { name: "CUSTOM_CHALLENGE"; parameters: Record<string, string> };

/** The answer to the challenge of the same name. */
export type ChallengeAnswer =
  | { name: "NEW_PASSWORD_REQUIRED"; newPassword: string; attributes?: Record<string, string> }
  | { name: "SMS_MFA" | "SMS_OTP" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA"; code: string }
  | { name: "MFA_SETUP_TOTP"; code: string; deviceName?: string }
  | { name: "SELECT_MFA_TYPE" | "MFA_SETUP"; choice: string }
  /** A password where the choice is `PASSWORD` or `PASSWORD_SRP`. */
  | { name: "SELECT_CHALLENGE"; choice: string; password?: string }
  | { name: "PASSWORD" | "PASSWORD_SRP"; password: string }
  | { name: "MFA_SETUP_EMAIL"; email: string }
  | { name: "WEB_AUTHN"; credential: object }
  | { name: "CUSTOM_CHALLENGE"; answer: string };

/** What goes along with the requests of a dialogue. */
export interface DialogueContext {
  /** For the pool's triggers. */
  clientMetadata?: Record<string, string>;
  /** Of Cognito's script for advanced security. */
  encodedData?: string;
  /** The device, where Cognito remembers it. */
  device?: { key: string; groupKey: string; password: string };
}

/** How a dialogue begins. */
export interface Start extends DialogueContext {
  flow: "USER_SRP_AUTH" | "CUSTOM_AUTH" | "USER_AUTH" | "USER_PASSWORD_AUTH";
  username: string;
  password?: string;
  /** `USER_AUTH`: the first factor to begin with, a `ChallengeName`. */
  preferred?: string;
  /** `USER_AUTH`: what `ConfirmSignUp` returned. */
  session?: string;
  /** `USER_AUTH` up to one of these levels, separated by spaces and the highest first: `urn:cognito:loa:3`. */
  acrValues?: string;
  /** How long ago the factors of `accessToken` may have been shown, in seconds. */
  maxAge?: number;
  /** Of a user who is signed in: the factors shown then count, so that only what is missing is asked for. */
  accessToken?: string;
}

export interface TokenSet {
  idToken: string;
  accessToken: string;
  refreshToken?: string;
  /** When the ID and access tokens end, by the clock that was given. */
  expiresAtMs: number;
  /** The ID token's claims. Nobody has verified the signature: do not decide on them. */
  unverifiedClaims: Record<string, unknown>;
  /** Where the pool tracks devices and saw this one for the first time. */
  newDevice?: { key: string; groupKey: string };
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
  | "InvalidCommand"
  | "Untrusted"
  | "UserDisabled"
  | "PasswordAttemptsExceeded"
  | "TemporaryPasswordExpired"
  | "AttemptBlocked"
  | "SignUpNotPermitted"
  | "AccessTokenExpired"
  | "AccessTokenRevoked"
  | "InvalidAccessToken"
  | "ScopeMissing"
  | "RefreshTokenExpired"
  | "RefreshTokenRevoked"
  | "InvalidRefreshToken"
  | "ClientHasSecret"
  | "AlreadyConfirmed"
  | "PasswordTemporary"
  | "NoVerifiedDestination"
  | "AttributeNotWritable"
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
  | "access_denied"
  | "invalid_grant"
  | "invalid_request"
  | "server_error"
  | "temporarily_unavailable"
  /** A newer exception comes under its own name. */
  | (string & {});

/** Which words to show to the user. */
export type MessageKey =
  | "incorrect-credentials"
  | "user-not-confirmed"
  | "password-reset-required"
  | "user-disabled"
  | "invitation-expired"
  | "attempt-blocked"
  | "sign-up-closed"
  | "throttled"
  | "code-refused"
  | "code-expired"
  | "new-password-refused"
  | "account-exists"
  | "login-cancelled"
  | "try-again"
  | "misconfigured"
  | "unavailable"
  | "random-unavailable"
  | "challenge-unsupported";
