/**
 * The arithmetic of a sign-in in one engine:
 *
 *   node --import tsx benches/driver/srp.ts ENGINE DIRECTORY FLOOR
 *
 * ENGINE is node, or chromium, firefox, webkit with a running WebDriver;
 * DIRECTORY holds the built bench, FLOOR is the native program.
 */

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { Cold, Sample, Samples } from "../srp/main.ts";
import { printTimes, type Rounds } from "./lines.ts";
import { openPage, serve } from "./page.ts";

/** Fresh pages for the first call. */
const COLD_PAGES = 5;
const ROUNDS = 15;
/** Sign-ins by the native libraries in each round. */
const FLOOR_RUNS = 8;

const [engine, directory, floor] = process.argv.slice(2) as [string, string, string];
const cold: Cold[] = [];
const warm: Samples[] = [];

const server = await serve(directory);
for (let i = 0; i < COLD_PAGES; i++) {
  const page = await openPage(engine, server.origin, directory);
  try {
    cold.push(await page.call<Cold>("cold"));
    if (i < COLD_PAGES - 1) continue;
    await page.call("check");
    await page.call("warmUp");
    for (let round = 0; round < ROUNDS; round++) {
      // Ours come first in the page: right after the floor.
      const { stdout } = await promisify(execFile)(floor, [String(FLOOR_RUNS)]);
      warm.push({ ...(JSON.parse(stdout) as Samples), ...(await page.call<Samples>("round")) });
    }
  } finally {
    await page.close();
  }
}
server.close();

const login = ([begin, answer]: Sample): number => begin + answer;
const afterSubmit = ([, answer]: Sample): number => answer;
report(`srp.login.${engine}`, "cognipress", warm, login);
report(`srp.login-scalar.${engine}`, "cognipress-scalar", warm, login, { simd: times(warm, "cognipress", login) });
report(`srp.login-js.${engine}`, "cognipress-js", warm, login);
printTimes(
  `srp.load.${engine}`,
  cold.map(({ loadMs }) => [loadMs]),
);
report(
  `srp.login-cold.${engine}`,
  "cognipress",
  cold.map(({ first }) => first),
  login,
);
report(`srp.after-submit.${engine}`, "cognipress", warm, afterSubmit);

function times(from: readonly Samples[], name: string, part: (sample: Sample) => number): Rounds {
  return from.map((round) => (round[name] ?? []).map(part));
}

/** Ours beside every candidate that is not ours. */
function report(
  name: string,
  ours: string,
  from: readonly Samples[],
  part: (sample: Sample) => number,
  others: Record<string, Rounds> = {},
): void {
  const peers = Object.keys(from[0] ?? {}).filter((peer) => !peer.startsWith("cognipress"));
  const theirs = Object.fromEntries(peers.map((peer) => [peer, times(from, peer, part)]));
  printTimes(name, times(from, ours, part), { ...theirs, ...others });
}
