/** Amplify's passkey journey: registration, list, sign-in and delete, with a browser's globals around a test authenticator. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  associateWebAuthnCredential,
  deleteWebAuthnCredential,
  listWebAuthnCredentials,
  signIn,
  signOut,
} from "aws-amplify/auth";
import { startUserPool } from "./index.ts";
import { configureAmplify } from "./support/amplify.ts";
import { Authenticator } from "./support/authenticator.ts";
import { PASSWORD } from "./support/tokens.ts";

const bytes = (text: unknown) => Uint8Array.from(Buffer.from(String(text), "base64url")).buffer;
const text = (buffer: BufferSource) => Buffer.from(buffer as ArrayBuffer).toString("base64url");
type Json = Record<string, unknown>;

/** `navigator.credentials` in front of one authenticator: JSON in and out, buffers between, as a browser has them. */
function installBrowser(authenticator: Authenticator): void {
  class PublicKeyCredential {
    constructor(readonly fields: Json) {
      Object.assign(this, fields);
    }
    getClientExtensionResults = () => ({});
  }
  class AuthenticatorAttestationResponse {
    constructor(fields: Json) {
      Object.assign(this, fields);
    }
  }
  class AuthenticatorAssertionResponse extends AuthenticatorAttestationResponse {}
  const wrap = (json: Json, response: object) =>
    new PublicKeyCredential({ id: json.id, rawId: bytes(json.rawId), type: json.type, response });

  const credentials = {
    create: async ({ publicKey }: { publicKey: PublicKeyCredentialCreationOptions }) => {
      const json = authenticator.create({ challenge: text(publicKey.challenge), rp: { id: publicKey.rp.id ?? "" } });
      const response = json.response as Json;
      return wrap(
        json,
        new AuthenticatorAttestationResponse({
          clientDataJSON: bytes(response.clientDataJSON),
          attestationObject: bytes(response.attestationObject),
          getTransports: () => response.transports,
          getPublicKeyAlgorithm: () => response.publicKeyAlgorithm,
          getAuthenticatorData: () => bytes(response.authenticatorData),
          getPublicKey: () => null,
        }),
      );
    },
    get: async ({ publicKey }: { publicKey: PublicKeyCredentialRequestOptions }) => {
      const json = authenticator.get({ challenge: text(publicKey.challenge), rpId: publicKey.rpId ?? "" });
      const response = json.response as Json;
      return wrap(
        json,
        new AuthenticatorAssertionResponse({
          clientDataJSON: bytes(response.clientDataJSON),
          authenticatorData: bytes(response.authenticatorData),
          signature: bytes(response.signature),
        }),
      );
    },
  };
  Object.assign(globalThis, { PublicKeyCredential, AuthenticatorAttestationResponse, AuthenticatorAssertionResponse });
  Object.defineProperty(globalThis, "navigator", { value: { userAgent: "test", credentials } });
  const ignore = () => undefined;
  Object.assign(globalThis, { addEventListener: ignore, removeEventListener: ignore, isSecureContext: true });
  const document = { querySelector: () => null, querySelectorAll: () => [], getElementById: () => null };
  Object.assign(globalThis, { window: globalThis, document });
}

test("a passkey is registered, listed, signed in with, and deleted", async () => {
  const userPool = await startUserPool({
    firstFactors: ["PASSWORD", "WEB_AUTHN"],
    webAuthn: { relyingPartyId: "shop.example", userVerification: "preferred", multiFactor: false },
  });
  userPool.addUser({ username: "alice", password: PASSWORD, attributes: { email: "alice@example.com" } });
  installBrowser(new Authenticator("https://login.shop.example"));
  configureAmplify(userPool);
  after(() => userPool.close());

  await signIn({ username: "alice", password: PASSWORD });
  await associateWebAuthnCredential();
  const { credentials } = await listWebAuthnCredentials();
  assert.equal(credentials[0]?.relyingPartyId, "shop.example");
  await signOut();

  const options = { authFlowType: "USER_AUTH", preferredChallenge: "WEB_AUTHN" } as const;
  assert.equal((await signIn({ username: "alice", options })).isSignedIn, true);
  await deleteWebAuthnCredential({ credentialId: credentials[0]?.credentialId ?? "" });
  assert.equal((await listWebAuthnCredentials()).credentials.length, 0);
  await signOut();
});
