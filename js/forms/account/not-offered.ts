/** What Cognito answers where the pool or its plan lacks something. */
const NOT_OFFERED = [
  "FeatureUnavailableInTier",
  "InvalidUserPoolConfiguration",
  "OperationNotEnabled",
  "SoftwareTokenMFANotFound",
  "UnsupportedOperation",
  "UserPoolAddOnNotEnabled",
  "WebAuthnConfigurationMissing",
  "WebAuthnNotEnabled",
];

export const codeOf = (error: unknown) => (error as { code?: string }).code ?? "";

export const isNotOffered = (error: unknown) => NOT_OFFERED.includes(codeOf(error));
