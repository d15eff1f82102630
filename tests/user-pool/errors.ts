/**
 * Errors as the service words them. Names: the `errors` of each operation in model/facts.json.
 * Texts were collected from public issue threads; clients must branch on the name alone.
 */
export class ServiceError extends Error {
  /** The exception's name, e.g. `NotAuthorizedException`. */
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

const named = (type: string) => (message: string) => new ServiceError(type, message);

export const notAuthorized = named("NotAuthorizedException");
export const invalidParameter = named("InvalidParameterException");
export const resourceNotFound = named("ResourceNotFoundException");
export const invalidPassword = named("InvalidPasswordException");

export const incorrectCredentials = () => notAuthorized("Incorrect username or password.");
export const userNotFound = () => new ServiceError("UserNotFoundException", "User does not exist.");
export const userDisabled = () => notAuthorized("User is disabled.");
export const attemptsExceeded = () => notAuthorized("Password attempts exceeded");
export const invalidSession = () => notAuthorized("Invalid session for the user.");
export const missingParameter = (name: string) => invalidParameter(`Missing required parameter ${name}`);
export const deviceGone = () => resourceNotFound("Device does not exist.");
export const wrongCode = () =>
  new ServiceError("CodeMismatchException", "Invalid verification code provided, please try again.");
export const wrongSignInCode = () =>
  new ServiceError("CodeMismatchException", "Invalid code or auth state for the user.");
export const expiredCode = () =>
  new ServiceError("ExpiredCodeException", "Invalid code provided, please request a code again.");
export const limitExceeded = () =>
  new ServiceError("LimitExceededException", "Attempt limit exceeded, please try after some time.");
export const tooManyFailedAttempts = () =>
  new ServiceError("TooManyFailedAttemptsException", "Too many failed attempts, please try after some time.");
export const aliasExists = (attribute: string) =>
  new ServiceError("AliasExistsException", `An account with the ${attribute} already exists.`);
export const accessTokenRevoked = () => notAuthorized("Access Token has been revoked");
