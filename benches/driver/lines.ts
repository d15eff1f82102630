/** One measurement of ours, beside one peer where there is one. */
export interface Line {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "bytes";
  /** The smallest sample of ours: what the machine can do when nothing else runs. */
  readonly min?: number;
  readonly peer?: string;
  readonly peerValue?: number;
  readonly peerMin?: number;
  /**
   * Ours by the peer's: below 1, ours is faster or smaller. Of times, the median over the rounds in which both took
   * their turn, for a shared machine has another clock from one round to the next.
   */
  readonly ratio?: number;
}

/** Standard output is for lines alone; what happens meanwhile is told on standard error. */
export function print(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Samples by round. */
export type Rounds = readonly (readonly number[])[];

/** Our median beside each peer's. */
export function printTimes(name: string, ours: Rounds, peers: Record<string, Rounds> = {}): void {
  const [value, min] = summary(ours);
  const line = { name, value, unit: "ms" as const, min };
  if (Object.keys(peers).length === 0) print(line);
  for (const [peer, rounds] of Object.entries(peers)) {
    const [peerValue, peerMin] = summary(rounds);
    const ratios = rounds.map((samples, index) => median(ours[index] ?? []) / median(samples));
    print({ ...line, peer, peerValue, peerMin, ratio: round(median(ratios)) });
  }
}

/** Median and smallest sample. */
function summary(rounds: Rounds): [value: number, min: number] {
  const samples = rounds.flat();
  return [round(median(samples)), round(Math.min(...samples))];
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
