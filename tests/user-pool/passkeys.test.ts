import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, test } from "node:test";
import { startUserPool, type UserPool } from "./index.ts";
import { ok, refused } from "./support/api.ts";
import { Authenticator, type Bends } from "./support/authenticator.ts";
import { PASSWORD, plain, respond, signedIn } from "./support/tokens.ts";

const webAuthn = { relyingPartyId: "shop.example", userVerification: "required", multiFactor: false } as const;

describe("passkeys", () => {
  let userPool: UserPool;
  let AccessToken: string;
  let authenticator: Authenticator;

  beforeEach(async () => {
    userPool = await startUserPool({ ...plain, firstFactors: ["PASSWORD", "WEB_AUTHN"], webAuthn });
    userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: "alice@example.com" } });
    ({ AccessToken } = await signedIn(userPool, "alice"));
    authenticator = new Authenticator("https://login.shop.example");
  });
  afterEach(() => userPool.close());

  async function registration(bends: Bends = {}) {
    const { CredentialCreationOptions } = await ok(userPool, "StartWebAuthnRegistration", { AccessToken });
    return { AccessToken, Credential: authenticator.create(CredentialCreationOptions, bends) };
  }
  const register = async () => ok(userPool, "CompleteWebAuthnRegistration", await registration());

  async function assertion(bends: Bends = {}) {
    const { ChallengeName, ChallengeParameters, Session } = await ok(userPool, "InitiateAuth", {
      AuthFlow: "USER_AUTH",
      ClientId: userPool.clientId,
      AuthParameters: { USERNAME: "alice", PREFERRED_CHALLENGE: "WEB_AUTHN" },
    });
    assert.equal(ChallengeName, "WEB_AUTHN");
    const credential = authenticator.get(JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS), bends);
    return respond(userPool, "WEB_AUTHN", Session, { USERNAME: "alice", CREDENTIAL: JSON.stringify(credential) });
  }

  test("registration is refused for each thing that does not fit", async () => {
    const cases: readonly (readonly [Bends, string])[] = [
      [{ challenge: "b3RoZXI" }, "WebAuthnChallengeNotFoundException"],
      [{ origin: "https://shop.example.evil.test" }, "WebAuthnOriginNotAllowedException"],
      [{ origin: "http://shop.example" }, "WebAuthnOriginNotAllowedException"],
      [{ origin: "https://eshop.example" }, "WebAuthnOriginNotAllowedException"],
      [{ crossOrigin: true }, "WebAuthnOriginNotAllowedException"],
      [{ relyingPartyId: "evil.test" }, "WebAuthnRelyingPartyMismatchException"],
      [{ type: "webauthn.get" }, "WebAuthnClientMismatchException"],
      [{ format: "packed" }, "WebAuthnCredentialNotSupportedException"],
      [{ flags: 0x44 }, "WebAuthnCredentialNotSupportedException"],
      [{ flags: 0x41 }, "WebAuthnCredentialNotSupportedException"],
      [{ flags: 0x05 }, "WebAuthnCredentialNotSupportedException"],
      [{ flags: 0x55 }, "WebAuthnCredentialNotSupportedException"],
    ];
    for (const [bends, type] of cases) {
      await refused(userPool, "CompleteWebAuthnRegistration", await registration(bends), type);
    }
    const malformed = { AccessToken, Credential: { response: { clientDataJSON: "e30", attestationObject: "_w" } } };
    await ok(userPool, "StartWebAuthnRegistration", { AccessToken });
    await refused(userPool, "CompleteWebAuthnRegistration", malformed, "WebAuthnClientMismatchException");
    await register();
  });

  test("a challenge registers once, within its time, and a credential for one user", async () => {
    const input = await registration();
    await ok(userPool, "CompleteWebAuthnRegistration", input);
    await refused(userPool, "CompleteWebAuthnRegistration", input, "WebAuthnChallengeNotFoundException");
    await refused(
      userPool,
      "CompleteWebAuthnRegistration",
      await registration(),
      "WebAuthnCredentialNotSupportedException",
      /already/,
    );
    const late = await registration();
    userPool.clock.advance(301);
    await refused(userPool, "CompleteWebAuthnRegistration", late, "WebAuthnChallengeNotFoundException");
  });

  test("a right assertion signs in; each that does not fit is refused, all alike", async () => {
    await register();
    const signer = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const cases: readonly Bends[] = [
      { challenge: "b3RoZXI" },
      { origin: "https://evil.test" },
      { relyingPartyId: "evil.test" },
      { type: "webauthn.create" },
      { flags: 0x04 },
      { flags: 0x01 },
      { signer },
      { signCount: 0 },
      { signCount: 1 },
      { userHandle: "bWFsbG9yeQ" },
    ];
    for (const bends of cases) {
      await refused(
        userPool,
        "RespondToAuthChallenge",
        await assertion(bends),
        "NotAuthorizedException",
        /^Invalid WebAuthn credential\.$/,
      );
    }
    const input = await assertion({ signCount: 7 });
    assert.ok((await ok(userPool, "RespondToAuthChallenge", input)).AuthenticationResult);
    await refused(userPool, "RespondToAuthChallenge", input, "NotAuthorizedException", /only be used once/);
    await refused(
      userPool,
      "RespondToAuthChallenge",
      await assertion({ signCount: 7 }),
      "NotAuthorizedException",
      /Invalid WebAuthn/,
    );
  });

  test("a deleted passkey is gone; without one, the choice is not offered", async () => {
    await register();
    const { Credentials } = await ok(userPool, "ListWebAuthnCredentials", { AccessToken });
    assert.equal(Credentials[0].CredentialId, authenticator.credentialId);
    const input = { AccessToken, CredentialId: authenticator.credentialId };
    await ok(userPool, "DeleteWebAuthnCredential", input);
    await refused(userPool, "DeleteWebAuthnCredential", input, "ResourceNotFoundException");
    const reply = await ok(userPool, "InitiateAuth", {
      AuthFlow: "USER_AUTH",
      ClientId: userPool.clientId,
      AuthParameters: { USERNAME: "alice", PREFERRED_CHALLENGE: "WEB_AUTHN" },
    });
    assert.equal(reply.ChallengeName, "SELECT_CHALLENGE");
    assert.deepEqual(reply.AvailableChallenges, ["PASSWORD_SRP", "PASSWORD"]);
  });
});

test("a pool without passkeys, and one without a relying party", async () => {
  for (const [options, type] of [
    [{}, "WebAuthnNotEnabledException"],
    [{ firstFactors: ["PASSWORD", "WEB_AUTHN"] }, "WebAuthnConfigurationMissingException"],
  ] as const) {
    const userPool = await startUserPool({ ...plain, ...options });
    userPool.addUser({ username: "alice", password: PASSWORD });
    const { AccessToken } = await signedIn(userPool, "alice");
    await refused(userPool, "StartWebAuthnRegistration", { AccessToken }, type);
    await refused(
      userPool,
      "CompleteWebAuthnRegistration",
      { AccessToken, Credential: {} },
      "WebAuthnNotEnabledException",
    );
    await userPool.close();
  }
});
