/** The table: rows that are declared as data, a test for each cell, and what has come of them. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startUserPool, type StartOptions, type UserPool } from "../user-pool/index.ts";
import { keys } from "../user-pool/support/tokens.ts";
import { Client } from "./driver.ts";
import { journeysOf, legend, PEERS } from "./peers.ts";

export const COLUMNS = ["happy path", "wrong answer", "expired", "throttled", "network cut"] as const;
export type Column = (typeof COLUMNS)[number];

export interface World {
  readonly pool: UserPool;
  readonly client: Client;
}

export type Cell =
  /** "ok" where it passes, against a pool of its own. */
  | { readonly kind: "run"; readonly run: Run }
  /** Cannot be, for this reason. */
  | { readonly kind: "none"; readonly because: string };

type Run = (world: World) => Promise<void>;

export interface Row {
  readonly group: "operation" | "AuthFlow" | "ChallengeName";
  /** As the service model has it. */
  readonly name: string;
  /** Which of several rows of that name. */
  readonly variant?: string;
  readonly options?: StartOptions;
  /** What is missing here is a gap. */
  readonly cells: Readonly<Partial<Record<Column, Cell>>>;
}

export const none = (because: string): Cell => ({ kind: "none", because });
export const run = (run: Run): Cell => ({ kind: "run", run });

/** All five cells alike. */
export const throughout = (cell: Cell): Row["cells"] => Object.fromEntries(COLUMNS.map((column) => [column, cell]));

const MARKS = { run: "ok", none: "—" } as const;
const GAP = "GAP";

export const titleOf = ({ name, variant }: Row): string => (variant === undefined ? name : `${name} (${variant})`);

/** Registers a test for each cell that can be, and prints the table once all have run. */
export function registerTable(rows: readonly Row[]): void {
  const marks = new Map<Row, string[]>(rows.map((row) => [row, COLUMNS.map(() => "not run")]));
  for (const row of rows) {
    for (const [index, column] of COLUMNS.entries()) {
      const mark = (text: string) => (marks.get(row)![index] = text);
      const cell = row.cells[column];
      if (cell?.kind === "none") mark(MARKS.none);
      else test(`${row.group} ${titleOf(row)}: ${column}`, () => fill(row, cell, mark));
    }
  }
  after(() => print(rows, marks));
}

async function fill(row: Row, cell: Exclude<Cell, { kind: "none" }> | undefined, mark: (text: string) => void) {
  mark(cell === undefined ? GAP : "FAILED");
  assert.ok(cell, "nobody has written this test");
  const pool = await startUserPool({ keys, ...row.options });
  const client = new Client(pool);
  try {
    await cell.run({ pool, client });
  } finally {
    client.free();
    await pool.close();
  }
  mark(MARKS[cell.kind]);
}

function print(rows: readonly Row[], marks: ReadonlyMap<Row, readonly string[]>): void {
  const width = Math.max(...rows.map((row) => titleOf(row).length));
  const lines: string[] = [];
  let group = "";
  for (const row of rows) {
    if (row.group !== group) {
      group = row.group;
      const header = [...COLUMNS, ...PEERS].map((title) => title.padEnd(12));
      lines.push("", `${group.padEnd(width)}  ${header.join("  ")}`.trimEnd());
    }
    const peers = PEERS.map((peer) => journeysOf(peer, titleOf(row)).join(" ") || "—");
    const cells = [...marks.get(row)!, ...peers].map((text) => text.padEnd(12));
    lines.push(`${titleOf(row).padEnd(width)}  ${cells.join("  ")}`.trimEnd());
  }
  const count = new Map<string, number>();
  for (const mark of [...marks.values()].flat()) count.set(mark, (count.get(mark) ?? 0) + 1);
  const counted = Array.from(count, ([mark, number]) => `${number} ${mark}`).join(", ");
  lines.push("", ...PEERS.flatMap(legend), "");
  console.log(`${lines.join("\n")}\n${rows.length} rows: ${counted}, ${count.get(GAP) ?? 0} gaps`);
}
