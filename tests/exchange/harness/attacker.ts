/** A web server of another origin, which shows whatever page it is given. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export class Attacker {
  page = "";
  redirectTo = "";
  readonly #server = createServer(({ url, method, headers }, reply) => {
    if (url === "/redirect") {
      // What a browser asks before it lets a cross-origin request of its page be redirected with CORS.
      const cors = { "access-control-allow-origin": headers.origin ?? "*", "access-control-allow-credentials": "true" };
      if (method === "OPTIONS") reply.writeHead(204, { ...cors, "access-control-allow-headers": "content-type" }).end();
      else reply.writeHead(307, { ...cors, location: this.redirectTo }).end();
    } else if (url === "/") {
      reply.writeHead(200, { "content-type": "text/html" }).end(this.page);
    } else {
      reply.writeHead(404).end();
    }
  });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
