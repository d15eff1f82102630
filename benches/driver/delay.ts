import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface DelayedServer {
  readonly url: string;
  close(): void;
}

/** Puts `upstream` as far away as a round trip of `rttMs`: every request waits that long on its way. */
export async function delay(upstream: string, rttMs: number): Promise<DelayedServer> {
  const server = createServer(async (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    await sleep(rttMs);
    const onward = request(new URL(url ?? "/", upstream), { method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
