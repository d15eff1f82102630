/**
 * Codes sent to an address: one per purpose at a time, six digits, limited in time and in wrong guesses.
 * Validity: ConfirmSignUp and attribute codes 24 h, ForgotPassword codes 1 h ("Signing up and confirming user
 * accounts" of the developer guide).
 */
import { randomInt } from "node:crypto";
import type { Clock } from "./clock.ts";
import { expiredCode, type ServiceError, wrongCode } from "./errors.ts";

const WRONG_GUESSES = 5;
const REQUESTS_PER_WINDOW = 5;
const WINDOW_MS = 15 * 60 * 1000;

interface Issued {
  readonly code: string;
  readonly expiresAt: number;
  wrong: number;
}

export const newCode = () => String(randomInt(0, 1_000_000)).padStart(6, "0");

export class Codes {
  readonly #clock: Clock;
  readonly #issued = new Map<string, Issued>();
  readonly #requests = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new code for this key; an earlier one no longer counts. */
  issue(key: string, validSeconds: number): string {
    const code = newCode();
    this.#issued.set(key, { code, expiresAt: this.#clock.now() + validSeconds * 1000, wrong: 0 });
    return code;
  }

  /** Throws `refusal` when codes are asked for too often. */
  limitRequests(key: string, refusal: () => ServiceError): void {
    const since = this.#clock.now() - WINDOW_MS;
    const recent = (this.#requests.get(key) ?? []).filter((time) => time > since);
    if (recent.length >= REQUESTS_PER_WINDOW) throw refusal();
    this.#requests.set(key, [...recent, this.#clock.now()]);
  }

  /** Uses the code up, or throws: wrong, expired or never sent, or `tooMany` after too many wrong ones. */
  redeem(key: string, code: string, tooMany: () => ServiceError): void {
    const issued = this.#issued.get(key);
    if (issued === undefined || this.#clock.now() >= issued.expiresAt) throw expiredCode();
    if (issued.wrong >= WRONG_GUESSES) throw tooMany();
    if (issued.code !== code) {
      issued.wrong += 1;
      throw wrongCode();
    }
    this.#issued.delete(key);
  }
}
