/** The packed npm package on an origin of its own, with a simulated pool, for tests in a browser. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { after, type TestContext } from "node:test";
import { buildSync } from "esbuild";
import type { WebDriver } from "selenium-webdriver";
import type { CognitoClient, SessionStore } from "../../../js/index.ts";
import type * as session from "../../../js/session/index.ts";
import type { WorkerClient } from "../../../js/worker/index.ts";
import { runInPage } from "../../browser/harness/in-page.ts";
import { startBrowser } from "../../browser/harness/webdriver.ts";
import { startUserPool, type StartOptions, type UserPool } from "../../user-pool/index.ts";
import { keys } from "../../user-pool/support/tokens.ts";

/** Other libraries as a page has them, under the names of their scripts. */
const PEERS = new Map(
  ["amplify", "identity-js"].map((name) => {
    const entry = fileURLToPath(new URL(`../../../benches/signin/${name}.ts`, import.meta.url));
    const { outputFiles } = buildSync({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: "esm",
      target: "es2022",
      define: { global: "globalThis" },
    });
    return [`/peers/${name}.js`, outputFiles[0]!.contents];
  }),
);

const PACKAGE = fileURLToPath(new URL("../../../pkg/dist/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", wasm: "application/wasm" };

export const JANE = { username: "jane", password: "Correct-Horse-7 é" };

/** What the page offers the tests: `window.page`. */
export interface Page {
  client: CognitoClient;
  /** How many requests this tab has sent to Cognito. */
  requests: number;
  session: typeof session;
  config: { userPoolId: string; clientId: string; endpoint: string };
  newClient(store?: SessionStore): CognitoClient;
  newWorkerClient(): Promise<WorkerClient>;
  worker: WorkerClient;
  /** What came of what a test does not wait for. */
  outcome: string | undefined;
}

declare global {
  interface Window {
    page: Page;
  }
}

const html = (config: object) => `<!doctype html><title>test</title><script type="module">
const config = ${JSON.stringify(config)};
const { CognitoClient } = await import("/index.js");
const page = {
  config,
  requests: 0,
  session: await import("/session/index.js"),
  newClient: (store) => page.client = new CognitoClient({
    ...config,
    ...(store && { store }),
    fetch: (...args) => (page.requests++, fetch(...args)),
  }),
  async newWorkerClient() {
    const { createWorkerClient } = await import("/worker/index.js");
    return page.worker = createWorkerClient(config);
  },
};
window.page = page;
</script>`;

export interface Site {
  readonly url: string;
  readonly pool: UserPool;
  readonly browser: WebDriver;
  /** Runs a function in the page that is in front, with its `page`. */
  run<Args extends unknown[], Result>(work: (page: Page, ...args: Args) => Result, ...args: Args): Promise<Awaited<Result>>;
  /** Opens a page, in a new tab unless it is the first; its `window.page` is there afterwards. */
  open(options?: { withoutLocks?: boolean }): Promise<void>;
  refreshes(): number;
}

/** One for all tests of a file: each site is an origin of its own. */
let browser: WebDriver | undefined;
after(() => browser?.quit());

async function closeTabs(driver: WebDriver): Promise<void> {
  const [first, ...others] = await driver.getAllWindowHandles();
  for (const tab of others) {
    await driver.switchTo().window(tab);
    await driver.close();
  }
  await driver.switchTo().window(first!);
}

export async function newSite(t: TestContext, options: StartOptions = {}): Promise<Site> {
  const pool = await startUserPool({ keys, rotation: { graceSeconds: 0 }, ...options });
  t.after(() => pool.close());
  pool.addUser({ ...JANE, attributes: { email: "jane@example.com" } });
  let refreshes = 0;
  const refresh = pool.pool.tokens.refresh.bind(pool.pool.tokens);
  pool.pool.tokens.refresh = (...args) => {
    refreshes++;
    return refresh(...args);
  };

  const config = { userPoolId: pool.poolId, clientId: pool.clientId, endpoint: pool.url };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/") {
      const prelude = searchParams.has("without-locks")
        ? "<script>Object.defineProperty(navigator, 'locks', { value: undefined })</script>"
        : "";
      response.writeHead(200, { "content-type": "text/html" }).end(prelude + html(config));
      return;
    }
    const peer = PEERS.get(pathname);
    if (peer) return void response.writeHead(200, { "content-type": "text/javascript" }).end(peer);
    readFile(PACKAGE + pathname.slice(1)).then(
      (file) => response.writeHead(200, { "content-type": TYPES[pathname.split(".").at(-1)!] ?? "text/plain" }).end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  browser ??= await startBrowser();
  const driver = browser;
  t.after(() => closeTabs(driver));
  let isOpen = false;
  const run: Site["run"] = (work, ...args) => runInPage(driver, work, args);
  return {
    url,
    pool,
    browser: driver,
    run,
    refreshes: () => refreshes,
    async open({ withoutLocks = false } = {}) {
      if (isOpen) await driver.switchTo().newWindow("tab");
      isOpen = true;
      await driver.get(withoutLocks ? `${url}?without-locks` : url);
      await driver.wait(() => driver.executeScript("return window.page !== undefined"), 20_000);
    },
  };
}
