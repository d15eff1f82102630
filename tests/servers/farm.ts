/** Two PHP servers behind a balancer, on one database, as the tests use them. */

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { cognito, pool, site } from "../browser/harness/site.ts";
import { askWordPress, forgetKeySet } from "../browser/harness/wordpress.ts";
import { makeRsaKey, type SigningKey } from "../exchange/harness/keys.ts";

const CONTENT = `${site.directory}/wp-content`;

/** The balancer sends a request with this header to that server; the others to each in turn. */
export type ServerName = "a" | "b";
export const at = (server: ServerName): Record<string, string> => ({ "x-server": server });

export interface Farm {
  key: SigningKey;
  /** How often the key set was asked for. */
  keySetRequests: number;
}

/** A key set of the tests' own in the pool's place, and addresses as the balancer tells them. */
export function setFarm(): Farm {
  const farm: Farm = { key: makeRsaKey(), keySetRequests: 0 };
  let server: Server;
  before(async () => {
    server = createServer((request, reply) => {
      const isKeySet = request.url === `/${pool.userPoolId}/.well-known/jwks.json`;
      if (isKeySet) farm.keySetRequests++;
      reply.writeHead(isKeySet ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify({ keys: [farm.key.jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(Number(new URL(cognito.url).port), "127.0.0.1", resolve));
    mkdirSync(`${CONTENT}/mu-plugins`, { recursive: true });
    writeFileSync(`${CONTENT}/mu-plugins/balancer.php`, "<?php add_filter('cognipress_client_address', fn() => $_SERVER['HTTP_X_REAL_IP']);");
  });
  after(async () => {
    rmSync(`${CONTENT}/mu-plugins`, { recursive: true });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return farm;
}

/** Puts the object cache in place, or takes it away, with nothing cached of before. */
export async function useObjectCache(isWanted: boolean): Promise<void> {
  const dropIn = `${CONTENT}/object-cache.php`;
  if (isWanted) copyFileSync(fileURLToPath(new URL("object-cache.php", import.meta.url)), dropIn);
  else rmSync(dropIn, { force: true });
  await askWordPress("wp_cache_flush();");
  await forgetKeySet();
}
