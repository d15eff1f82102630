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
  /** value / peerValue: below 1, ours is faster or smaller. */
  readonly ratio?: number;
}

/** Standard output is for lines alone; what happens meanwhile is told on standard error. */
export function print(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Our median beside each peer's. */
export function printTimes(name: string, ours: readonly number[], peers: Record<string, readonly number[]> = {}): void {
  const value = round(median(ours));
  const line = { name, value, unit: "ms" as const, min: round(Math.min(...ours)) };
  if (Object.keys(peers).length === 0) print(line);
  for (const [peer, samples] of Object.entries(peers)) {
    const peerValue = median(samples);
    const peerMin = round(Math.min(...samples));
    print({ ...line, peer, peerValue: round(peerValue), peerMin, ratio: round(median(ours) / peerValue) });
  }
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
