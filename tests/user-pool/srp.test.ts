import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ClientPasswordChallenge, UserPool as PeerPool } from "cognito-srp";
import { startUserPool, type UserPool } from "./index.ts";
import { isTimestamp, newSalt, pad, readPublicValue, type SaltKind, SrpServer, saltText, verifierOf } from "./srp.ts";
import { ok, refused } from "./support/api.ts";
import { proofFor } from "./support/srp.ts";
import { keys, PASSWORD, plain } from "./support/tokens.ts";

const alice = { username: "Alice", password: PASSWORD, attributes: { email: "alice@example.com" } };

describe("USER_SRP_AUTH", () => {
  let userPool: UserPool;
  before(async () => {
    userPool = await startUserPool({ keys, aliasAttributes: ["email"] });
    userPool.addUser(alice);
  });
  after(() => userPool.close());

  test("the name may come in other letters; the challenge has no Session, as in AWS' examples", async () => {
    const { answer, challenge } = await proofFor(userPool, "aLICE", PASSWORD);
    assert.equal(challenge.ChallengeParameters.USER_ID_FOR_SRP, "Alice");
    assert.equal(challenge.Session, undefined);
    await ok(userPool, "RespondToAuthChallenge", answer);
    await refused(userPool, "RespondToAuthChallenge", answer, "NotAuthorizedException", /only be used once/);
  });

  test("a wrong password spends the challenge", async () => {
    const { answer } = await proofFor(userPool, "Alice", "Wrong-horse-7");
    await refused(
      userPool,
      "RespondToAuthChallenge",
      answer,
      "NotAuthorizedException",
      /^Incorrect username or password\.$/,
    );
    await refused(userPool, "RespondToAuthChallenge", answer, "NotAuthorizedException", /only be used once/);
  });

  test("a timestamp has one form only, and the proof covers it", async () => {
    const { answer } = await proofFor(userPool, "Alice", PASSWORD);
    const at = (TIMESTAMP: string) => ({ ...answer, ChallengeResponses: { ...answer.ChallengeResponses, TIMESTAMP } });
    await refused(
      userPool,
      "RespondToAuthChallenge",
      at("Tue Feb 03 04:05:06 UTC 2026"),
      "InvalidParameterException",
      /TIMESTAMP format/,
    );
    await refused(
      userPool,
      "RespondToAuthChallenge",
      at("Tue Feb 3 04:05:06 UTC 2026"),
      "NotAuthorizedException",
      /Incorrect/,
    );
  });

  test("the secret block, the signature and the timestamp must be there", async () => {
    const { answer } = await proofFor(userPool, "Alice", PASSWORD);
    for (const name of ["PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP", "USERNAME"]) {
      const { [name]: _, ...rest } = answer.ChallengeResponses;
      await refused(
        userPool,
        "RespondToAuthChallenge",
        { ...answer, ChallengeResponses: rest },
        "InvalidParameterException",
        new RegExp(`Missing required parameter ${name}`),
      );
    }
    const { PASSWORD_CLAIM_SECRET_BLOCK: _, ...rest } = answer.ChallengeResponses;
    await refused(
      userPool,
      "RespondToAuthChallenge",
      { ...answer, ChallengeResponses: rest },
      "InvalidParameterException",
      /Session/,
    );
  });

  test("an answer under an alias, or another's name, is refused", async () => {
    userPool.addUser({ ...alice, username: "Bob", attributes: { email: "bob@example.com" } });
    const { answer } = await proofFor(userPool, "alice@example.com", PASSWORD);
    for (const USERNAME of ["alice@example.com", "Bob"]) {
      const other = { ...answer, ChallengeResponses: { ...answer.ChallengeResponses, USERNAME } };
      await refused(userPool, "RespondToAuthChallenge", other, "NotAuthorizedException", /Invalid session/);
    }
    await ok(userPool, "RespondToAuthChallenge", answer);
  });

  test("A that is 0 mod N, or no number, is refused", async () => {
    const n = BigInt(`0x${"f".repeat(16)}`);
    assert.equal(readPublicValue("0"), undefined);
    assert.equal(readPublicValue(n.toString(16)), n);
    for (const SRP_A of ["0", "00", "xyz", "", "f".repeat(769)]) {
      const input = {
        AuthFlow: "USER_SRP_AUTH",
        ClientId: userPool.clientId,
        AuthParameters: { USERNAME: "Alice", SRP_A },
      };
      await refused(userPool, "InitiateAuth", input, "InvalidParameterException", /SRP_A/);
    }
  });

  test("nobody knows who is not there: salt and id stay the same, and a proof fails alike", async () => {
    const first = await proofFor(userPool, "nobody", PASSWORD);
    const again = await proofFor(userPool, "nobody", PASSWORD);
    for (const name of ["SALT", "USER_ID_FOR_SRP"]) {
      assert.equal(first.challenge.ChallengeParameters[name], again.challenge.ChallengeParameters[name]);
    }
    assert.notEqual(first.challenge.ChallengeParameters.SRP_B, again.challenge.ChallengeParameters.SRP_B);
    await refused(
      userPool,
      "RespondToAuthChallenge",
      first.answer,
      "NotAuthorizedException",
      /^Incorrect username or password\.$/,
    );
  });

  test("account states are told after the password, not before", async () => {
    const states = [
      { username: "new", status: "UNCONFIRMED", type: "UserNotConfirmedException" },
      { username: "reset", status: "RESET_REQUIRED", type: "PasswordResetRequiredException" },
    ] as const;
    for (const { status, type, username } of states) {
      userPool.addUser({ username, password: PASSWORD, status });
      const { answer } = await proofFor(userPool, username, PASSWORD);
      await refused(userPool, "RespondToAuthChallenge", answer, type);
    }
    userPool.addUser({ username: "off", password: PASSWORD }).enabled = false;
    const { answer } = await proofFor(userPool, "off", PASSWORD);
    await refused(userPool, "RespondToAuthChallenge", answer, "NotAuthorizedException", /^User is disabled\.$/);
  });
});

test("where the Session is sent, the answer needs it", async () => {
  const userPool = await startUserPool({ keys, awkward: { srpSession: true, longSessions: true } });
  userPool.addUser(alice);
  const { answer, challenge } = await proofFor(userPool, "Alice", PASSWORD);
  assert.equal(challenge.Session.length, 4096);
  const { Session: _, ...without } = answer;
  await refused(userPool, "RespondToAuthChallenge", without, "NotAuthorizedException", /Invalid session/);
  await ok(userPool, "RespondToAuthChallenge", answer);
  await userPool.close();
});

test("LEGACY says who does not exist; a case-sensitive pool knows no other letters", async () => {
  const userPool = await startUserPool({ ...plain, preventUserExistenceErrors: false, caseSensitive: true });
  userPool.addUser(alice);
  const input = {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: userPool.clientId,
    AuthParameters: { USERNAME: "alice", PASSWORD },
  };
  await refused(userPool, "InitiateAuth", input, "UserNotFoundException", /^User does not exist\.$/);
  await userPool.close();
});

test("five wrong passwords lock the user out for a second, which doubles", async () => {
  const userPool = await startUserPool(plain);
  userPool.clock.stop();
  userPool.addUser(alice);
  for (const username of ["Alice", "nobody"]) {
    const attempt = (PASSWORD: string) => ({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: userPool.clientId,
      AuthParameters: { USERNAME: username, PASSWORD },
    });
    const wrong = (text: RegExp) => refused(userPool, "InitiateAuth", attempt("wrong"), "NotAuthorizedException", text);
    for (let index = 0; index < 5; index += 1) await wrong(/Incorrect/);
    await wrong(/^Password attempts exceeded$/);
    await refused(userPool, "InitiateAuth", attempt(PASSWORD), "NotAuthorizedException", /exceeded/);
    userPool.clock.advance(1.1);
    await wrong(/Incorrect/);
    userPool.clock.advance(1.1);
    await wrong(/exceeded/);
    userPool.clock.advance(1);
    if (username === "Alice") await ok(userPool, "InitiateAuth", attempt(PASSWORD));
  }
  await userPool.close();
});

for (const salts of ["leading-zeros", "odd-digits", "high-bit"] as const) {
  test(`an independent client bears salts of the kind ${salts}, and a short B`, async () => {
    const userPool = await startUserPool({ keys, awkward: { salts, shortB: true } });
    userPool.addUser(alice);
    const { answer, challenge } = await proofFor(userPool, "Alice", PASSWORD);
    const { SALT, SRP_B } = challenge.ChallengeParameters;
    const form = {
      "leading-zeros": /^00[0-9a-f]{30}$/,
      "odd-digits": /^7[0-9a-f]{30}$/,
      "high-bit": /^9c[0-9a-f]{30}$/,
    };
    assert.match(SALT, form[salts]);
    assert.ok(SRP_B.length <= 766, "B is short");
    await ok(userPool, "RespondToAuthChallenge", answer);
    await userPool.close();
  });
}

describe("against cognito-srp, which shares no code with the fake", () => {
  const identity = { realm: "AbCdEfGhI", name: "älice" };
  const peerUser = { username: identity.name, password: "pässwörd-7A" };

  /** cognito-srp mishandles salts of fewer than 16 bytes; the other kinds it has right. */
  for (const kind of ["random", "high-bit"] as const satisfies SaltKind[]) {
    test(`the same verifiers, for salts of the kind ${kind}`, async () => {
      const peer = new PeerPool(identity.realm);
      for (let run = 0; run < 5; run += 1) {
        const salt = newSalt(kind);
        const { verifier } = await peer.createUser(peerUser, saltText(salt, "leading-zeros"));
        assert.equal(verifierOf(identity, peerUser.password, salt).value, BigInt(`0x${verifier}`));
      }
    });
  }

  test("its client's proof is accepted, and that of another password is not", async () => {
    const salt = newSalt("high-bit");
    const verifier = verifierOf(identity, peerUser.password, salt);
    const prove = (password: string) => {
      const client = new ClientPasswordChallenge(identity.realm, { ...peerUser, password }, "7".repeat(60));
      const server = new SrpServer(verifier, BigInt(`0x${client.calculateA().toString("hex")}`));
      const serverPublic = server.serverPublic.toString(16).padStart(768, "0");
      const session = client.getSession(serverPublic, saltText(salt, "high-bit"));
      const timestamp = "Tue Feb 3 04:05:06 UTC 2026";
      return server.accepts(identity, "c2VjcmV0", timestamp, session.calculateSignature("c2VjcmV0", timestamp));
    };
    assert.equal(prove(peerUser.password), true);
    assert.equal(prove("another"), false);
  });
});

test("numbers are padded as Java's BigInteger prints them", () => {
  for (const [value, hex] of [
    [0n, "00"],
    [0x7fn, "7f"],
    [0x80n, "0080"],
    [0x123n, "0123"],
    [0xabcdn, "00abcd"],
  ] as const) {
    assert.equal(pad(value).toString("hex"), hex);
  }
});

test("timestamps", () => {
  assert.ok(isTimestamp("Tue Feb 3 00:05:06 UTC 2026"));
  for (const text of [
    "Tue Feb 3 24:05:06 UTC 2026",
    "Wed Feb 3 04:05:06 UTC 2026",
    "Tue Feb  3 04:05:06 UTC 2026",
    "Tue Feb 3 04:05:06 GMT 2026",
    "Di Feb 3 04:05:06 UTC 2026",
    "Tue Feb 3 4:05:06 UTC 2026",
    "Tue Feb 30 04:05:06 UTC 2026",
    "2026-02-03T04:05:06Z",
  ]) {
    assert.ok(!isTimestamp(text), text);
  }
});
