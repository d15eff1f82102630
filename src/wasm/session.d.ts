/** What crosses the wasm boundary to keep a session alive. */
import type { Request, Step, TokenSet } from "./types.js";

/** The span of time in which nobody needs to ask for new tokens, by the clock of this device. */
export interface Freshness {
  /** Before this, the clock must have been set back since. */
  freshFromMs: number;
  /** From here on it is time for new ones. */
  refreshAtMs: number;
  /** When the first of ID and access token ends. */
  expiresAtMs: number;
  /** What must be added to this device's time for Cognito's; 0 after a sign-in until `getSession` is called. */
  clockDriftMs: number;
}

/** A session. */
export type KeptTokens = Omit<TokenSet, "newDevice"> & Freshness;

/** What the host must do next for a refresh. */
export type RefreshStep =
  /** Where no reply comes, the status is 0 and the body empty. */
  | { kind: "send"; request: Request; afterMs: number }
  | ({ kind: "signed-in"; tokens: TokenSet } & Freshness)
  /** Without `retryAfterMs` the session is over. */
  | { kind: "failed"; error: Extract<Step, { kind: "error" }>; retryAfterMs?: number };
