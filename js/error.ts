import type { ErrorCode as CoreErrorCode } from "../src/wasm/types.js";
import type { Explanation } from "./catalogue.js";

/** What only the host can see fail. Every other code is the core's. */
export type HostErrorCode =
  | "Offline"
  | "Timeout"
  | "Aborted"
  | "RandomUnavailable"
  | "WasmUnavailable"
  | "SessionRefused"
  | "SessionUnavailable";

export type ErrorCode = CoreErrorCode | HostErrorCode;

/** The one error this library throws. Branch on `code`; `message` is for developers. */
export class CognipressError extends Error {
  override readonly name = "CognipressError";

  /**
   * @param code What happened.
   * @param messageKey The key of the plain words for the user (see `texts.ts`).
   * @param message For developers; never contains a secret.
   * @param retryAfterMs How long to wait before the next attempt, where that is known.
   */
  constructor(
    readonly code: ErrorCode,
    readonly messageKey: string,
    message: string,
    readonly retryAfterMs?: number | undefined,
  ) {
    super(message);
  }
}

/** By name, not by class: it also holds across two copies of the library. */
export function isCognipressError(error: unknown): error is CognipressError {
  return error instanceof Error && error.name === "CognipressError";
}

/** What the core says of an error. */
export interface Failure {
  code: ErrorCode;
  message: string;
}

/** An error of the core, with what is loaded only when there is one. */
export async function coreError(failure: Failure): Promise<CognipressError> {
  const { code, messageKey, message, retryAfterMs } = await import("./catalogue.js")
    .then(({ explain }) => explain(failure))
    .catch((): Explanation => ({ ...failure, messageKey: "try-again" }));
  return new CognipressError(code, messageKey, message || code, retryAfterMs);
}
