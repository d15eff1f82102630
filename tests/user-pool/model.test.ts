import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startUserPool, type UserPool } from "./index.ts";
import { operations, shapeOf } from "./model.ts";
import { handlers } from "./operations/index.ts";
import { call, refused } from "./support/api.ts";
import { PASSWORD, plain, signedIn } from "./support/tokens.ts";
import { replyFaults } from "./validate.ts";

const FAKE_TOKEN = "eyJh.eyJh.c2ln";

/** Values that pass every limit, so that what is refused is refused for another reason. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  AccessToken: FAKE_TOKEN,
  AttributeName: "email",
  AuthFlow: "USER_SRP_AUTH",
  ChallengeName: "SMS_MFA",
  ClientId: "client",
  Code: "123456",
  ConfirmationCode: "123456",
  Credential: {},
  CredentialId: "id",
  DeviceKey: "eu-west-1_0a",
  EventId: "event",
  FeedbackToken: FAKE_TOKEN,
  FeedbackValue: "Valid",
  MFAOptions: [],
  Password: PASSWORD,
  ProposedPassword: PASSWORD,
  RefreshToken: FAKE_TOKEN,
  SessionId: `tkn${"a".repeat(25)}`,
  Token: FAKE_TOKEN,
  UserAttributeNames: [],
  UserAttributes: [],
  UserCode: "123456",
  UserPoolId: "eu-west-1_a",
  Username: "alice",
};

describe("requests against the service model", () => {
  let userPool: UserPool;
  before(async () => {
    userPool = await startUserPool();
  });
  after(() => userPool.close());

  test("the fake has exactly the operations that a browser can call", () => {
    assert.equal(Object.keys(operations).length, 34);
    assert.deepEqual(Object.keys(handlers).sort(), Object.keys(operations).sort());
  });

  for (const [name, operation] of Object.entries(operations)) {
    test(`${name} says which required members are missing`, async () => {
      const { body } = await call(userPool, name, {});
      assert.equal(body.__type, "InvalidParameterException");
      const missing = [...body.message.matchAll(/at '(\w+)' failed to satisfy constraint: Member must not be null/g)];
      const required = shapeOf(operation.input).required ?? [];
      assert.equal(missing.length, required.length, body.message);
    });

    test(`${name} with made-up values ends in one of its errors`, async () => {
      const { body, status } = await call(userPool, name, SAMPLES);
      assert.equal(status, 400);
      assert.ok(operation.errors.includes(body.__type), body.__type);
    });
  }

  test("limits and patterns are worded as AWS words them", async () => {
    const input = { AuthFlow: "NO_SUCH_FLOW", ClientId: "cl!ent", Session: "short" };
    await refused(userPool, "InitiateAuth", input, "InvalidParameterException", /^3 validation errors detected: /);
    await refused(
      userPool,
      "InitiateAuth",
      input,
      "InvalidParameterException",
      /Value 'NO_SUCH_FLOW' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: \[/,
    );
    await refused(
      userPool,
      "InitiateAuth",
      input,
      "InvalidParameterException",
      /Value at 'session' .* length greater than or equal to 20/,
    );
    await refused(
      userPool,
      "InitiateAuth",
      input,
      "InvalidParameterException",
      /regular expression pattern: \[\\w\+\]\+/,
    );
    const attributes = {
      ...SAMPLES,
      UserAttributes: [
        { Name: "n".repeat(33), Value: "" },
        { Name: "a", Value: "v".repeat(2049) },
      ],
    };
    await refused(
      userPool,
      "UpdateUserAttributes",
      attributes,
      "InvalidParameterException",
      /'userAttributes\.1\.member\.name'.*'userAttributes\.2\.member\.value'/,
    );
  });

  test("values of the wrong JSON type, and what is no JSON, are a SerializationException", async () => {
    const wrong = [{ ...SAMPLES, ClientId: 7 }, { ...SAMPLES, AuthParameters: "USERNAME" }, "[]", "{", ""];
    for (const input of wrong) {
      const { body, status } = await call(userPool, "InitiateAuth", input);
      assert.equal(status, 400);
      assert.equal(body.__type, "SerializationException", JSON.stringify(input));
    }
  });

  test("unknown members and null members are ignored", async () => {
    const input = {
      ...SAMPLES,
      ClientId: userPool.clientId,
      Colour: "red",
      ClientMetadata: null,
      AuthParameters: { USERNAME: null },
    };
    await refused(userPool, "InitiateAuth", input, "InvalidParameterException", /Missing required parameter USERNAME/);
  });

  test("an unknown operation and another content type are an UnknownOperationException", async () => {
    const { body } = await call(userPool, "AdminGetUser", {});
    assert.equal(body.__type, "UnknownOperationException");
    const headers = { "content-type": "application/json", "x-amz-target": "AWSCognitoIdentityProviderService.GetUser" };
    const response = await fetch(userPool.url, { method: "POST", headers, body: "{}" });
    assert.equal((await response.json()).__type, "UnknownOperationException");
  });
});

describe("the fake's own replies", () => {
  const operation = operations.GetUser!;

  test("what the model does not have is told", () => {
    assert.deepEqual(replyFaults(operation, { Username: "a", UserAttributes: [] }), []);
    assert.deepEqual(replyFaults(operation, { Username: "a" }), ["reply.UserAttributes is missing"]);
    assert.match(
      replyFaults(operation, { Username: 1, UserAttributes: [{}], Colour: "red" }).join(),
      /not a string.*Name is missing.*Colour is not in the model/,
    );
  });

  test("a pool that said something of the kind does not close in peace", async () => {
    const userPool = await startUserPool(plain);
    userPool.addUser({ username: "alice", password: PASSWORD });
    const { AccessToken } = await signedIn(userPool, "alice");
    userPool.users.find("alice")?.attributes.set("n".repeat(40), "too long a name");
    await call(userPool, "GetUser", { AccessToken });
    await assert.rejects(userPool.close(), /GetUser: .*length less than or equal to 32/);
  });
});
