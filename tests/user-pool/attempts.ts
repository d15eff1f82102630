/**
 * Lock-out after wrong passwords.
 * Followed: "Lockout behavior for failed sign-in attempts" of the developer guide: after five failures one second,
 * doubled by each further one, at most about 15 minutes; attempts while locked change nothing.
 */
import type { Clock } from "./clock.ts";
import { attemptsExceeded } from "./errors.ts";

const FREE_FAILURES = 5;
const LONGEST_SECONDS = 15 * 60;

interface Record {
  failures: number;
  lockedUntil: number;
}

export class Attempts {
  readonly #clock: Clock;
  readonly #records = new Map<string, Record>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws while `key` is locked out. */
  check(key: string): void {
    const record = this.#records.get(key);
    if (record !== undefined && this.#clock.now() < record.lockedUntil) throw attemptsExceeded();
  }

  failed(key: string): void {
    const record = this.#records.get(key) ?? { failures: 0, lockedUntil: 0 };
    record.failures += 1;
    if (record.failures >= FREE_FAILURES) {
      const seconds = Math.min(2 ** (record.failures - FREE_FAILURES), LONGEST_SECONDS);
      record.lockedUntil = this.#clock.now() + seconds * 1000;
    }
    this.#records.set(key, record);
  }

  succeeded(key: string): void {
    this.#records.delete(key);
  }
}
