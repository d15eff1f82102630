/** Whole journeys of amazon-cognito-identity-js 6.3, unmodified: what it does not take, the fake has wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CognitoUserAttribute, type CognitoUserSession, type ISignUpResult, type UserData } from "amazon-cognito-identity-js";
import { codeAt, type StartOptions, startUserPool, type UserPool } from "./index.ts";
import type { ChallengeResult, Strings } from "./triggers.ts";
import { called, done, identity, stage } from "./support/identity.ts";
import { keys, PASSWORD } from "./support/tokens.ts";

const EMAIL = "alice@example.com";
const attributes = { email: EMAIL, phone_number: "+15550001234" };

function journey(name: string, options: StartOptions, run: (userPool: UserPool) => Promise<void>): void {
  test(name, async () => {
    const userPool = await startUserPool({ keys, ...options });
    try {
      await run(userPool);
    } finally {
      await userPool.close();
    }
  });
}

journey(
  "sign-up, confirmation, sign-in by an alias in other letters, delete",
  {
    aliasAttributes: ["email"],
  },
  async (userPool) => {
    const { details, pool, user } = identity(userPool);
    const email = new CognitoUserAttribute({ Name: "email", Value: EMAIL });
    const result = await called<ISignUpResult>((callback) => pool.signUp("Alice", PASSWORD, [email], [], callback));
    assert.equal(result.userConfirmed, false);
    const { code } = userPool.mailbox.latest(EMAIL, "sign-up");
    await called((callback) => user("Alice").confirmRegistration(code, false, callback));

    const alice = user("ALICE@example.com");
    const signedIn = await stage((callbacks) =>
      alice.authenticateUser(details("ALICE@example.com", PASSWORD), callbacks),
    );
    assert.equal(signedIn.kind, "signed-in");
    assert.equal(alice.getUsername(), "Alice");
    await called((callback) => alice.deleteUser(callback));
    assert.equal(userPool.users.find("Alice"), undefined);
  },
);

journey(
  "attributes, their verification, change of password, refresh, sign-out everywhere",
  {
    customAttributes: [{ name: "team", mutable: true }],
  },
  async (userPool) => {
    userPool.addUser({ username: "alice", password: PASSWORD, attributes });
    const { details, user } = identity(userPool);
    const alice = user("alice");
    const signedIn = await stage((callbacks) => alice.authenticateUser(details("alice", PASSWORD), callbacks));
    assert.ok(signedIn.kind === "signed-in");

    const changed = [
      new CognitoUserAttribute({ Name: "email", Value: "new@example.com" }),
      new CognitoUserAttribute({ Name: "custom:team", Value: "red" }),
    ];
    await called((callback) => alice.updateAttributes(changed, callback));
    await new Promise<void>((resolve, reject) =>
      alice.getAttributeVerificationCode("email", {
        onSuccess: () => reject(),
        onFailure: reject,
        inputVerificationCode: () => resolve(),
      }),
    );
    const { code } = userPool.mailbox.latest("new@example.com", "verify-attribute");
    await done((callbacks) => alice.verifyAttribute("email", code, callbacks));
    await called((callback) => alice.deleteAttributes(["custom:team"], callback));
    const list = await called<CognitoUserAttribute[]>((callback) => alice.getUserAttributes(callback));
    const held = Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
    assert.equal(held.email_verified, "true");
    assert.equal(held["custom:team"], undefined);

    await called((callback) => alice.changePassword(PASSWORD, "Another-horse-8", callback));
    const refreshed = await called<CognitoUserSession>((callback) =>
      alice.refreshSession(signedIn.session.getRefreshToken(), callback),
    );
    assert.equal(refreshed.getIdToken().payload.auth_time, signedIn.session.getIdToken().payload.auth_time);
    await done((callbacks) => alice.globalSignOut(callbacks));
  },
);

journey("forgotten password", {}, async (userPool) => {
  const known = userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  const alice = identity(userPool).user("alice");
  await done((callbacks) => alice.forgotPassword(callbacks));
  const { code } = userPool.mailbox.latest(EMAIL, "forgot-password");
  await done((callbacks) => alice.confirmPassword(code, "Another-horse-8", callbacks));
  assert.ok(userPool.users.isPassword(known, "Another-horse-8"));
});

journey("TOTP: set up with the access token, then asked for", { mfa: "OPTIONAL" }, async (userPool) => {
  userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  const { details, user } = identity(userPool);
  const alice = user("alice");
  await stage((callbacks) => alice.authenticateUser(details("alice", PASSWORD), callbacks));
  const secret = await new Promise<string>((resolve, reject) =>
    alice.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }),
  );
  await done((callbacks) => alice.verifySoftwareToken(codeAt(secret, userPool.clock.seconds()), "phone", callbacks));
  await called((callback) => alice.setUserMfaPreference(null, { PreferredMfa: true, Enabled: true }, callback));

  userPool.clock.advance(60);
  const again = user("alice");
  const asked = await stage((callbacks) => again.authenticateUser(details("alice", PASSWORD), callbacks));
  assert.ok(asked.kind === "asked" && asked.callback === "totpRequired");
  const code = codeAt(secret, userPool.clock.seconds());
  const signedIn = await stage((callbacks) => again.sendMFACode(code, callbacks, "SOFTWARE_TOKEN_MFA"));
  assert.equal(signedIn.kind, "signed-in");
});

journey(
  "MFA chosen by the user: a wrong SMS code, then the right one",
  {
    mfa: "OPTIONAL",
    mfaTypes: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
  },
  async (userPool) => {
    const totpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    userPool.addUser({
      username: "alice",
      password: PASSWORD,
      attributes,
      mfa: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
      totpSecret,
    });
    const { details, user } = identity(userPool);
    const alice = user("alice");
    const select = await stage((callbacks) => alice.authenticateUser(details("alice", PASSWORD), callbacks));
    assert.ok(select.kind === "asked" && select.callback === "selectMFAType");
    const asked = await stage((callbacks) => alice.sendMFASelectionAnswer("SMS_MFA", callbacks));
    assert.ok(asked.kind === "asked" && asked.callback === "mfaRequired");
    await assert.rejects(
      stage((callbacks) => alice.sendMFACode("0", callbacks)),
      { name: "CodeMismatchException" },
    );
    const { code } = userPool.mailbox.latest("+15550001234", "sign-in");
    assert.equal((await stage((callbacks) => alice.sendMFACode(code, callbacks))).kind, "signed-in");
  },
);

journey(
  "a temporary password with a missing attribute, then MFA_SETUP by TOTP",
  {
    mfa: "ON",
    requiredAttributes: ["email", "name"],
  },
  async (userPool) => {
    userPool.addUser({ username: "alice", password: PASSWORD, attributes, status: "FORCE_CHANGE_PASSWORD" });
    const { details, user } = identity(userPool);
    const alice = user("alice");
    const asked = await stage((callbacks) => alice.authenticateUser(details("alice", PASSWORD), callbacks));
    assert.ok(asked.kind === "asked" && asked.callback === "newPasswordRequired");
    assert.deepEqual(asked.details[1], ["name"]);
    const setUp = await stage((callbacks) =>
      alice.completeNewPasswordChallenge("Another-horse-8", { name: "Alice" }, callbacks),
    );
    assert.ok(setUp.kind === "asked" && setUp.callback === "mfaSetup");
    const secret = await new Promise<string>((resolve, reject) =>
      alice.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }),
    );
    const code = codeAt(secret, userPool.clock.seconds());
    const session = await done<CognitoUserSession>((callbacks) => alice.verifySoftwareToken(code, "phone", callbacks));
    assert.ok(session.isValid());
  },
);

const riddle = {
  define: (session: readonly ChallengeResult[]) => {
    const last = session.at(-1);
    if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" } as const;
    const isSolved = last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult;
    return isSolved ? ({ issueTokens: true } as const) : ({ challengeName: "CUSTOM_CHALLENGE" } as const);
  },
  create: () => ({ publicChallengeParameters: { hint: "7" }, privateChallengeParameters: { answer: "7" } }),
  verify: (answer: string, secrets: Strings) => answer === secrets.answer,
};

const asking: StartOptions = { triggers: { customAuth: riddle } };

const solveBy = (begin: "initiateAuth" | "authenticateUser") => async (userPool: UserPool) => {
  userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  const { details, user } = identity(userPool);
  const alice = user("alice");
  alice.setAuthenticationFlowType("CUSTOM_AUTH");
  const asked = await stage((callbacks) => alice[begin](details("alice", PASSWORD), callbacks));
  assert.ok(asked.kind === "asked" && asked.callback === "customChallenge");
  const again = await stage((callbacks) => alice.sendCustomChallengeAnswer("8", callbacks));
  assert.ok(again.kind === "asked");
  assert.equal((await stage((callbacks) => alice.sendCustomChallengeAnswer("7", callbacks))).kind, "signed-in");
};

journey("custom authentication without SRP", asking, solveBy("initiateAuth"));

journey("custom authentication after SRP", asking, solveBy("authenticateUser"));

journey(
  "a remembered device skips MFA; once forgotten, the library answers again without it",
  {
    mfa: "OPTIONAL",
    mfaTypes: ["SMS_MFA"],
    devices: "OPT_IN",
  },
  async (userPool) => {
    const known = userPool.addUser({ username: "alice", password: PASSWORD, attributes, mfa: ["SMS_MFA"] });
    const { details, user } = identity(userPool);
    const alice = user("alice");
    const signIn = () => stage((callbacks) => alice.authenticateUser(details("alice", PASSWORD), callbacks));
    await signIn();
    const { code } = userPool.mailbox.latest("+15550001234", "sign-in");
    const signedIn = await stage((callbacks) => alice.sendMFACode(code, callbacks));
    assert.ok(signedIn.kind === "signed-in" && signedIn.confirmDevice);
    await done((callbacks) => alice.setDeviceStatusRemembered(callbacks));
    const { Devices } = await done<{ Devices: unknown[] }>((callbacks) =>
      alice.listDevices(10, null as never, callbacks),
    );
    assert.equal(Devices.length, 1);
    await done((callbacks) => alice.getDevice(callbacks));

    assert.equal((await signIn()).kind, "signed-in");
    known.devices.clear();
    const asked = await signIn();
    assert.ok(asked.kind === "asked" && asked.callback === "mfaRequired");
  },
);

journey("a device is not to be remembered, then forgotten by its user", { devices: "ALWAYS" }, async (userPool) => {
  const known = userPool.addUser({ username: "alice", password: PASSWORD, attributes });
  const { details, user } = identity(userPool);
  const alice = user("alice");
  await stage((callbacks) => alice.authenticateUser(details("alice", PASSWORD), callbacks));
  alice.getCachedDeviceKeyAndPassword();
  await done((callbacks) => alice.setDeviceStatusNotRemembered(callbacks));
  assert.deepEqual(Array.from(known.devices.values(), ({ remembered }) => remembered), [false]);
  await done((callbacks) => alice.forgetDevice(callbacks));
  assert.equal(known.devices.size, 0);
});

journey(
  "a new code for the sign-up, a password that is sent, SMS as second factor the old way, sign-out",
  { authFlows: ["USER_PASSWORD_AUTH"], mfa: "OPTIONAL", mfaTypes: ["SMS_MFA"] },
  async (userPool) => {
    const { details, pool, user } = identity(userPool);
    const alice = user("alice");
    const sent = Object.entries(attributes).map(([Name, Value]) => new CognitoUserAttribute({ Name, Value }));
    await called((callback) => pool.signUp("alice", PASSWORD, sent, [], callback));
    await called((callback) => alice.resendConfirmationCode(callback));
    const { code } = userPool.mailbox.latest(EMAIL, "sign-up");
    await called((callback) => alice.confirmRegistration(code, false, callback));

    alice.setAuthenticationFlowType("USER_PASSWORD_AUTH");
    const signedIn = await stage((callbacks) => alice.authenticateUser(details("alice", PASSWORD), callbacks));
    assert.equal(signedIn.kind, "signed-in");
    await called((callback) => alice.enableMFA(callback));
    const { UserMFASettingList } = await called<UserData>((callback) => alice.getUserData(callback));
    assert.deepEqual(UserMFASettingList, ["SMS_MFA"]);
    await called((callback) => alice.disableMFA(callback));
    await new Promise<void>((resolve) => alice.signOut(resolve));
    assert.deepEqual(userPool.pool.tokens.active(userPool.users.find("alice")!), []);
  },
);
