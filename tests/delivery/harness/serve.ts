import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type OutgoingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { after } from "node:test";

export interface FolderServer {
  readonly origin: string;
  /** Every path that was asked for, and how it was answered. */
  readonly served: { path: string; status: number }[];
  /** MIME types by extension. */
  readonly types: Record<string, string>;
  /** What every answer has besides its type. */
  headers: OutgoingHttpHeaders;
}

/** Serves a folder to the tests of this file. */
export async function serveFolder(folder: string): Promise<FolderServer> {
  const types: Record<string, string> = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
  };
  const server: FolderServer = { origin: "", served: [], types, headers: {} };
  const http = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, "http://localhost").pathname);
    let file = normalize(join(folder, path));
    if (file.endsWith("/")) file += "index.html";
    const found = existsSync(file) && statSync(file).isFile();
    server.served.push({ path, status: found ? 200 : 404 });
    if (!found) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream", ...server.headers });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  after(() => http.close().closeAllConnections());
  return Object.assign(server, { origin: `http://localhost:${(http.address() as AddressInfo).port}` });
}
