/** Takes the place of `Date.now` and the intervals; time passes only by `tick`. */
export class FakeClock {
  #now = Date.now();
  #nextId = 1;
  readonly #intervals = new Map<number, { callback: () => void; periodMs: number; dueMs: number }>();

  constructor() {
    Date.now = () => this.#now;
    window.setInterval = ((callback: () => void, periodMs: number) => {
      const id = this.#nextId++;
      this.#intervals.set(id, { callback, periodMs, dueMs: this.#now + periodMs });
      return id;
    }) as typeof window.setInterval;
    window.clearInterval = ((id: number) => this.#intervals.delete(id)) as typeof window.clearInterval;
  }

  /** How many intervals run. */
  get running(): number {
    return this.#intervals.size;
  }

  tick(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#intervals.values()].sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!next || next.dueMs > end) break;
      this.#now = next.dueMs;
      next.dueMs += next.periodMs;
      next.callback();
    }
    this.#now = end;
  }
}
