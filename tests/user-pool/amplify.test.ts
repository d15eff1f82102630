/** Whole journeys of aws-amplify 6, unmodified, against the fake: what it does not take, the fake has wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchAuthSession,
  fetchDevices,
  fetchMFAPreference,
  fetchUserAttributes,
  forgetDevice,
  getCurrentUser,
  rememberDevice,
  resendSignUpCode,
  resetPassword,
  sendUserAttributeVerificationCode,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttribute,
  updateUserAttributes,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { codeAt, type StartOptions, startUserPool, type UserPool } from "./index.ts";
import { configureAmplify } from "./support/amplify.ts";
import { keys, PASSWORD } from "./support/tokens.ts";

const EMAIL = "alice@example.com";
const attributes = { email: EMAIL, phone_number: "+15550001234" };

/** A journey in a pool of its own, which must end without the fake having said anything the model rules out. */
function journey(name: string, options: StartOptions, run: (userPool: UserPool) => Promise<void>): void {
  test(name, async () => {
    const userPool = await startUserPool({ keys, ...options });
    configureAmplify(userPool);
    try {
      await run(userPool);
      await signOut();
    } finally {
      await userPool.close();
    }
  });
}

const choice = { authFlowType: "USER_AUTH" } as const;

journey("sign-up, a new code, confirmation, automatic sign-in, attributes, delete", {}, async (userPool) => {
  const signedUp = await signUp({
    username: "alice",
    password: PASSWORD,
    options: { userAttributes: { email: EMAIL }, autoSignIn: { authFlowType: "USER_AUTH" } },
  });
  assert.equal(signedUp.nextStep.signUpStep, "CONFIRM_SIGN_UP");
  await resendSignUpCode({ username: "alice" });
  const { code } = userPool.mailbox.latest(EMAIL, "sign-up");
  const confirmed = await confirmSignUp({ username: "alice", confirmationCode: code });
  assert.equal(confirmed.nextStep.signUpStep, "COMPLETE_AUTO_SIGN_IN");
  assert.equal((await autoSignIn()).isSignedIn, true);
  assert.equal((await getCurrentUser()).username, "alice");

  assert.equal((await fetchUserAttributes()).email_verified, "true");
  const { nextStep } = await updateUserAttribute({
    userAttribute: { attributeKey: "email", value: "new@example.com" },
  });
  assert.equal(nextStep.updateAttributeStep, "CONFIRM_ATTRIBUTE_WITH_CODE");
  const verification = userPool.mailbox.latest("new@example.com", "verify-attribute");
  await confirmUserAttribute({ userAttributeKey: "email", confirmationCode: verification.code });
  assert.equal((await fetchUserAttributes()).email, "new@example.com");
  await deleteUser();
  assert.equal(userPool.users.find("alice"), undefined);
});

journey("SRP, change of password, forgotten password, refresh, sign-out everywhere", {}, async (userPool) => {
  userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  assert.equal((await signIn({ username: "alice", password: PASSWORD })).isSignedIn, true);
  const before = await fetchAuthSession();
  const after = await fetchAuthSession({ forceRefresh: true });
  assert.notEqual(after.tokens?.accessToken.toString(), before.tokens?.accessToken.toString());
  assert.equal(after.tokens?.accessToken.payload.auth_time, before.tokens?.accessToken.payload.auth_time);
  await updatePassword({ oldPassword: PASSWORD, newPassword: "Another-horse-8" });
  await signOut({ global: true });

  await resetPassword({ username: "alice" });
  const { code } = userPool.mailbox.latest(EMAIL, "forgot-password");
  await confirmResetPassword({ username: "alice", confirmationCode: code, newPassword: "Third-horse-9" });
  const user = userPool.users.find("alice");
  assert.ok(user !== undefined && userPool.users.isPassword(user, "Third-horse-9"));
});

journey("TOTP: set up when signed in, then asked for", { mfa: "OPTIONAL" }, async (userPool) => {
  userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  await signIn({ username: "alice", password: PASSWORD });
  const { sharedSecret } = await setUpTOTP();
  await verifyTOTPSetup({ code: codeAt(sharedSecret, userPool.clock.seconds()) });
  await updateMFAPreference({ totp: "PREFERRED" });
  assert.deepEqual(await fetchMFAPreference(), { enabled: ["TOTP"], preferred: "TOTP" });
  await signOut();

  userPool.clock.advance(60);
  const { nextStep } = await signIn({ username: "alice", password: PASSWORD });
  assert.equal(nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  await assert.rejects(confirmSignIn({ challengeResponse: "000000" }), { name: "CodeMismatchException" });
  const code = codeAt(sharedSecret, userPool.clock.seconds());
  assert.equal((await confirmSignIn({ challengeResponse: code })).isSignedIn, true);
});

const everyMfa = { mfa: "ON", mfaTypes: ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] } as const;

journey("MFA chosen by the user, by SMS", everyMfa, async (userPool) => {
  userPool.addUser({ username: "alice", password: PASSWORD, attributes, mfa: ["SMS_MFA", "EMAIL_OTP"] });
  const { nextStep } = await signIn({ username: "alice", password: PASSWORD });
  assert.equal(nextStep.signInStep, "CONTINUE_SIGN_IN_WITH_MFA_SELECTION");
  const chosen = await confirmSignIn({ challengeResponse: "SMS" });
  assert.equal(chosen.nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_SMS_CODE");
  const { code } = userPool.mailbox.latest("+15550001234", "sign-in");
  assert.equal((await confirmSignIn({ challengeResponse: code })).isSignedIn, true);
});

journey(
  "a temporary password with a missing attribute, then MFA set up by e-mail",
  {
    mfa: "ON",
    mfaTypes: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"],
    requiredAttributes: ["name"],
  },
  async (userPool) => {
    userPool.addUser({ username: "alice", password: PASSWORD, status: "FORCE_CHANGE_PASSWORD" });
    const { nextStep } = await signIn({ username: "alice", password: PASSWORD });
    assert.equal(nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED");
    const chosen = await confirmSignIn({
      challengeResponse: "Another-horse-8",
      options: { userAttributes: { name: "Alice" } },
    });
    assert.equal(chosen.nextStep.signInStep, "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION");
    const setUp = await confirmSignIn({ challengeResponse: "EMAIL" });
    assert.equal(setUp.nextStep.signInStep, "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP");
    const sent = await confirmSignIn({ challengeResponse: EMAIL });
    assert.equal(sent.nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    const { code } = userPool.mailbox.latest(EMAIL, "sign-in");
    assert.equal((await confirmSignIn({ challengeResponse: code })).isSignedIn, true);
  },
);

journey("MFA_SETUP by TOTP on the way in", { mfa: "ON" }, async (userPool) => {
  userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  const { nextStep } = await signIn({ username: "alice", password: PASSWORD });
  assert.equal(nextStep.signInStep, "CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
  assert.ok("totpSetupDetails" in nextStep);
  await assert.rejects(confirmSignIn({ challengeResponse: "000000" }), { name: "EnableSoftwareTokenMFAException" });
  const code = codeAt(nextStep.totpSetupDetails.sharedSecret, userPool.clock.seconds());
  assert.equal((await confirmSignIn({ challengeResponse: code })).isSignedIn, true);
});

journey("first factors of USER_AUTH", { firstFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP"] }, async (userPool) => {
  userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  const select = await signIn({ username: "alice", options: choice });
  assert.equal(select.nextStep.signInStep, "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION");
  const sent = await confirmSignIn({ challengeResponse: "EMAIL_OTP" });
  assert.equal(sent.nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
  await assert.rejects(confirmSignIn({ challengeResponse: "00000000" }), { name: "CodeMismatchException" });
  const byEmail = userPool.mailbox.latest(EMAIL, "sign-in");
  assert.equal((await confirmSignIn({ challengeResponse: byEmail.code })).isSignedIn, true);
  await signOut();

  const byPreference = await signIn({ username: "alice", options: { ...choice, preferredChallenge: "EMAIL_OTP" } });
  assert.equal(byPreference.nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
  const preferred = userPool.mailbox.latest(EMAIL, "sign-in");
  assert.equal((await confirmSignIn({ challengeResponse: preferred.code })).isSignedIn, true);
  await signOut();

  const bySms = await signIn({ username: "alice", options: { ...choice, preferredChallenge: "SMS_OTP" } });
  assert.equal(bySms.nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_SMS_CODE");
  const { code } = userPool.mailbox.latest("+15550001234", "sign-in");
  assert.equal((await confirmSignIn({ challengeResponse: code })).isSignedIn, true);
  await signOut();

  const plain = await signIn({
    username: "alice",
    password: PASSWORD,
    options: { ...choice, preferredChallenge: "PASSWORD" },
  });
  assert.equal(plain.isSignedIn, true);
  await signOut();
  const srp = await signIn({
    username: "alice",
    password: PASSWORD,
    options: { ...choice, preferredChallenge: "PASSWORD_SRP" },
  });
  assert.equal(srp.isSignedIn, true);
});

journey("a password chosen in SELECT_CHALLENGE, by SRP", {}, async (userPool) => {
  userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  await signIn({ username: "alice", options: choice });
  const asked = await confirmSignIn({ challengeResponse: "PASSWORD_SRP" });
  assert.equal(asked.nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_PASSWORD");
  assert.equal((await confirmSignIn({ challengeResponse: PASSWORD })).isSignedIn, true);
});

const riddle = {
  define: (session: readonly { challengeName: string; challengeResult: boolean }[]) => {
    const last = session.at(-1);
    if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" } as const;
    if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return { issueTokens: true } as const;
    if (session.length > 4) return { failAuthentication: true } as const;
    return { challengeName: "CUSTOM_CHALLENGE" } as const;
  },
  create: () => ({
    publicChallengeParameters: { question: "seven?" },
    privateChallengeParameters: { answer: "7" },
  }),
  verify: (answer: string, secrets: Readonly<Record<string, string>>) => answer === secrets.answer,
};

journey(
  "custom authentication after SRP, with a second try",
  { triggers: { customAuth: riddle } },
  async (userPool) => {
    userPool.addUser({ username: "alice", password: PASSWORD, attributes });
    const options = { authFlowType: "CUSTOM_WITH_SRP" } as const;
    const { nextStep } = await signIn({ username: "alice", password: PASSWORD, options });
    assert.equal(nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE");
    assert.equal((await confirmSignIn({ challengeResponse: "8" })).isSignedIn, false);
    assert.equal((await confirmSignIn({ challengeResponse: "7" })).isSignedIn, true);
  },
);

journey("custom authentication without SRP", { triggers: { customAuth: riddle } }, async (userPool) => {
  userPool.addUser({ username: "alice", attributes });
  const { nextStep } = await signIn({ username: "alice", options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
  assert.equal(nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE");
  assert.equal((await confirmSignIn({ challengeResponse: "7" })).isSignedIn, true);
});

journey(
  "a password that is sent, attributes that are verified later and deleted, sign-out",
  { authFlows: ["USER_PASSWORD_AUTH"], autoVerified: [], customAttributes: [{ name: "team", mutable: true }] },
  async (userPool) => {
    const alice = userPool.addUser({ username: "alice", password: PASSWORD, attributes });
    const options = { authFlowType: "USER_PASSWORD_AUTH" } as const;
    assert.equal((await signIn({ username: "alice", password: PASSWORD, options })).isSignedIn, true);
    await updateUserAttributes({ userAttributes: { email: "new@example.com", "custom:team": "red" } });
    assert.equal((await fetchUserAttributes()).email_verified, "false");
    await sendUserAttributeVerificationCode({ userAttributeKey: "email" });
    const { code } = userPool.mailbox.latest("new@example.com", "verify-attribute");
    await confirmUserAttribute({ userAttributeKey: "email", confirmationCode: code });
    await deleteUserAttributes({ userAttributeKeys: ["custom:team"] });
    const held = await fetchUserAttributes();
    assert.deepEqual([held.email_verified, held["custom:team"]], ["true", undefined]);
    await signOut();
    assert.deepEqual(userPool.pool.tokens.active(alice), []);
  },
);

journey(
  "a remembered device takes the place of MFA, until it is forgotten",
  {
    ...everyMfa,
    devices: "OPT_IN",
  },
  async (userPool) => {
    userPool.addUser({ username: "alice", password: PASSWORD, attributes, mfa: ["EMAIL_OTP"] });
    const first = await signIn({ username: "alice", password: PASSWORD });
    assert.equal(first.nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    await confirmSignIn({ challengeResponse: userPool.mailbox.latest(EMAIL, "sign-in").code });
    await rememberDevice();
    const devices = await fetchDevices();
    assert.equal(devices.length, 1);
    await fetchAuthSession({ forceRefresh: true });
    await signOut();

    assert.equal((await signIn({ username: "alice", password: PASSWORD })).isSignedIn, true);
    await forgetDevice({ device: { id: devices[0]?.id ?? "" } });
    await signOut();

    const again = await signIn({ username: "alice", password: PASSWORD });
    assert.equal(again.nextStep.signInStep, "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
  },
);
