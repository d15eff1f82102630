/**
 * A whole sign-in, from the submit to the tokens, by three clients in turn:
 *
 *   node --import tsx benches/driver/signin.ts DIRECTORY
 *
 * Each sign-in is the first thing that happens in a fresh page in which the
 * client is loaded and the user has typed, for that is what people wait for:
 * no client is warm, and ours has made its A.
 */

import type { WebDriver } from "selenium-webdriver";

import type { Credentials } from "../signin/peer.ts";
import { startBrowser } from "./browser.ts";
import { delay } from "./delay.ts";
import { fact, pool } from "./environment.ts";
import { printTimes } from "./lines.ts";
import { serve } from "./page.ts";

const CLIENTS = ["cognipress", "amplify", "identity-js"] as const;
const ROUND_TRIPS_MS = [0, 50, 150];
const ROUNDS = 12;

const SIGN_IN = `
  const [client, credentials, done] = arguments;
  localStorage.clear();
  import("./" + client + ".js").then(async ({ prepare, signIn }) => {
    await prepare?.(credentials);
    const start = performance.now();
    await signIn(credentials);
    return performance.now() - start;
  }).then((ms) => done([null, ms]), (error) => done([String(error?.stack ?? error), 0]));
`;

const [directory] = process.argv.slice(2) as [string];
const { userPoolId, clientId, username, password } = pool();
const page = await serve(directory);
const browser = await startBrowser("chromium");
try {
  for (const rttMs of ROUND_TRIPS_MS) {
    const cognito = await delay(fact("COGNIPRESS_COGNITO_UPSTREAM"), rttMs);
    const credentials = { userPoolId, clientId, username, password, endpoint: cognito.url };
    const times = Object.fromEntries(CLIENTS.map((client) => [client, [] as number[][]]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const client of CLIENTS) times[client]?.push([await signIn(browser, client, credentials)]);
    }
    cognito.close();
    const { cognipress = [], ...peers } = times;
    printTimes(`signin.rtt${rttMs}`, cognipress, peers);
  }
} finally {
  await browser.quit();
  page.close();
}

async function signIn(browser: WebDriver, client: string, credentials: Credentials): Promise<number> {
  await browser.get(`${page.origin}/page.html`);
  const [error, ms] = await browser.executeAsyncScript<[string | null, number]>(SIGN_IN, client, credentials);
  if (error !== null) throw new Error(`${client}: ${error}`);
  return ms;
}
