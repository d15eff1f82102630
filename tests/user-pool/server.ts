/**
 * HTTP around the pool: AWS JSON 1.1 requests, errors, CORS, the JWKS and discovery documents.
 * Followed: the Smithy specification of AWS JSON 1.1, and what cognito-idp answers to a browser.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { control } from "./control.ts";
import { ServiceError } from "./errors.ts";
import type { Fault, Faults } from "./faults.ts";
import { TOKEN_ENDPOINT } from "./hosted.ts";
import { operations } from "./model.ts";
import { handlers } from "./operations/index.ts";
import type { Caller, Pool } from "./pool.ts";
import { replyFaults, validateRequest } from "./validate.ts";

const TARGET = "AWSCognitoIdentityProviderService.";
const LARGEST_BODY = 1 << 20;
/** Clients that compute for long must not find their connection gone. */
const KEEP_ALIVE_MS = 600_000;
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
};

interface Outcome {
  readonly status: number;
  readonly body: string;
  readonly error?: ServiceError;
}

export class PoolServer {
  readonly #pool: Pool;
  readonly #faults: Faults;
  readonly #server: Server;
  /** What this fake said that the real service's model rules out; a test run must end with none. */
  readonly violations: string[] = [];
  #overtaken: (() => void)[] = [];

  constructor(pool: Pool, faults: Faults) {
    this.#pool = pool;
    this.#faults = faults;
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        this.violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
        response.destroy();
      });
    });
  }

  /** Listens on loopback only, and does not keep the process: a test that failed may never close its pool. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    this.#server.unref().on("connection", (socket) => socket.unref());
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("server", "simulated-user-pool (a test fake, not Amazon Cognito)");
    response.setHeader("date", new Date(this.#pool.clock.now()).toUTCString());
    if (request.url?.startsWith("/_fake/") === true) return control(this.#pool, this.#faults, request, response);
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    if (request.method === "OPTIONS") return preflight(request, response);
    if (request.method === "GET") return this.#document(request, response);
    return this.#call(request, response);
  }

  #document(request: IncomingMessage, response: ServerResponse): void {
    const { options, tokens } = this.#pool;
    const documents: Record<string, unknown> = {
      [`/${options.poolId}/.well-known/jwks.json`]: tokens.keys.jwks(),
      [`/${options.poolId}/.well-known/openid-configuration`]: {
        issuer: tokens.issuer,
        jwks_uri: `${tokens.issuer}/.well-known/jwks.json`,
        id_token_signing_alg_values_supported: ["RS256"],
        subject_types_supported: ["public"],
      },
    };
    const document = documents[request.url ?? ""];
    response.setHeader("content-type", "application/json");
    response.writeHead(document === undefined ? 404 : 200);
    response.end(JSON.stringify(document ?? { message: "This is a simulated user pool, made for tests." }));
  }

  async #call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const target = String(request.headers["x-amz-target"] ?? "").replace(TARGET, "");
    const name = request.url === TOKEN_ENDPOINT ? TOKEN_ENDPOINT : target;
    const fault = this.#faults.take(name);
    if (fault?.kind === "cut" && fault.when === "before") return void request.socket.destroy();
    const outcome = this.#outcome(name, body, request, fault);
    if (fault?.kind === "cut") return void request.socket.destroy();
    await this.#hold(fault);
    this.#send(response, outcome);
    for (const release of this.#overtaken.splice(0)) release();
  }

  #outcome(name: string, body: string, request: IncomingMessage, fault: Fault | undefined): Outcome {
    if (fault?.kind === "throttle") {
      return this.#failure(new ServiceError("TooManyRequestsException", "Too many requests"));
    }
    if (fault?.kind === "error") {
      return this.#failure(new ServiceError(fault.type, fault.message, fault.status));
    }
    const outcome = this.#run(name, body, request);
    if (fault?.kind === "reply") return { status: fault.status, body: fault.body };
    if (fault?.kind !== "tamper" || outcome.error !== undefined) return outcome;
    const reply = JSON.parse(outcome.body) as Record<string, unknown>;
    fault.edit(reply);
    return { status: outcome.status, body: JSON.stringify(reply) };
  }

  #run(name: string, body: string, request: IncomingMessage): Outcome {
    if (name === TOKEN_ENDPOINT) return this.#pool.hosted.token(body, callerOf(request).userAgent);
    const operation = operations[name];
    const handler = handlers[name];
    if (operation === undefined || handler === undefined) {
      return this.#failure(new ServiceError("UnknownOperationException", ""));
    }
    if (request.headers["content-type"]?.startsWith("application/x-amz-json-1.1") !== true) {
      return this.#failure(new ServiceError("UnknownOperationException", "The content type is not supported."));
    }
    try {
      const input = validateRequest(operation, parse(body));
      const reply = this.#checked(name, () => handler(this.#pool, input, callerOf(request)));
      return { status: 200, body: reply === undefined ? "" : JSON.stringify(reply) };
    } catch (error) {
      if (error instanceof ServiceError) return this.#failure(error);
      throw error;
    }
  }

  /** Runs an operation, and notes every reply or error that the model does not allow it. */
  #checked(name: string, run: () => object | undefined): object | undefined {
    const operation = operations[name]!;
    try {
      const reply = run();
      this.violations.push(...replyFaults(operation, reply).map((text) => `${name}: ${text}`));
      return reply;
    } catch (error) {
      if (error instanceof ServiceError && !operation.errors.includes(error.type)) {
        this.violations.push(`${name}: ${error.type} is not one of its errors (${error.message})`);
      }
      throw error;
    }
  }

  #failure(error: ServiceError): Outcome {
    const { capitalMessage, namespacedType } = this.#pool.options.awkward;
    const type = namespacedType
      ? `com.amazonaws.cognito.identity.idp.model#${error.type}:http://internal.amazon.com/coral/`
      : error.type;
    const body = JSON.stringify({ __type: type, [capitalMessage ? "Message" : "message"]: error.message });
    return { status: error.status, body, error };
  }

  async #hold(fault: Fault | undefined): Promise<void> {
    const { jitterMs } = this.#pool.options.awkward;
    if (jitterMs > 0) await delay(Math.random() * jitterMs);
    if (fault?.kind === "delay") await delay(fault.ms);
    if (fault?.kind === "overtaken") await new Promise<void>((resolve) => this.#overtaken.push(resolve));
  }

  #send(response: ServerResponse, { body, error, status }: Outcome): void {
    response.setHeader("x-amzn-requestid", randomUUID());
    response.setHeader("content-type", "application/x-amz-json-1.1");
    if (error !== undefined) {
      response.setHeader("x-amzn-errortype", `${error.type}:`);
      response.setHeader("x-amzn-errormessage", encodeURI(error.message));
    }
    response.writeHead(status);
    response.end(body);
  }
}

function preflight(request: IncomingMessage, response: ServerResponse): void {
  const wanted = request.headers["access-control-request-headers"];
  response.setHeader("access-control-allow-methods", "POST");
  if (wanted !== undefined) response.setHeader("access-control-allow-headers", wanted);
  response.setHeader("access-control-max-age", "172800");
  response.writeHead(200);
  response.end();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error("the request is larger than the service takes");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ServiceError("SerializationException", "");
  }
}

const callerOf = (request: IncomingMessage): Caller => ({
  userAgent: (request.headers["user-agent"] ?? "unknown").slice(0, 1024),
  ipAddress: request.socket.remoteAddress ?? "127.0.0.1",
});
