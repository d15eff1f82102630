/** The same client against ministack, which shares nothing with the simulated pool, as far as that has the flow: well and badly. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromEnvironment } from "../browser/harness/environment.ts";
import { codeAt } from "../user-pool/index.ts";
import { Client, type Tokens } from "./driver.ts";
import { expectQuestion, expectSignedIn, forged, NEW_PASSWORD, otherCode, PASSWORD, start } from "./fixtures.ts";

const facts = JSON.parse(readFileSync(fromEnvironment("COGNIPRESS_USERS"), "utf8"));
const pool = { poolId: facts.userPoolId, clientId: facts.clientId, url: fromEnvironment("COGNIPRESS_COGNITO_UPSTREAM") };

/** Whatever it sends is one of these. */
const [SIGN_UP_CODE, RESET_CODE] = ["123456", "654321"];

interface Person {
  readonly client: Client;
  readonly username: string;
  signIn(password?: string): Promise<Tokens>;
}

/** Somebody who has signed up, but not confirmed it. */
async function newPerson(): Promise<Person> {
  const client = new Client(pool);
  const username = `user-${randomUUID()}`;
  const userAttributes = { email: `${username}@example.org` };
  await client.account({ operation: "SignUp", username, password: PASSWORD, userAttributes });
  const signIn = async (password = PASSWORD) => expectSignedIn(await client.start(start("USER_SRP_AUTH", { username, password }))).tokens;
  return { client, username, signIn };
}

async function newMember(): Promise<Person> {
  const person = await newPerson();
  const { client, username } = person;
  await client.account({ operation: "ConfirmSignUp", username, confirmationCode: SIGN_UP_CODE! });
  return person;
}

test("sign-up, a new code, confirmation, sign-in, attributes, delete", async () => {
  const { client, username, signIn } = await newPerson();
  await assert.rejects(signIn(), { code: "UserNotConfirmed" });
  await client.account({ operation: "ResendConfirmationCode", username });
  const confirm = (confirmationCode: string) => client.account({ operation: "ConfirmSignUp", username, confirmationCode });
  await assert.rejects(confirm(otherCode(SIGN_UP_CODE!)), { code: "CodeMismatch" });
  await confirm(SIGN_UP_CODE!);
  await assert.rejects(signIn(NEW_PASSWORD), { code: "NotAuthorized" });
  const { accessToken } = await signIn();

  await client.account({ operation: "UpdateUserAttributes", accessToken, userAttributes: { given_name: "Ada" } });
  const { userAttributes } = await client.account({ operation: "GetUser", accessToken });
  assert.equal(userAttributes["given_name"], "Ada");
  await assert.rejects(client.account({ operation: "GetUser", accessToken: forged(accessToken) }), { messageKey: /./ });

  await client.account({ operation: "DeleteUser", accessToken });
  await assert.rejects(signIn(), { messageKey: "incorrect-credentials" });
});

test("a forgotten password, and one that is changed", async () => {
  const { client, username, signIn } = await newMember();
  await client.account({ operation: "ForgotPassword", username });
  const reset = (confirmationCode: string) => client.account({ operation: "ConfirmForgotPassword", username, confirmationCode, password: NEW_PASSWORD });
  await assert.rejects(reset(otherCode(RESET_CODE!)), { code: "CodeMismatch" });
  await reset(RESET_CODE!);
  const { accessToken } = await signIn(NEW_PASSWORD);
  const change = (previousPassword: string) =>
    client.account({ operation: "ChangePassword", accessToken, previousPassword, proposedPassword: "Third-horse-9" });
  await assert.rejects(change(PASSWORD), { code: "NotAuthorized" });
  await change(NEW_PASSWORD);
  await signIn("Third-horse-9");
});

test("TOTP: set up when signed in, then asked for", async () => {
  const { client, username, signIn } = await newMember();
  const { accessToken } = await signIn();
  const { secretCode } = await client.account({ operation: "AssociateSoftwareToken", accessToken });
  const code = () => codeAt(secretCode, Math.floor(Date.now() / 1000));
  const verify = (userCode: string) => client.account({ operation: "VerifySoftwareToken", accessToken, userCode });
  await assert.rejects(verify(otherCode(code())), { messageKey: "code-refused" });
  await verify(code());
  const softwareTokenMfaSettings = { enabled: true, preferredMfa: true };
  await client.account({ operation: "SetUserMFAPreference", accessToken, softwareTokenMfaSettings });

  expectQuestion(await client.start(start("USER_SRP_AUTH", { username })), "SOFTWARE_TOKEN_MFA");
  const answer = (code: string) => client.answer({ name: "SOFTWARE_TOKEN_MFA", code });
  await assert.rejects(answer(otherCode(code())), { code: "CodeMismatch" });
  expectSignedIn(await answer(code()));
});

test("a temporary password", async () => {
  const client = new Client(pool);
  const { username, password, newPassword } = facts.users.temporary;
  expectQuestion(await client.start(start("USER_SRP_AUTH", { username, password })), "NEW_PASSWORD_REQUIRED");
  expectSignedIn(await client.answer({ name: "NEW_PASSWORD_REQUIRED", newPassword, attributes: {} }));
  expectSignedIn(await client.start(start("USER_SRP_AUTH", { username, password: newPassword })));
});

test("refresh, then a token that is revoked, and sign-out everywhere", async () => {
  const { client, signIn } = await newMember();
  const tokens = await signIn();
  assert.equal((await client.refresh(tokens)).kind, "signed-in");
  await client.revoke(tokens.refreshToken!);
  assert.equal((await client.refresh(tokens)).kind, "failed");

  const others = await signIn();
  await client.account({ operation: "GlobalSignOut", accessToken: others.accessToken });
  assert.equal((await client.refresh(others)).kind, "failed");
});
