import { fork } from "node:child_process";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

import { startBrowser } from "./browser.ts";

/** A fresh process or page in which the measured script was loaded. */
export interface Page {
  /** Calls a method of the bench and waits for what it returns. */
  call<T>(method: string): Promise<T>;
  close(): Promise<void>;
}

/** Opens Node or, in the browser of the running WebDriver, a page with an empty profile. */
export async function openPage(engine: string, origin: string, directory: string): Promise<Page> {
  return engine === "node" ? openNode(directory) : openBrowser(engine, origin);
}

async function openBrowser(engine: string, origin: string): Promise<Page> {
  const browser = await startBrowser(engine);
  await browser.get(`${origin}/page.html`);
  return {
    async call<T>(method: string): Promise<T> {
      const [error, value] = await browser.executeAsyncScript<[string | null, T]>(CALL, method);
      if (error !== null) throw new Error(`${engine}: ${error}`);
      return value;
    },
    close: () => browser.quit(),
  };
}

const CALL = `
  const [method, done] = arguments;
  import("./main.js").then(({ SrpBench }) => {
    window.bench ??= new SrpBench();
    return window.bench[method]();
  }).then((value) => done([null, value ?? null]), (error) => done([String(error?.stack ?? error), null]));
`;

async function openNode(directory: string): Promise<Page> {
  const child = fork(new URL("node-page.ts", import.meta.url), [join(directory, "main.js")]);
  let settle: { resolve(value: unknown): void; reject(error: Error): void } | undefined;
  child.on("message", ([error, value]: [string | null, unknown]) => {
    if (error === null) settle?.resolve(value);
    else settle?.reject(new Error(`node: ${error}`));
  });
  child.on("exit", (code) => settle?.reject(new Error(`node ended with ${code}`)));
  return {
    call: <T>(method: string) =>
      new Promise<T>((resolve, reject) => {
        settle = { resolve: resolve as (value: unknown) => void, reject };
        child.send(method);
      }),
    async close() {
      if (!child.connected) return;
      const ended = new Promise((done) => child.once("exit", done));
      child.disconnect();
      await ended;
    },
  };
}

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves a folder on the loopback interface, isolated, or browsers would coarsen their clocks, and uncached, or cold were warm. */
export async function serve(directory: string): Promise<{ origin: string; close(): void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = createReadStream(join(directory, pathname));
    file.on("error", () => response.writeHead(404).end());
    file.once("open", () => {
      response.writeHead(200, {
        "content-type": TYPES[extname(pathname)] ?? "application/octet-stream",
        "cache-control": "no-store",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      });
      file.pipe(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
