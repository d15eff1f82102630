/**
 * What a pool and its app client are configured with.
 * Followed: CreateUserPool, CreateUserPoolClient and SetUserPoolMfaConfig of the API reference.
 */
import type { Keys } from "./keys.ts";
import type { SaltKind } from "./srp.ts";
import type { Triggers } from "./triggers.ts";

export type MfaType = "SMS_MFA" | "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP";
export type FirstFactor = "PASSWORD" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";
export type AuthFlow = "USER_SRP_AUTH" | "USER_PASSWORD_AUTH" | "CUSTOM_AUTH" | "USER_AUTH" | "REFRESH_TOKEN_AUTH";
export type Contact = "email" | "phone_number";

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  /** How many earlier passwords may not come back. */
  readonly historySize: number;
}

/** SchemaAttributeType of a custom attribute, without its `custom:` prefix. */
export interface CustomAttribute {
  readonly name: string;
  readonly mutable: boolean;
  readonly maxLength?: number;
}

/** What AWS may do, seldom does, and clients must bear. */
export interface Awkwardness {
  readonly salts: SaltKind;
  /** B begins with a zero byte. */
  readonly shortB: boolean;
  /** PASSWORD_VERIFIER of USER_SRP_AUTH comes with a Session; AWS' own examples have none. */
  readonly srpSession: boolean;
  /** `Message` in place of `message`. */
  readonly capitalMessage: boolean;
  /** `__type` as `namespace#Name:http://…`, in place of the bare name. */
  readonly namespacedType: boolean;
  /** Sessions of 4,096 characters, the longest that the model has. */
  readonly longSessions: boolean;
  /** Every reply is held for a random time up to this. */
  readonly jitterMs: number;
}

export interface PoolOptions {
  readonly port: number;
  readonly region: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Feature plan: devices and passkeys need ESSENTIALS, risk notifications PLUS. */
  readonly tier: "LITE" | "ESSENTIALS" | "PLUS";

  readonly caseSensitive: boolean;
  /** Sign-in with these as well as with the user name. */
  readonly aliasAttributes: readonly (Contact | "preferred_username")[];
  /** Sign-up with these in place of a user name, which is then the sub. */
  readonly usernameAttributes: readonly Contact[];
  readonly requiredAttributes: readonly string[];
  readonly customAttributes: readonly CustomAttribute[];
  /** Attributes the app client may not write. */
  readonly readOnlyAttributes: readonly string[];
  readonly autoVerified: readonly Contact[];
  /** A new address is stored only once it is verified. */
  readonly verifyBeforeUpdate: readonly Contact[];
  readonly passwordPolicy: PasswordPolicy;

  readonly authFlows: readonly AuthFlow[];
  readonly firstFactors: readonly FirstFactor[];
  readonly mfa: "OFF" | "OPTIONAL" | "ON";
  readonly mfaTypes: readonly MfaType[];
  /** OPT_IN is DeviceOnlyRememberedOnUserPrompt. */
  readonly devices: "OFF" | "ALWAYS" | "OPT_IN";
  readonly webAuthn?: {
    readonly relyingPartyId: string;
    readonly userVerification: "preferred" | "required";
    /** FactorConfiguration MULTI_FACTOR_WITH_USER_VERIFICATION. */
    readonly multiFactor: boolean;
  };

  readonly preventUserExistenceErrors: boolean;
  readonly enableTokenRevocation: boolean;
  /** RefreshTokenRotation; absent when it is off. */
  readonly rotation?: { readonly graceSeconds: number };
  readonly scopes: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** AuthSessionValidity. */
  readonly sessionSeconds: number;

  /** Signing keys to use again, as making them takes longer than most tests; a pool makes its own otherwise. */
  readonly keys?: Keys;
  readonly triggers: Triggers;
  readonly awkward: Awkwardness;
}

export type StartOptions = Partial<Omit<PoolOptions, "awkward" | "passwordPolicy">> & {
  readonly awkward?: Partial<Awkwardness>;
  readonly passwordPolicy?: Partial<PasswordPolicy>;
};

const letters = "abcdefghijklmnopqrstuvwxyz";
const random = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join("");

export function withDefaults(given: StartOptions): PoolOptions {
  const region = given.region ?? "eu-west-1";
  return {
    port: 0,
    poolId: `${region}_${random(letters.toUpperCase() + letters, 9)}`,
    clientId: random(`${letters}0123456789`, 26),
    tier: "ESSENTIALS",
    caseSensitive: false,
    aliasAttributes: [],
    usernameAttributes: [],
    requiredAttributes: ["email"],
    customAttributes: [],
    readOnlyAttributes: [],
    autoVerified: ["email"],
    verifyBeforeUpdate: [],
    authFlows: ["USER_SRP_AUTH", "CUSTOM_AUTH", "USER_AUTH", "REFRESH_TOKEN_AUTH"],
    firstFactors: ["PASSWORD"],
    mfa: "OFF",
    mfaTypes: ["SOFTWARE_TOKEN_MFA"],
    devices: "OFF",
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    scopes: ["aws.cognito.signin.user.admin"],
    accessTokenSeconds: 3600,
    idTokenSeconds: 3600,
    refreshTokenSeconds: 30 * 24 * 3600,
    sessionSeconds: 180,
    triggers: {},
    ...given,
    region,
    passwordPolicy: {
      minimumLength: 8,
      requireUppercase: true,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
      historySize: 0,
      ...given.passwordPolicy,
    },
    awkward: {
      salts: "random",
      shortB: false,
      srpSession: false,
      capitalMessage: false,
      namespacedType: false,
      longSessions: false,
      jitterMs: 0,
      ...given.awkward,
    },
  };
}
