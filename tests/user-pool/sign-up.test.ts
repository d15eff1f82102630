import assert from "node:assert/strict";
import { ok, refused } from "./support/api.ts";
import { code, confirm, EMAIL, named, signUp, withPool } from "./support/sign-up.ts";
import { PASSWORD, plain, signedIn } from "./support/tokens.ts";

withPool("SignUp keeps to the password policy", {}, async (userPool) => {
  for (const [Password, text] of [
    ["Short-1", /not long enough/],
    ["no-upper-case-1", /uppercase/],
    ["NO-LOWER-CASE-1", /lowercase/],
    ["No-numbers-here", /numeric/],
    ["NoSymbols1here", /symbol/],
  ] as const) {
    await refused(userPool, "SignUp", signUp(userPool, "alice", { Password }), "InvalidPasswordException", text);
  }
  await refused(
    userPool,
    "SignUp",
    signUp(userPool, "alice", { Password: "With space-1" }),
    "InvalidParameterException",
    /pattern: \[\\S\]\+/,
  );
});

withPool(
  "SignUp keeps to the schema",
  {
    customAttributes: [{ name: "team", mutable: false, maxLength: 5 }],
    readOnlyAttributes: ["nickname"],
  },
  async (userPool) => {
    const attributes = async (UserAttributes: object[], type: string, text: RegExp) =>
      refused(userPool, "SignUp", signUp(userPool, "alice", { UserAttributes }), type, text);
    const email = { Name: "email", Value: EMAIL };
    await attributes([], "InvalidParameterException", /email: The attribute is required/);
    await attributes(
      [{ Name: "email", Value: "no address" }],
      "InvalidParameterException",
      /Invalid email address format/,
    );
    await attributes(
      [email, { Name: "phone_number", Value: "0555" }],
      "InvalidParameterException",
      /Invalid phone number format/,
    );
    await attributes(
      [email, { Name: "custom:unknown", Value: "x" }],
      "InvalidParameterException",
      /does not exist in the schema/,
    );
    await attributes(
      [email, { Name: "custom:team", Value: "longer" }],
      "InvalidParameterException",
      /no longer than 5/,
    );
    for (const Name of ["sub", "email_verified", "nickname"]) {
      await attributes([email, { Name, Value: "true" }], "NotAuthorizedException", /unauthorized attribute/);
    }
    await ok(
      userPool,
      "SignUp",
      signUp(userPool, "alice", { UserAttributes: [email, { Name: "custom:team", Value: "red" }] }),
    );
  },
);

withPool("a user name is taken in any letters", {}, async (userPool) => {
  await ok(userPool, "SignUp", signUp(userPool, "alice"));
  await refused(userPool, "SignUp", signUp(userPool, "ALICE"), "UsernameExistsException");
});

withPool(
  "an address is no user name where it is an alias; a taken alias must be forced",
  {
    aliasAttributes: ["email"],
  },
  async (userPool) => {
    await refused(userPool, "SignUp", signUp(userPool, EMAIL), "InvalidParameterException", /email format/);
    userPool.addUser({ username: "bob", password: PASSWORD, attributes: { email: EMAIL } });
    await ok(userPool, "SignUp", signUp(userPool, "alice"));
    const input = confirm(userPool, code(userPool));
    await refused(userPool, "ConfirmSignUp", input, "AliasExistsException");
    await ok(userPool, "ConfirmSignUp", { ...input, ForceAliasCreation: true });
    assert.equal(userPool.users.find(EMAIL)?.username, "alice");
  },
);

withPool(
  "where the address is the user name, the name is the sub",
  { usernameAttributes: ["email"] },
  async (userPool) => {
    await refused(userPool, "SignUp", signUp(userPool, "alice"), "InvalidParameterException", /should be/);
    const { UserSub } = await ok(userPool, "SignUp", signUp(userPool, EMAIL));
    await refused(userPool, "SignUp", signUp(userPool, EMAIL), "UsernameExistsException", /given email/);
    await ok(userPool, "ConfirmSignUp", confirm(userPool, code(userPool), EMAIL));
    const { AccessToken } = await signedIn(userPool, "ALICE@example.com");
    assert.equal((await ok(userPool, "GetUser", { AccessToken })).Username, UserSub);
  },
);

withPool("a confirmation code is checked, expires, is limited in guesses and is used once", {}, async (userPool) => {
  await ok(userPool, "SignUp", signUp(userPool, "alice"));
  await refused(userPool, "ConfirmSignUp", confirm(userPool, "x"), "CodeMismatchException");
  userPool.clock.advance(24 * 3600 + 1);
  await refused(userPool, "ConfirmSignUp", confirm(userPool, code(userPool)), "ExpiredCodeException");
  const old = code(userPool);
  await ok(userPool, "ResendConfirmationCode", named(userPool));
  assert.notEqual(old, code(userPool));
  for (let guess = 0; guess < 5; guess += 1)
    await refused(userPool, "ConfirmSignUp", confirm(userPool, "x"), "CodeMismatchException");
  await refused(userPool, "ConfirmSignUp", confirm(userPool, code(userPool)), "TooManyFailedAttemptsException");
  await ok(userPool, "ResendConfirmationCode", named(userPool));
  await ok(userPool, "ConfirmSignUp", confirm(userPool, code(userPool)));
  await refused(
    userPool,
    "ConfirmSignUp",
    confirm(userPool, code(userPool)),
    "NotAuthorizedException",
    /Current status is CONFIRMED/,
  );
  await refused(userPool, "ResendConfirmationCode", named(userPool), "InvalidParameterException", /already confirmed/);
});

withPool("codes can be asked for five times in a quarter of an hour", {}, async (userPool) => {
  await ok(userPool, "SignUp", signUp(userPool, "alice"));
  for (let index = 0; index < 5; index += 1) await ok(userPool, "ResendConfirmationCode", named(userPool));
  await refused(
    userPool,
    "ResendConfirmationCode",
    named(userPool),
    "LimitExceededException",
    /Attempt limit exceeded/,
  );
  userPool.clock.advance(15 * 60 + 1);
  await ok(userPool, "ResendConfirmationCode", named(userPool));
});

withPool("the Session of ConfirmSignUp signs in once, its own user, within its time", {}, async (userPool) => {
  const session = async (Username: string) => {
    const { Session } = await ok(userPool, "SignUp", signUp(userPool, Username));
    const reply = await ok(userPool, "ConfirmSignUp", { ...confirm(userPool, code(userPool), Username), Session });
    return reply.Session as string;
  };
  const enter = (USERNAME: string, Session: string) => ({
    AuthFlow: "USER_AUTH",
    ClientId: userPool.clientId,
    AuthParameters: { USERNAME },
    Session,
  });
  const first = await session("alice");
  const second = await session("bob");
  await refused(userPool, "InitiateAuth", enter("bob", first), "NotAuthorizedException", /Invalid session/);
  assert.ok((await ok(userPool, "InitiateAuth", enter("alice", first))).AuthenticationResult);
  await refused(userPool, "InitiateAuth", enter("alice", first), "NotAuthorizedException", /only be used once/);
  userPool.clock.advance(181);
  await refused(userPool, "InitiateAuth", enter("bob", second), "NotAuthorizedException", /expired/);
});

withPool(
  "triggers confirm, refuse in their own words, migrate and add claims",
  {
    triggers: {
      preSignUp: ({ username, validationData }) => {
        if (validationData.invitation !== "yes") throw new Error("no invitation");
        return { autoConfirmUser: username === "alice" };
      },
      preAuthentication: (username) => {
        if (username === "banned") throw new Error("banned");
      },
      userMigration: (_, password) =>
        password === PASSWORD ? { email: "old@example.com", email_verified: "true" } : undefined,
      preTokenGeneration: () => ({ plan: "gold" }),
    },
  },
  async (userPool) => {
    await refused(
      userPool,
      "SignUp",
      signUp(userPool, "alice"),
      "UserLambdaValidationException",
      /^PreSignUp failed with error no invitation\.$/,
    );
    const invited = { ValidationData: [{ Name: "invitation", Value: "yes" }] };
    assert.equal((await ok(userPool, "SignUp", signUp(userPool, "alice", invited))).UserConfirmed, true);
    const input = {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: userPool.clientId,
      AuthParameters: { USERNAME: "banned", PASSWORD },
    };
    await refused(
      userPool,
      "InitiateAuth",
      input,
      "UserLambdaValidationException",
      /^PreAuthentication failed with error banned\.$/,
    );
    const { IdToken } = await signedIn(userPool, "migrated");
    assert.match(Buffer.from(IdToken.split(".")[1] ?? "", "base64url").toString(), /"plan":"gold"/);
  },
);
