/**
 * `/_fake/…`: what a test in another process needs to steer the pool. No part of the API that is simulated, and
 * without CORS, so that a page cannot reach it.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault, Faults } from "./faults.ts";
import type { Pool } from "./pool.ts";
import { addUser, type NewUser } from "./seed.ts";

interface Commands {
  readonly "/_fake/clock": { readonly advanceSeconds: number };
  readonly "/_fake/faults": { readonly operation: string; readonly fault: Fault; readonly times?: number };
  readonly "/_fake/users": NewUser;
}

export async function control(
  pool: Pool,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body: unknown = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString("utf8")) : undefined;
  const known = obey(pool, faults, `${request.method} ${request.url}`, body);
  response.setHeader("content-type", "application/json");
  response.writeHead(known === undefined ? 404 : 200);
  response.end(JSON.stringify(known ?? {}));
}

function obey(pool: Pool, faults: Faults, command: string, body: unknown): object | undefined {
  switch (command) {
    case "GET /_fake/mailbox":
      return pool.mailbox.messages;
    case "POST /_fake/clock":
      pool.clock.advance((body as Commands["/_fake/clock"]).advanceSeconds);
      return {};
    case "POST /_fake/faults": {
      const { fault, operation, times } = body as Commands["/_fake/faults"];
      faults.plant(operation, fault, times);
      return {};
    }
    case "POST /_fake/users":
      return { sub: addUser(pool, body as Commands["/_fake/users"]).sub };
    default:
      return undefined;
  }
}
