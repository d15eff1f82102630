/** What a page and its worker say to each other. */
import type { ClientOptions, CognitoClient, SessionChange } from "../client.js";
import type { CognipressError } from "../error.js";

/** What a page may ask for, and which parameter holds the signal that ends it. */
export const SIGNALS = {
  prepare: undefined,
  signIn: 0,
  signInBy: 1,
  resendCode: 0,
  account: 1,
  respondToChallenge: 1,
  getSession: 0,
  signOut: 0,
} as const satisfies Partial<Record<keyof CognitoClient, number | undefined>>;

export type Method = keyof typeof SIGNALS;

/** Options that can be sent; `wasm` in whatever form. */
export type WorkerOptions = Omit<ClientOptions, "clientMetadata" | "fetch" | "headers" | "store">;

export type ToWorker =
  | { kind: "start"; options: WorkerOptions }
  | { kind: "call"; id: number; method: Method; args: unknown[] }
  | { kind: "abort"; id: number };

export type ToPage =
  | { kind: "result"; id: number; result: unknown }
  | { kind: "error"; id: number; error: ErrorData }
  | { kind: "change"; session: SessionChange["session"]; error?: ErrorData };

export type ErrorData = Pick<CognipressError, "code" | "messageKey" | "message" | "retryAfterMs">;
