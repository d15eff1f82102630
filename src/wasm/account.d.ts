/**
 * The account operations as they cross the wasm boundary. Names are Cognito's own, in camel case; what they mean is on
 * the page of the operation:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 *
 * A member that is missing, unknown or of another type is refused with the code `InvalidCommand`, and a message that
 * says what to do.
 */

/** An operation and its parameters. */
export type AccountCommand =
  // For somebody who is not signed in.
  | ({ operation: "SignUp"; username: string; password?: string; userAttributes?: Texts; validationData?: Texts } & ForTriggers)
  | ({ operation: "ConfirmSignUp"; username: string; confirmationCode: string; forceAliasCreation?: boolean; session?: string } & ForTriggers)
  | ({ operation: "ResendConfirmationCode"; username: string } & ForTriggers)
  | ({ operation: "ForgotPassword"; username: string } & ForTriggers)
  | ({ operation: "ConfirmForgotPassword"; username: string; confirmationCode: string; password: string } & ForTriggers)
  | { operation: "UpdateAuthEventFeedback"; username: string; eventId: string; feedbackToken: string; feedbackValue: "Valid" | "Invalid" }
  // For who is signed in.
  | { operation: "ChangePassword"; accessToken: string; previousPassword?: string; proposedPassword: string }
  | { operation: "GetUser"; accessToken: string }
  | { operation: "GetUserAuthFactors"; accessToken: string }
  | { operation: "DeleteUser"; accessToken: string }
  | { operation: "UpdateUserAttributes"; accessToken: string; userAttributes: Texts; clientMetadata?: Texts }
  | { operation: "DeleteUserAttributes"; accessToken: string; userAttributeNames: string[] }
  | { operation: "GetUserAttributeVerificationCode"; accessToken: string; attributeName: string; clientMetadata?: Texts }
  | { operation: "VerifyUserAttribute"; accessToken: string; attributeName: string; code: string }
  | {
      operation: "SetUserMFAPreference";
      accessToken: string;
      smsMfaSettings?: MfaSettings;
      softwareTokenMfaSettings?: MfaSettings;
      emailMfaSettings?: MfaSettings;
      webAuthnMfaSettings?: { enabled?: boolean };
    }
  | { operation: "SetUserSettings"; accessToken: string; mfaOptions: MfaOption[] }
  | ({ operation: "AssociateSoftwareToken" } & TokenOrSession)
  | ({ operation: "VerifySoftwareToken"; userCode: string; friendlyDeviceName?: string } & TokenOrSession)
  | {
      operation: "ConfirmDevice";
      accessToken: string;
      deviceKey: string;
      deviceSecretVerifierConfig?: DeviceSecretVerifierConfig;
      deviceName?: string;
    }
  | { operation: "UpdateDeviceStatus"; accessToken: string; deviceKey: string; deviceRememberedStatus?: "remembered" | "not_remembered" }
  | { operation: "ListDevices"; accessToken: string; limit?: number; paginationToken?: string }
  | { operation: "GetDevice"; accessToken: string; deviceKey: string }
  | { operation: "ForgetDevice"; accessToken: string; deviceKey: string }
  | { operation: "StartWebAuthnRegistration"; accessToken: string }
  | { operation: "CompleteWebAuthnRegistration"; accessToken: string; credential: object }
  | { operation: "ListWebAuthnCredentials"; accessToken: string; maxResults?: number; nextToken?: string }
  | { operation: "DeleteWebAuthnCredential"; accessToken: string; credentialId: string }
  | { operation: "ListUserSessions"; accessToken: string; nextToken?: string }
  | { operation: "RevokeUserSession"; accessToken: string; sessionId: string; revokeAssociatedSessions?: "NONE" | "LINKED" }
  | { operation: "GlobalSignOut"; accessToken: string };

/** What the reply to an operation tells. */
export type AccountOutcome = { kind: "outcome" } & (
  | { operation: "SignUp"; userConfirmed: boolean; userSub: string; codeDeliveryDetails?: CodeDelivery; session?: string }
  | { operation: "ConfirmSignUp"; session?: string }
  | Each<"ResendConfirmationCode" | "ForgotPassword" | "GetUserAttributeVerificationCode", { codeDeliveryDetails?: CodeDelivery }>
  | {
      operation: "GetUser";
      username: string;
      userAttributes: Texts;
      preferredMfaSetting?: string;
      userMFASettingList: string[];
      mfaOptions: MfaOption[];
    }
  | {
      operation: "GetUserAuthFactors";
      username: string;
      preferredMfaSetting?: string;
      userMFASettingList: string[];
      configuredUserAuthFactors: string[];
    }
  | { operation: "UpdateUserAttributes"; codeDeliveryDetailsList: CodeDelivery[] }
  | { operation: "AssociateSoftwareToken"; secretCode: string; session?: string }
  | { operation: "VerifySoftwareToken"; status?: string; session?: string }
  | { operation: "ConfirmDevice"; userConfirmationNecessary: boolean }
  | { operation: "ListDevices"; devices: Device[]; paginationToken?: string }
  | { operation: "GetDevice"; device: Device }
  | { operation: "StartWebAuthnRegistration"; credentialCreationOptions: object }
  | { operation: "ListWebAuthnCredentials"; credentials: Passkey[]; nextToken?: string }
  | { operation: "ListUserSessions"; sessions: UserSession[]; nextToken?: string }
  | Each<
      | "ConfirmForgotPassword"
      | "UpdateAuthEventFeedback"
      | "ChangePassword"
      | "DeleteUser"
      | "DeleteUserAttributes"
      | "VerifyUserAttribute"
      | "SetUserMFAPreference"
      | "SetUserSettings"
      | "UpdateDeviceStatus"
      | "ForgetDevice"
      | "CompleteWebAuthnRegistration"
      | "DeleteWebAuthnCredential"
      | "RevokeUserSession"
      | "GlobalSignOut"
    >
);

/** What is made without asking anybody. */
export type LocalCommand =
  /** `secretCode` of AssociateSoftwareToken, the site's name and the user's. */
  | { operation: "AuthenticatorSetup"; secretCode: string; issuer: string; account: string }
  /** `NewDeviceMetadata`, and 56 random bytes in Base64. */
  | { operation: "DeviceSecret"; deviceGroupKey: string; deviceKey: string; entropy: string };

/** `uri` for an authenticator app; the same as a QR code: an SVG path `d` in a viewBox of `qrSize` × `qrSize`. */
export type AuthenticatorSetup = { kind: "made"; uri: string; qr: string; qrSize: number };

/** The password is for the device to keep; the rest is for ConfirmDevice. */
export type DeviceSecret = {
  kind: "made";
  password: string;
  deviceSecretVerifierConfig: DeviceSecretVerifierConfig;
};

/** A member of the union for each operation, so that `Extract` finds it. */
type Each<Operation extends string, Members = unknown> = Operation extends string ? { operation: Operation } & Members : never;

type Texts = Record<string, string>;

/** `userContextData` is what `AmazonCognitoAdvancedSecurityData.getData` returned. */
type ForTriggers = { clientMetadata?: Texts; userContextData?: string };

type TokenOrSession = { accessToken: string; session?: never } | { session: string; accessToken?: never };

type MfaSettings = { enabled?: boolean; preferredMfa?: boolean };
type MfaOption = { deliveryMedium?: string; attributeName?: string };
type CodeDelivery = { destination?: string; deliveryMedium?: string; attributeName?: string };
type DeviceSecretVerifierConfig = { passwordVerifier: string; salt: string };

type Device = {
  deviceKey: string;
  deviceAttributes: Texts;
  deviceCreateDateMs?: number;
  deviceLastModifiedDateMs?: number;
  deviceLastAuthenticatedDateMs?: number;
};

type Passkey = {
  credentialId: string;
  friendlyCredentialName: string;
  relyingPartyId: string;
  authenticatorAttachment?: string;
  authenticatorTransports: string[];
  createdAtMs: number;
};

type UserSession = {
  sessionId: string;
  sessionType?: string;
  clientId?: string;
  createDateMs?: number;
  lastActiveDateMs?: number;
  deviceType?: string;
  lastIPAddress?: string;
  lastLocation?: { city?: string; country?: string };
  originSessionId?: string;
  isCurrentSession: boolean;
};
