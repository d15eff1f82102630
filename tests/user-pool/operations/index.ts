/** The 34 operations that a browser can call, by name. */
import { initiateAuth } from "../challenges/initiate.ts";
import { respondToAuthChallenge } from "../challenges/respond.ts";
import type { Caller, Pool } from "../pool.ts";
import type { Input } from "../validate.ts";
import { deleteUser, getUser, getUserAuthFactors, updateAuthEventFeedback } from "./account.ts";
import {
  deleteUserAttributes,
  getUserAttributeVerificationCode,
  updateUserAttributes,
  verifyUserAttribute,
} from "./attributes.ts";
import { confirmDevice, forgetDevice, getDevice, listDevices, updateDeviceStatus } from "./devices.ts";
import { associateSoftwareToken, setUserMFAPreference, setUserSettings, verifySoftwareToken } from "./mfa.ts";
import {
  completeWebAuthnRegistration,
  deleteWebAuthnCredential,
  listWebAuthnCredentials,
  startWebAuthnRegistration,
} from "./passkeys.ts";
import { changePassword, confirmForgotPassword, forgotPassword } from "./passwords.ts";
import { confirmSignUp, resendConfirmationCode, signUp } from "./sign-up.ts";
import {
  getTokensFromRefreshToken,
  globalSignOut,
  listUserSessions,
  revokeToken,
  revokeUserSession,
} from "./tokens.ts";

/** Returns the reply's body, or undefined where the model has none. */
export type Operation = (pool: Pool, input: Input, caller: Caller) => object | undefined;

export const handlers: Readonly<Record<string, Operation>> = {
  AssociateSoftwareToken: associateSoftwareToken,
  ChangePassword: changePassword,
  CompleteWebAuthnRegistration: completeWebAuthnRegistration,
  ConfirmDevice: confirmDevice,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  DeleteUser: deleteUser,
  DeleteUserAttributes: deleteUserAttributes,
  DeleteWebAuthnCredential: deleteWebAuthnCredential,
  ForgetDevice: forgetDevice,
  ForgotPassword: forgotPassword,
  GetDevice: getDevice,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  GetUserAuthFactors: getUserAuthFactors,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListDevices: listDevices,
  ListUserSessions: listUserSessions,
  ListWebAuthnCredentials: listWebAuthnCredentials,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  RevokeUserSession: revokeUserSession,
  SetUserMFAPreference: setUserMFAPreference,
  SetUserSettings: setUserSettings,
  SignUp: signUp,
  StartWebAuthnRegistration: startWebAuthnRegistration,
  UpdateAuthEventFeedback: updateAuthEventFeedback,
  UpdateDeviceStatus: updateDeviceStatus,
  UpdateUserAttributes: updateUserAttributes,
  VerifySoftwareToken: verifySoftwareToken,
  VerifyUserAttribute: verifyUserAttribute,
};
