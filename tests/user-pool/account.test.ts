import assert from "node:assert/strict";
import type { UserPool } from "./index.ts";
import { ok, refused } from "./support/api.ts";
import { code, confirm, EMAIL, named, signUp, withPool } from "./support/sign-up.ts";
import { PASSWORD, plain, signedIn, withPassword } from "./support/tokens.ts";

withPool(
  "ForgotPassword and its code: wrong, expired, too many guesses, policy, history",
  {
    passwordPolicy: { historySize: 2 },
  },
  async (userPool) => {
    userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: EMAIL } });
    const reset = (ConfirmationCode: string, Password = "Another-horse-8") => ({
      ...confirm(userPool, ConfirmationCode),
      Password,
    });
    await refused(userPool, "ConfirmForgotPassword", reset("123456"), "ExpiredCodeException");
    const { CodeDeliveryDetails } = await ok(userPool, "ForgotPassword", named(userPool));
    assert.deepEqual(CodeDeliveryDetails, {
      Destination: "a***@e***",
      DeliveryMedium: "EMAIL",
      AttributeName: "email",
    });
    await refused(userPool, "ConfirmForgotPassword", reset(code(userPool), "weak"), "InvalidPasswordException");
    await refused(userPool, "ConfirmForgotPassword", reset("x"), "CodeMismatchException");
    userPool.clock.advance(3601);
    await refused(userPool, "ConfirmForgotPassword", reset(code(userPool)), "ExpiredCodeException");
    await ok(userPool, "ForgotPassword", named(userPool));
    for (let guess = 0; guess < 5; guess += 1)
      await refused(userPool, "ConfirmForgotPassword", reset("x"), "CodeMismatchException");
    await refused(userPool, "ConfirmForgotPassword", reset(code(userPool)), "TooManyFailedAttemptsException");
    await ok(userPool, "ForgotPassword", named(userPool));
    await ok(userPool, "ConfirmForgotPassword", reset(code(userPool)));
    await ok(userPool, "ForgotPassword", named(userPool));
    await refused(
      userPool,
      "ConfirmForgotPassword",
      reset(code(userPool), PASSWORD),
      "PasswordHistoryPolicyViolationException",
    );
  },
);

withPool(
  "ForgotPassword of an unconfirmed user, a disabled one, one with a temporary password, and nobody",
  {},
  async (userPool) => {
    await ok(userPool, "SignUp", signUp(userPool, "alice"));
    await refused(
      userPool,
      "ForgotPassword",
      named(userPool),
      "InvalidParameterException",
      /no registered\/verified email or phone_number/,
    );
    userPool.addUser({
      username: "new",
      password: PASSWORD,
      status: "FORCE_CHANGE_PASSWORD",
      attributes: { email: EMAIL },
    });
    await refused(userPool, "ForgotPassword", named(userPool, "new"), "NotAuthorizedException", /current state/);
    userPool.addUser({ username: "off", password: PASSWORD, attributes: { email: "off@example.com" } }).enabled = false;
    for (const name of ["off", "nobody"]) {
      const first = await ok(userPool, "ForgotPassword", named(userPool, name));
      assert.deepEqual(await ok(userPool, "ForgotPassword", named(userPool, name)), first);
      await refused(
        userPool,
        "ConfirmForgotPassword",
        { ...confirm(userPool, "123456", name), Password: PASSWORD },
        "ExpiredCodeException",
      );
    }
    assert.equal(userPool.mailbox.messages.filter(({ purpose }) => purpose === "forgot-password").length, 0);
    await ok(userPool, "ResendConfirmationCode", named(userPool, "nobody"));
    await refused(userPool, "ConfirmSignUp", confirm(userPool, "123456", "nobody"), "ExpiredCodeException");
  },
);

withPool("LEGACY names who is not there", { preventUserExistenceErrors: false }, async (userPool) => {
  for (const operation of ["ForgotPassword", "ResendConfirmationCode"]) {
    await refused(userPool, operation, named(userPool), "UserNotFoundException");
  }
  await refused(userPool, "ConfirmSignUp", confirm(userPool, "1"), "UserNotFoundException");
  await refused(
    userPool,
    "ConfirmForgotPassword",
    { ...confirm(userPool, "1"), Password: PASSWORD },
    "UserNotFoundException",
  );
});

withPool("ChangePassword needs the old one, and is limited", {}, async (userPool) => {
  userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: EMAIL } });
  const { AccessToken } = await signedIn(userPool, "alice");
  const change = (PreviousPassword: string, ProposedPassword = "Another-horse-8") => ({
    AccessToken,
    PreviousPassword,
    ProposedPassword,
  });
  await refused(userPool, "ChangePassword", change("wrong"), "NotAuthorizedException", /Incorrect/);
  await refused(userPool, "ChangePassword", change(PASSWORD, "weak"), "InvalidPasswordException");
  for (let index = 0; index < 3; index += 1)
    await refused(userPool, "ChangePassword", change("wrong"), "NotAuthorizedException");
  await refused(userPool, "ChangePassword", change(PASSWORD), "LimitExceededException");
  userPool.clock.advance(15 * 60 + 1);
  await ok(userPool, "ChangePassword", change(PASSWORD));
});

withPool(
  "attributes: what may change, what must stay, and an address that waits for its code",
  {
    aliasAttributes: ["email", "preferred_username"],
    verifyBeforeUpdate: ["email"],
    customAttributes: [{ name: "team", mutable: false }],
  },
  async (userPool) => {
    userPool.addUser({
      username: "bob",
      password: PASSWORD,
      attributes: { email: "bob@example.com", preferred_username: "bobby" },
    });
    userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: EMAIL } });
    const { AccessToken } = await signedIn(userPool, "alice");
    const update = (Name: string, Value: string) => ({ AccessToken, UserAttributes: [{ Name, Value }] });
    const verify = (Code: string) => ({ AccessToken, AttributeName: "email", Code });
    await refused(
      userPool,
      "UpdateUserAttributes",
      update("email_verified", "true"),
      "NotAuthorizedException",
      /unauthorized/,
    );
    await refused(
      userPool,
      "UpdateUserAttributes",
      update("custom:team", "red"),
      "InvalidParameterException",
      /cannot be updated/,
    );
    await refused(userPool, "UpdateUserAttributes", update("email", ""), "InvalidParameterException", /required/);
    await refused(userPool, "UpdateUserAttributes", update("preferred_username", "BOBBY"), "AliasExistsException");
    await refused(
      userPool,
      "DeleteUserAttributes",
      { AccessToken, UserAttributeNames: ["email"] },
      "InvalidParameterException",
      /required/,
    );
    await refused(
      userPool,
      "GetUserAttributeVerificationCode",
      { AccessToken, AttributeName: "phone_number" },
      "InvalidParameterException",
    );
    await refused(userPool, "VerifyUserAttribute", verify("1"), "ExpiredCodeException");

    await ok(userPool, "UpdateUserAttributes", update("email", "bob@example.com"));
    await refused(userPool, "VerifyUserAttribute", verify(code(userPool, "bob@example.com")), "AliasExistsException");
    await ok(userPool, "UpdateUserAttributes", update("email", "new@example.com"));
    assert.equal(userPool.users.find("alice")?.attributes.get("email"), EMAIL);
    await refused(userPool, "VerifyUserAttribute", verify("x"), "CodeMismatchException");
    await ok(userPool, "VerifyUserAttribute", verify(code(userPool, "new@example.com")));
    assert.equal(userPool.users.find("new@example.com")?.username, "alice");
  },
);

withPool(
  "MFA preferences need what they prefer",
  { mfa: "OPTIONAL", mfaTypes: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"] },
  async (userPool) => {
    userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: EMAIL } });
    const { AccessToken } = await signedIn(userPool, "alice");
    const on = { Enabled: true, PreferredMfa: true };
    const set = (settings: object, text: RegExp) =>
      refused(userPool, "SetUserMFAPreference", { AccessToken, ...settings }, "InvalidParameterException", text);
    await set({ SMSMfaSettings: on }, /delivery config/);
    await set({ EmailMfaSettings: on }, /delivery config/);
    await set({ SoftwareTokenMfaSettings: on }, /not verified software token/);
    await set({ SoftwareTokenMfaSettings: { PreferredMfa: true } }, /must be enabled/);
    await set({ SMSMfaSettings: on, SoftwareTokenMfaSettings: on }, /Only one/);
    await set({ WebAuthnMfaSettings: { Enabled: true } }, /not enabled for MFA/);
    await refused(userPool, "VerifySoftwareToken", { AccessToken, UserCode: "000000" }, "InvalidParameterException");
    await refused(userPool, "AssociateSoftwareToken", {}, "InvalidParameterException");
    await refused(
      userPool,
      "SetUserSettings",
      { AccessToken, MFAOptions: [{ DeliveryMedium: "SMS", AttributeName: "phone_number" }] },
      "InvalidParameterException",
    );
    userPool.users.find("alice")?.attributes.set("phone_number", "+15550001234");
    await ok(userPool, "SetUserSettings", {
      AccessToken,
      MFAOptions: [{ DeliveryMedium: "SMS", AttributeName: "phone_number" }],
    });
    const user = await ok(userPool, "GetUser", { AccessToken });
    assert.deepEqual(user.UserMFASettingList, ["SMS_MFA"]);
    assert.equal((await withPassword(userPool, "alice")).ChallengeName, "SMS_MFA");
    await ok(userPool, "SetUserSettings", { AccessToken, MFAOptions: [] });
    assert.deepEqual((await ok(userPool, "GetUserAuthFactors", { AccessToken })).ConfiguredUserAuthFactors, [
      "PASSWORD",
    ]);
  },
);

withPool(
  "feedback on an event needs the notification's token, and the PLUS plan",
  { tier: "PLUS" },
  async (userPool) => {
    userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: EMAIL } });
    await signedIn(userPool, "alice");
    const { code: FeedbackToken, eventId = "" } = userPool.mailbox.latest(EMAIL, "risk-notification");
    const input = {
      UserPoolId: userPool.poolId,
      Username: "alice",
      EventId: eventId,
      FeedbackToken,
      FeedbackValue: "Valid",
    };
    await refused(userPool, "UpdateAuthEventFeedback", { ...input, EventId: "another" }, "NotAuthorizedException");
    await ok(userPool, "UpdateAuthEventFeedback", input);
    assert.equal(userPool.pool.feedback.get(eventId), "Valid");
  },
);
