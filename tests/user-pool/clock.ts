/** The pool's time: the machine's, moved forward by tests that wait for something to expire, or stopped. */
export class Clock {
  #offsetMs = 0;
  #stoppedAt: number | undefined;

  /** Milliseconds since 1970. */
  now(): number {
    return (this.#stoppedAt ?? Date.now()) + this.#offsetMs;
  }

  /** Whole seconds since 1970, as tokens and timestamps of the API carry them. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  advance(seconds: number): void {
    this.#offsetMs += seconds * 1000;
  }

  /** From here on only {@link advance} moves the time: for limits of a second or two. */
  stop(): void {
    this.#stoppedAt = Date.now();
  }
}
