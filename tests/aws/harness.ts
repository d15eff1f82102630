/** The packed npm package on an origin of its own, beside a local AWS. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { TestContext } from "node:test";
import type { createAuthorizedFetch } from "../../js/authorized-fetch.ts";
import type { Aws } from "../../js/aws/index.ts";
import type { CognitoClient } from "../../js/index.ts";
import { fromEnvironment } from "../browser/harness/environment.ts";
import { runInPage } from "../browser/harness/in-page.ts";
import { startBrowser } from "../browser/harness/webdriver.ts";

/** Its servers are known by the names before this address: a browser finds all of them on the loopback. */
const upstream = new URL(fromEnvironment("COGNIPRESS_COGNITO_UPSTREAM"));
const at = (name: string) => `http://${name}localhost:${upstream.port}`;

const pool = JSON.parse(readFileSync(fromEnvironment("COGNIPRESS_USERS"), "utf8")) as {
  userPoolId: string;
  clientId: string;
  users: Record<string, { username: string; password: string }>;
};
/** Two users of the pool. */
export const [alice, carol] = [pool.users["normal"]!, pool.users["groups"]!];

/** What `account.py` has made. */
interface Account {
  identityPoolId: string;
  bucket: string;
  table: string;
  apis: { iam: string; jwt: string };
  /** Of users. */
  role: string;
}

/** What the page offers the tests: `window.page`. */
export interface Page {
  client: CognitoClient;
  aws: Aws;
  /** Another one for the same client. */
  newAws(options?: object): Aws;
  /** With the ID token. */
  authorizedFetch: ReturnType<typeof createAuthorizedFetch>;
  /** How often credentials were asked for. */
  credentials: number;
  /** How far the clock of this device is moved, in milliseconds. */
  clock: number;
  urls: { bucket: string; dynamodb: string; iam: string; jwt: string };
  account: Account;
}

export interface Site {
  run<Args extends unknown[], Result>(work: (page: Page, ...args: Args) => Result, ...args: Args): Promise<Awaited<Result>>;
  /** Lets users have the folder of that identity in the bucket. */
  grant(identityId: string): void;
  /** Loads the page anew. */
  reload(): Promise<void>;
}

const PACKAGE = fileURLToPath(new URL("../../pkg/dist/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", wasm: "application/wasm" };

const html = (facts: object) => `<!doctype html><title>test</title><script type="module">
const { config, awsConfig, urls, account } = ${JSON.stringify(facts)};
const now = Date.now;
Date.now = () => now() + page.clock;
const { CognitoClient } = await import("/index.js");
const { createAws } = await import("/aws/index.js");
const { createAuthorizedFetch } = await import("/authorized-fetch.js");
const client = new CognitoClient(config);
const counting = (input, init) => {
  if (init?.headers?.["x-amz-target"]?.endsWith("GetCredentialsForIdentity")) page.credentials++;
  return fetch(input, init);
};
const newAws = (options) => createAws(client, { ...awsConfig, store: localStorage, fetch: counting, ...options });
const page = window.page = {
  client, newAws, urls, account, clock: 0, credentials: 0,
  aws: newAws(),
  authorizedFetch: createAuthorizedFetch(client, { origins: [urls.jwt], token: "id" }),
};
</script>`;

function atAws(...command: string[]): string {
  const script = fileURLToPath(new URL("account.py", import.meta.url));
  const args = [script, upstream.origin, ...command];
  return execFileSync(fromEnvironment("COGNIPRESS_PYTHON"), args, { encoding: "utf8" });
}

export async function newSite(t: TestContext, { withoutWasm = false } = {}): Promise<Site> {
  const account = JSON.parse(atAws("make", pool.userPoolId, pool.clientId)) as Account;
  const urls = {
    bucket: at(`${account.bucket}.s3.`),
    dynamodb: at(""),
    iam: at(`${account.apis.iam}.execute-api.`),
    jwt: at(`${account.apis.jwt}.execute-api.`),
  };
  const services = {
    [urls.bucket]: { service: "s3" },
    [urls.dynamodb]: { service: "dynamodb" },
    [urls.iam]: { service: "execute-api" },
  };
  const { userPoolId, clientId } = pool;
  const config = { userPoolId, clientId, endpoint: at("") };
  const awsConfig = { identityPoolId: account.identityPoolId, endpoint: at(""), services };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/") {
      const prelude = withoutWasm ? "<script>delete globalThis.WebAssembly</script>" : "";
      response.writeHead(200, { "content-type": "text/html" }).end(prelude + html({ config, awsConfig, urls, account }));
      return;
    }
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
  const browser = await startBrowser();
  t.after(() => browser.quit());
  const reload = async () => {
    await browser.get(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await browser.wait(() => browser.executeScript("return window.page !== undefined"), 20_000);
  };
  await reload();
  return {
    reload,
    grant: (identityId) => void atAws("own", account.role, account.bucket, identityId),
    run: (work, ...args) => runInPage(browser, work, args),
  };
}
