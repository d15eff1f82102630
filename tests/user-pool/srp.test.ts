import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startUserPool, type UserPool } from "./index.ts";
import { isTimestamp, type SaltKind } from "./srp.ts";
import { call, ok, refused } from "./support/api.ts";
import { proofFor, signIn } from "./support/srp.ts";

const PASSWORD = "Correct-horse-7";
const user = { username: "alice", password: PASSWORD, attributes: { email: "alice@example.com" } };

describe("USER_SRP_AUTH", () => {
  let userPool: UserPool;
  before(async () => {
    userPool = await startUserPool();
    userPool.addUser(user);
  });
  after(() => userPool.close());

  test("a right proof gives tokens", async () => {
    const { AuthenticationResult } = await signIn(userPool, "alice", PASSWORD);
    assert.equal(AuthenticationResult.TokenType, "Bearer");
  });

  test("a wrong password is refused, and its challenge is spent", async () => {
    const { answer } = await proofFor(userPool, "alice", "Wrong-horse-7");
    await refused(userPool, "RespondToAuthChallenge", answer, "NotAuthorizedException", /^Incorrect username or password/);
    await refused(userPool, "RespondToAuthChallenge", answer, "NotAuthorizedException", /only be used once/);
  });
});
