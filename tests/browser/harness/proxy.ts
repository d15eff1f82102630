/**
 * A reverse proxy that stands in front of a real server: it remembers every
 * request byte for byte, and can be told to answer in the server's place.
 */

import { createServer, request as httpRequest } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as the browser sent it, and what became of it. Times are `performance.now()`. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingMessage["headers"];
  /** Request line, headers and body as they arrived. */
  raw: Buffer;
  body: Buffer;
  readonly startedAtMs: number;
  /** Undefined until the reply is complete. */
  endedAtMs?: number;
  /** Status of the reply; 0 when the connection was cut. */
  status?: number;
  /** Bytes of the reply's body. */
  replyLength: number;
}

/** What happens to a request instead of, or on top of, passing it on. */
export type Fault =
  | { kind: "answer"; status: number; headers?: Record<string, string>; body?: string | Buffer }
  /** The connection is cut without a reply. */
  | { kind: "drop" }
  /** The request is passed on once this has settled. */
  | { kind: "hold"; until: Promise<unknown> }
  /** These headers are set on the real reply; `null` removes one. */
  | { kind: "headers"; set: Record<string, string | null> };

export type Match = (request: RecordedRequest) => boolean;

interface Rule {
  match: Match;
  fault: Fault | ((request: RecordedRequest) => Fault | Promise<Fault>);
}

export class Proxy {
  readonly requests: RecordedRequest[] = [];
  #rules: Rule[] = [];
  #waiting: { match: Match; resolve: (request: RecordedRequest) => void }[] = [];

  private constructor(
    readonly upstream: URL,
    private readonly server: ReturnType<typeof createServer>,
  ) {
    server.on("request", (incoming, outgoing) => void this.#serve(incoming, outgoing));
  }

  /** Listens on the loopback port of `publicUrl` and passes everything on to `upstream`. */
  static async listen(publicUrl: string, upstream: string): Promise<Proxy> {
    const server = createServer({ keepAliveTimeout: 1000 });
    const proxy = new Proxy(new URL(upstream), server);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(Number(new URL(publicUrl).port), "127.0.0.1", resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Applies `fault` to every matching request until the returned function is called. Later rules win. */
  inject(match: Match, fault: Rule["fault"]): () => void {
    const rule = { match, fault };
    this.#rules.unshift(rule);
    return () => {
      this.#rules = this.#rules.filter((other) => other !== rule);
    };
  }

  /** Resolves with the next matching request, as soon as it has arrived and before it is answered. */
  arrival(match: Match): Promise<RecordedRequest> {
    return new Promise((resolve) => this.#waiting.push({ match, resolve }));
  }

  matching(match: Match): RecordedRequest[] {
    return this.requests.filter(match);
  }

  /** Forgets what was recorded and every injected fault. */
  reset(): void {
    this.requests.length = 0;
    this.#rules = [];
    this.#waiting = [];
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const record: RecordedRequest = {
      method: incoming.method ?? "",
      target: incoming.url ?? "",
      headers: incoming.headers,
      raw: Buffer.alloc(0),
      body: Buffer.alloc(0),
      startedAtMs: performance.now(),
      replyLength: 0,
    };
    this.requests.push(record);
    outgoing.on("close", () => {
      record.endedAtMs = performance.now();
      record.status ??= 0;
    });
    try {
      record.body = await read(incoming);
    } catch {
      return; // The client went away in the middle of its request.
    }
    record.raw = Buffer.concat([head(incoming), record.body]);
    this.#announce(record);
    try {
      await this.#answer(record, incoming, outgoing);
    } catch {
      incoming.socket.destroy();
    }
  }

  #announce(record: RecordedRequest): void {
    this.#waiting = this.#waiting.filter(({ match, resolve }) => {
      if (!match(record)) return true;
      resolve(record);
      return false;
    });
  }

  async #answer(record: RecordedRequest, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    let replyHeaders: Record<string, string | null> = {};
    for (const rule of this.#rules.filter(({ match }) => match(record))) {
      const fault = typeof rule.fault === "function" ? await rule.fault(record) : rule.fault;
      if (fault.kind === "drop") return void incoming.socket.destroy();
      if (fault.kind === "answer") {
        record.status = fault.status;
        outgoing.writeHead(fault.status, fault.headers).end(fault.body);
        return;
      }
      if (fault.kind === "hold") await fault.until;
      if (fault.kind === "headers") replyHeaders = { ...fault.set, ...replyHeaders };
    }
    await this.#pass(record, incoming, outgoing, replyHeaders);
  }

  #pass(
    record: RecordedRequest,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    replyHeaders: Record<string, string | null>,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const onward = httpRequest({
        host: this.upstream.hostname,
        port: this.upstream.port,
        // The upstream sees the client's own address, as rate limits go by it.
        localAddress: incoming.socket.remoteAddress,
        method: record.method,
        path: record.target,
        headers: incoming.rawHeaders,
        agent: false,
      });
      onward.on("error", reject);
      onward.on("response", (reply) => {
        record.status = reply.statusCode ?? 0;
        outgoing.writeHead(record.status, changed(reply.rawHeaders, replyHeaders));
        reply.on("data", (chunk: Buffer) => (record.replyLength += chunk.length));
        reply.on("error", reject);
        reply.pipe(outgoing).on("finish", resolve);
      });
      onward.end(record.body);
    });
  }
}

function head(incoming: IncomingMessage): Buffer {
  const lines = [`${incoming.method} ${incoming.url} HTTP/${incoming.httpVersion}`];
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    lines.push(`${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}`);
  }
  // Node hands header bytes out as Latin-1.
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

async function read(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function changed(rawHeaders: string[], set: Record<string, string | null>): string[] {
  const names = new Set(Object.keys(set).map((name) => name.toLowerCase()));
  const kept: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? "";
    // Connections to the browser are the proxy's own affair.
    if (names.has(name.toLowerCase()) || name.toLowerCase() === "connection") continue;
    kept.push(name, rawHeaders[i + 1] ?? "");
  }
  for (const [name, value] of Object.entries(set)) if (value !== null) kept.push(name, value);
  return kept;
}
