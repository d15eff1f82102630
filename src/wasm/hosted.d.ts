/** What crosses the wasm boundary for a sign-in on Cognito's own page, and for tokens of unknown origin. */
import type { TokenSet } from "./types.js";

/** What has to be remembered until the user comes back; used once. */
export interface Pending {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
}

export interface Authorize {
  /** Of the query of `/oauth2/authorize`. */
  parameters: Record<string, string>;
  pending: Pending;
}

export interface Exchange {
  /** Of the form that is posted to `/oauth2/token`. */
  parameters: Record<string, string>;
}

/** `again`: the same is to be posted once more, after a while. */
export type Exchanged = { kind: "again"; afterMs: number } | { kind: "signed-in"; tokens: TokenSet };

/** What a token must say, beside being of the user pool and its app client. */
export interface Expectation {
  /** Either, unless given. */
  tokenUse?: "id" | "access" | undefined;
  /** Of these the access token needs one. */
  scopes?: readonly string[] | undefined;
  /** In one of these the user must be. */
  groups?: readonly string[] | undefined;
  /** How long ago a token may have ended; 0 unless given. */
  graceSeconds?: number | undefined;
}

/** All is right but the signature, which nobody has looked at yet. */
export interface Checked {
  kid: string;
  keySetUrl: string;
}

/** What the signature is to be verified with. */
export type SelectedKey = { kty: "RSA"; alg: "RS256"; n: string; e: string };
