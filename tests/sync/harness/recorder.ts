/**
 * Stands before the local Cognito and notes what of it took effect. A caller who is gone changes nothing: the request
 * is carried through.
 */

import { createServer, type Server } from "node:http";
import { once } from "node:events";

export interface Call {
  operation: string;
  username: string;
  input: Record<string, unknown>;
  /** Status of the reply; 0 when Cognito was down, and nobody knows whether it took effect. */
  status: number;
}

export class Recorder {
  readonly calls: Call[] = [];

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async listen(port: number, upstream: string): Promise<Recorder> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const input = JSON.parse(body.toString());
      const call: Call = { operation: String(request.headers["x-amz-target"]).split(".")[1]!, username: input.Username, input, status: 0 };
      recorder.calls.push(call);
      try {
        const { connection: _, "content-length": __, ...headers } = request.headers;
        const reply = await send(upstream, headers as Record<string, string>, body);
        call.status = reply.status;
        response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.1" }).end(reply.body);
      } catch {
        response.destroy();
      }
    });
    const recorder = new Recorder(`http://localhost:${port}`, server);
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return recorder;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}

/** The signature covers Host, which fetch() would not leave alone. */
async function send(upstream: string, headers: Record<string, string>, body: Buffer): Promise<{ status: number; body: Buffer }> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    const outgoing = request(upstream, { method: "POST", headers: { ...headers, "content-length": body.length }, agent: false }, async (reply) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of reply) chunks.push(chunk);
        resolve({ status: reply.statusCode!, body: Buffer.concat(chunks) });
      } catch (error) {
        reject(error);
      }
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
