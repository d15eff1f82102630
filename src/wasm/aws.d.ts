/** What crosses the wasm boundary for AWS: credentials of an identity pool, and requests signed with them. */
import type { Request, Step } from "./types.js";

export interface AwsConfig {
  /** `eu-west-1:01234567-89ab-cdef-0123-456789abcdef` */
  identityPoolId: string;
  /** Where the identity pool is reached, unless it is at AWS. */
  endpoint?: string | undefined;
  /** The role a user wants to have, of those that the groups give (`cognito:roles`). */
  customRoleArn?: string | undefined;
  /** Who this browser was before. */
  kept?: Identity | undefined;
}

export interface Identity {
  /** `eu-west-1:…`: for policies, and for the names of things that are one's own. */
  id: string;
  /** `sub` of the user; a guest has none. */
  user?: string;
}

/** What the host must do next for credentials. They stay in the core. */
export type IdentityStep =
  /** Where no reply comes, the status is 0 and the body empty. */
  | { kind: "send"; request: Request; afterMs: number }
  | { kind: "ready"; identity: Identity }
  | { kind: "failed"; error: Extract<Step, { kind: "error" }> };

export interface UnsignedRequest {
  method: string;
  url: string;
  /** `s3`, `dynamodb`, `execute-api` */
  service: string;
  /** That of the identity pool unless given. */
  region?: string | undefined;
  /** A line `name:value` each, the names in lower case. */
  headers: string;
}

/** A request whose address itself is to be signed. */
export interface RequestToPresign extends UnsignedRequest {
  /** For how long: up to a week. */
  expiresInSeconds: number;
}

export interface SignedRequest {
  kind: "signed";
  url: string;
  /** Those to send besides one's own. */
  headers: Record<string, string>;
}
