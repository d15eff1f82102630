/**
 * A minimal platform authenticator, and the browser in front of it: WebAuthn Level 3, ES256, attestation "none".
 * Made for tests, so that each value it signs can be bent.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export interface Bends {
  readonly origin?: string;
  readonly relyingPartyId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly flags?: number;
  readonly signCount?: number;
  readonly format?: string;
  readonly crossOrigin?: boolean;
  readonly signer?: KeyObject;
  readonly userHandle?: string;
}

const base64url = (bytes: Buffer) => bytes.toString("base64url");
const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest();

/** CBOR, as far as an attestation object needs it. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, argument: number) => {
    if (argument < 24) return Buffer.from([(major << 5) | argument]);
    if (argument < 256) return Buffer.from([(major << 5) | 24, argument]);
    return Buffer.from([(major << 5) | 25, argument >> 8, argument & 0xff]);
  };
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, item]) => [cbor(key), cbor(item as Buffer)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

export class Authenticator {
  readonly origin: string;
  readonly #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  readonly #id = randomBytes(32);
  #signCount = 0;

  constructor(origin: string) {
    this.origin = origin;
  }

  get credentialId(): string {
    return base64url(this.#id);
  }

  #clientData(type: string, challenge: string, bends: Bends): Buffer {
    const clientData = {
      type: bends.type ?? type,
      challenge: bends.challenge ?? challenge,
      origin: bends.origin ?? this.origin,
      crossOrigin: bends.crossOrigin ?? false,
    };
    return Buffer.from(JSON.stringify(clientData));
  }

  #authenticatorData(relyingPartyId: string, flags: number, bends: Bends, attested = Buffer.alloc(0)): Buffer {
    this.#signCount = bends.signCount ?? this.#signCount + 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#signCount);
    const hash = sha256(bends.relyingPartyId ?? relyingPartyId);
    return Buffer.concat([hash, Buffer.from([bends.flags ?? flags]), counter, attested]);
  }

  /** RegistrationResponseJSON for PublicKeyCredentialCreationOptionsJSON. */
  create(options: { challenge: string; rp: { id: string } }, bends: Bends = {}): Record<string, unknown> {
    const { x, y } = this.#keys.publicKey.export({ format: "jwk" });
    const key = new Map<number, number | Buffer>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x ?? "", "base64url")],
      [-3, Buffer.from(y ?? "", "base64url")],
    ]);
    const length = Buffer.from([0, this.#id.length]);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.#id, cbor(key)]);
    const authData = this.#authenticatorData(options.rp.id, 0x45, bends, attested);
    const attestation = new Map<string, unknown>([
      ["fmt", bends.format ?? "none"],
      ["attStmt", new Map()],
      ["authData", authData],
    ]);
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(this.#clientData("webauthn.create", options.challenge, bends)),
        attestationObject: base64url(cbor(attestation)),
        authenticatorData: base64url(authData),
        transports: ["internal"],
        publicKeyAlgorithm: -7,
      },
    };
  }

  /** AuthenticationResponseJSON for PublicKeyCredentialRequestOptionsJSON. */
  get(options: { challenge: string; rpId: string }, bends: Bends = {}): Record<string, unknown> {
    const clientData = this.#clientData("webauthn.get", options.challenge, bends);
    const authenticatorData = this.#authenticatorData(options.rpId, 0x05, bends);
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(sign("sha256", signed, bends.signer ?? this.#keys.privateKey)),
        ...(bends.userHandle !== undefined && { userHandle: bends.userHandle }),
      },
    };
  }
}
