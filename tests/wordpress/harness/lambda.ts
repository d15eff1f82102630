/** The sample trigger as a process, and what Lambda is to it: a fake of the Runtime API that takes nothing else. */

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** That of the other example, which has most of its dependencies. */
const TARGET = join(ROOT, "target/command-line");
const API = "/2018-06-01/runtime";

export interface MigrationEvent {
  version: "1";
  triggerSource: string;
  userName: string;
  request: { password?: string };
  response: Record<string, unknown>;
}

/** What came back: the event, or an error's text. */
export type Outcome = { event: MigrationEvent } | { error: string };

export function build(): void {
  execFileSync("cargo", ["build", "--quiet", "--locked", "--target-dir", TARGET], { cwd: join(ROOT, "www/examples/migration-lambda"), stdio: "inherit" });
}

export class Lambda {
  /** Errors that ended the program before its first event. */
  readonly initErrors: string[] = [];
  #waiting: ServerResponse | undefined;
  #events: { id: string; event: MigrationEvent; resolve: (outcome: Outcome) => void }[] = [];
  #running = new Map<string, (outcome: Outcome) => void>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly program: ChildProcess,
  ) {
    server.on("request", (request, response) => void this.#serve(request, response));
  }

  static async start(environment: Record<string, string>): Promise<Lambda> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const program = spawn(join(TARGET, "debug/bootstrap"), [], {
      stdio: "ignore",
      env: { AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`, ...environment },
    });
    return new Lambda(server, program);
  }

  invoke(triggerSource: string, userName: string, password?: string): Promise<Outcome> {
    const request = { ...(password === undefined ? {} : { password }), validationData: {}, clientMetadata: {} };
    const event: MigrationEvent = { version: "1", triggerSource, userName, request, response: { userAttributes: null, finalUserStatus: null, messageAction: null } };
    return new Promise((resolve) => {
      this.#events.push({ id: randomUUID(), event, resolve });
      this.#deliver();
    });
  }

  async close(): Promise<void> {
    if (this.program.exitCode === null) {
      const ended = once(this.program, "exit");
      this.program.kill();
      await ended;
    }
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    if (request.method === "GET" && request.url === `${API}/invocation/next` && this.#waiting === undefined) {
      this.#waiting = response;
      this.#deliver();
      return;
    }
    const [, id, kind] = new RegExp(`^${API}/invocation/([^/]+)/(response|error)$`).exec(request.url ?? "") ?? [];
    const resolve = this.#running.get(id ?? "");
    if (request.method === "POST" && resolve !== undefined) {
      this.#running.delete(id!);
      resolve(kind === "response" ? { event: JSON.parse(text) } : { error: JSON.parse(text).errorMessage });
    } else if (request.method === "POST" && request.url === `${API}/init/error`) {
      this.initErrors.push(JSON.parse(text).errorMessage);
    } else {
      response.writeHead(403).end();
      return;
    }
    response.writeHead(202, { "content-type": "application/json" }).end(`{"status":"OK"}`);
  }

  #deliver(): void {
    const next = this.#waiting && this.#events.shift();
    if (!next) return;
    this.#running.set(next.id, next.resolve);
    this.#waiting!.writeHead(200, { "content-type": "application/json", "lambda-runtime-aws-request-id": next.id, "lambda-runtime-deadline-ms": String(Date.now() + 5000) });
    this.#waiting!.end(JSON.stringify(next.event));
    this.#waiting = undefined;
  }
}
