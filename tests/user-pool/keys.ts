/** The pool's signing keys: one for ID tokens, one for access tokens, as the JWKS of a real pool has two. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from "node:crypto";

export type TokenUse = "id" | "access";

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const newKey = (): SigningKey => ({
  kid: randomBytes(32).toString("base64"),
  ...generateKeyPairSync("rsa", { modulusLength: 2048 }),
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

export class Keys {
  readonly #keys: Partial<Record<TokenUse, SigningKey>> = {};

  /** Made when first needed: most tests need none or one. */
  #key(use: TokenUse): SigningKey {
    return (this.#keys[use] ??= newKey());
  }

  sign(use: TokenUse, claims: Readonly<Record<string, unknown>>): string {
    const { kid, privateKey } = this.#key(use);
    const signed = `${encode({ kid, alg: "RS256" })}.${encode(claims)}`;
    return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
  }

  /** The claims of a token that this pool signed for this use. */
  read(use: TokenUse, token: string): Record<string, unknown> | undefined {
    const [header = "", payload = "", signature = ""] = token.split(".");
    const signed = Buffer.from(`${header}.${payload}`);
    const valid = verify("sha256", signed, this.#key(use).publicKey, Buffer.from(signature, "base64url"));
    return valid ? (JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>) : undefined;
  }

  /** `/.well-known/jwks.json`. */
  jwks(): { readonly keys: readonly object[] } {
    return { keys: [this.#published("id"), this.#published("access")] };
  }

  #published(use: TokenUse): object {
    const { kid, publicKey } = this.#key(use);
    const { e, kty, n } = publicKey.export({ format: "jwk" });
    return { alg: "RS256", e, kid, kty, n, use: "sig" };
  }
}
