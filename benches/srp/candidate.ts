/** What the pool answers, and what the user typed: one PASSWORD_VERIFIER challenge. */
export interface Challenge {
  readonly poolName: string;
  readonly userId: string;
  readonly password: string;
  /** Hex, as Cognito sends them. */
  readonly salt: string;
  readonly B: string;
  /** Base64. */
  readonly secretBlock: string;
  /** The signed time, in both forms. */
  readonly nowMs: number;
  readonly timestamp: string;
  /** Stand-ins for the two hashes, for candidates that are arithmetic alone: 32 bytes each, big-endian. */
  readonly x: Uint8Array;
  readonly u: Uint8Array;
}

/** One implementation of a sign-in's arithmetic: loaded, compiled and ready. */
export interface Candidate {
  readonly name: string;
  /**
   * What `answer` gives: the claim's signature in base64 where a client is
   * measured with its hashes, S in hex where it is the arithmetic alone. The
   * second kind does less, and is measured as if it did all.
   */
  readonly gives: "signature" | "S";
  /** Draws `a` and makes A. It needs nothing of the user, so a page does it ahead of the submit. */
  begin(challenge: Challenge): Begun | Promise<Begun>;
}

export interface Begun {
  /** Hex. */
  A(): string;
  /** What is left to do after the submit, when the pool has answered. */
  answer(): string | Promise<string>;
}

/** Fetches and compiles what a candidate needs. */
export type Load = () => Promise<Candidate>;

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function bytes(hexDigits: string, length = Math.ceil(hexDigits.length / 2)): Uint8Array {
  const padded = hexDigits.padStart(2 * length, "0");
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(padded.slice(2 * i, 2 * i + 2), 16));
}
