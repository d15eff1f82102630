/**
 * The relying party's half of WebAuthn Level 3: registration (section 7.1) with attestation "none" and ES256, and
 * authentication (section 7.2). Option forms: StartWebAuthnRegistration and CREDENTIAL_REQUEST_OPTIONS of the API.
 */
import { createHash, createPublicKey, type KeyObject, randomBytes, verify } from "node:crypto";
import { decodeCbor } from "./cbor.ts";
import { notAuthorized, ServiceError } from "./errors.ts";
import type { User } from "./users.ts";

const ES256 = -7;
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;
const ATTESTED = 0x40;
export const CHALLENGE_SECONDS = 300;

export interface RelyingParty {
  readonly relyingPartyId: string;
  readonly userVerification: "preferred" | "required";
  readonly multiFactor: boolean;
}

export interface Passkey {
  /** base64url, as browsers give it. */
  readonly id: string;
  readonly publicKey: KeyObject;
  signCount: number;
  readonly relyingPartyId: string;
  readonly transports: readonly string[];
  readonly attachment: string | undefined;
  readonly friendlyName: string;
  readonly createdAt: number;
}

type Json = Readonly<Record<string, unknown>>;

const refusal = (type: string, message: string) => new ServiceError(type, message);
const notSupported = (message: string) => refusal("WebAuthnCredentialNotSupportedException", message);
const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest();

export const newChallenge = () => randomBytes(32).toString("base64url");
const userHandle = (user: User) => Buffer.from(user.sub).toString("base64url");

/** PublicKeyCredentialCreationOptionsJSON. */
export const creationOptions = (party: RelyingParty, user: User, challenge: string): object => ({
  authenticatorSelection: {
    requireResidentKey: true,
    residentKey: "required",
    userVerification: party.userVerification,
  },
  challenge,
  excludeCredentials: Array.from(user.passkeys.keys(), (id) => ({ id, type: "public-key" })),
  pubKeyCredParams: [{ alg: ES256, type: "public-key" }],
  rp: { id: party.relyingPartyId, name: party.relyingPartyId },
  timeout: CHALLENGE_SECONDS * 1000,
  user: { displayName: user.username, id: userHandle(user), name: user.username },
});

/** PublicKeyCredentialRequestOptionsJSON. */
export const requestOptions = (party: RelyingParty, user: User | undefined, challenge: string): object => ({
  allowCredentials: Array.from(user?.passkeys.values() ?? [], ({ id, transports }) => ({
    id,
    transports,
    type: "public-key",
  })),
  challenge,
  rpId: party.relyingPartyId,
  timeout: CHALLENGE_SECONDS * 1000,
  userVerification: party.userVerification,
});

const bytesOf = (value: unknown, name: string): Buffer => {
  if (typeof value !== "string" || !/^[A-Za-z0-9_-]+$/.test(value)) throw notSupported(`${name} is not base64url.`);
  return Buffer.from(value, "base64url");
};

const originAllowed = (party: RelyingParty, origin: string): boolean => {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url === undefined || url.origin !== origin) return false;
  const withinParty = url.hostname === party.relyingPartyId || url.hostname.endsWith(`.${party.relyingPartyId}`);
  return withinParty && (url.protocol === "https:" || url.hostname === "localhost");
};

/** Steps 7.1.5 to 7.1.9 and 7.2.9 to 7.2.13: what the browser says it asked the authenticator. */
function checkClientData(party: RelyingParty, bytes: Buffer, type: string, challenge: string): void {
  const clientData = JSON.parse(bytes.toString("utf8")) as Json;
  if (clientData.type !== type) throw refusal("WebAuthnClientMismatchException", `Type must be ${type}.`);
  if (clientData.challenge !== challenge) {
    throw refusal("WebAuthnChallengeNotFoundException", "The challenge is not the one that was sent.");
  }
  if (
    typeof clientData.origin !== "string" ||
    !originAllowed(party, clientData.origin) ||
    clientData.crossOrigin === true
  ) {
    throw refusal("WebAuthnOriginNotAllowedException", `Origin ${String(clientData.origin)} is not allowed.`);
  }
}

interface AuthenticatorData {
  readonly flags: number;
  readonly signCount: number;
  readonly rest: Buffer;
}

/** Section 6.1, and steps 7.1.13 to 7.1.17. */
function readAuthenticatorData(party: RelyingParty, bytes: Buffer): AuthenticatorData {
  if (bytes.length < 37) throw notSupported("Authenticator data is too short.");
  if (!bytes.subarray(0, 32).equals(sha256(party.relyingPartyId))) {
    throw refusal("WebAuthnRelyingPartyMismatchException", "The credential is for another relying party.");
  }
  const flags = bytes.readUInt8(32);
  if (!(flags & USER_PRESENT)) throw notSupported("The user was not present.");
  if (party.userVerification === "required" && !(flags & USER_VERIFIED)) {
    throw notSupported("The user was not verified.");
  }
  if (flags & BACKED_UP && !(flags & BACKUP_ELIGIBLE)) throw notSupported("Backed up, but not eligible for it.");
  return { flags, signCount: bytes.readUInt32BE(33), rest: bytes.subarray(37) };
}

/** Section 6.5.1: AAGUID, credential id, then the key in COSE form. */
function readAttestedCredential(data: AuthenticatorData): { readonly id: string; readonly publicKey: KeyObject } {
  if (!(data.flags & ATTESTED)) throw notSupported("There is no credential.");
  const length = data.rest.readUInt16BE(16);
  const id = data.rest.subarray(18, 18 + length);
  if (id.length !== length || length === 0 || length > 1023) throw notSupported("The credential id is malformed.");
  const { value: key } = decodeCbor(data.rest, 18 + length);
  if (!(key instanceof Map) || key.get(1) !== 2 || key.get(3) !== ES256 || key.get(-1) !== 1) {
    throw notSupported("The key is not one for ES256.");
  }
  const coordinate = (label: number) => (key.get(label) as Buffer).toString("base64url");
  const jwk = { kty: "EC", crv: "P-256", x: coordinate(-2), y: coordinate(-3) };
  return { id: id.toString("base64url"), publicKey: createPublicKey({ key: jwk, format: "jwk" }) };
}

/** Verifies a RegistrationResponseJSON; anything malformed is a credential that is not supported. */
export function register(party: RelyingParty, credential: Json, challenge: string, now: number): Passkey {
  try {
    const response = credential.response as Json;
    checkClientData(party, bytesOf(response.clientDataJSON, "clientDataJSON"), "webauthn.create", challenge);
    const { value: attestation } = decodeCbor(bytesOf(response.attestationObject, "attestationObject"));
    if (!(attestation instanceof Map) || attestation.get("fmt") !== "none") {
      throw notSupported("Only attestation of the form none is supported.");
    }
    const statement = attestation.get("attStmt");
    if (!(statement instanceof Map) || statement.size > 0)
      throw notSupported("The attestation statement is not empty.");
    const data = readAuthenticatorData(party, attestation.get("authData") as Buffer);
    const { id, publicKey } = readAttestedCredential(data);
    if (credential.type !== "public-key" || credential.id !== id) throw notSupported("The credential id differs.");
    return {
      id,
      publicKey,
      signCount: data.signCount,
      relyingPartyId: party.relyingPartyId,
      transports: Array.isArray(response.transports) ? response.transports.map(String) : [],
      attachment:
        typeof credential.authenticatorAttachment === "string" ? credential.authenticatorAttachment : undefined,
      friendlyName: `Passkey ${id.slice(0, 6)}`,
      createdAt: now,
    };
  } catch (error) {
    throw error instanceof ServiceError ? error : notSupported("The credential is malformed.");
  }
}

/** Verifies an AuthenticationResponseJSON and counts the signature; every refusal reads the same. */
export function authenticate(party: RelyingParty, user: User, credentialJson: string, challenge: string): void {
  try {
    const credential = JSON.parse(credentialJson) as Json;
    const response = credential.response as Json;
    const passkey = user.passkeys.get(String(credential.id));
    if (passkey === undefined) throw notSupported("The credential is not registered.");
    if (response.userHandle !== undefined && response.userHandle !== userHandle(user)) {
      throw notSupported("The credential is somebody else's.");
    }
    const clientData = bytesOf(response.clientDataJSON, "clientDataJSON");
    checkClientData(party, clientData, "webauthn.get", challenge);
    const authenticatorData = bytesOf(response.authenticatorData, "authenticatorData");
    const { signCount } = readAuthenticatorData(party, authenticatorData);
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    if (!verify("sha256", signed, passkey.publicKey, bytesOf(response.signature, "signature"))) {
      throw notSupported("The signature is wrong.");
    }
    if ((signCount > 0 || passkey.signCount > 0) && signCount <= passkey.signCount) {
      throw notSupported("The signature counter went back.");
    }
    passkey.signCount = signCount;
  } catch {
    throw notAuthorized("Invalid WebAuthn credential.");
  }
}
