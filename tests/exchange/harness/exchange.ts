/** Stands the site and the pool up for raw exchanges, with keys of the tests in the pool's key set. */

import { after, before } from "node:test";
import { Proxy } from "../../browser/harness/proxy.ts";
import { cognito, site } from "../../browser/harness/site.ts";
import { keySet } from "../../browser/harness/stage.ts";
import { forgetKeySet } from "../../browser/harness/wordpress.ts";
import type { Keys } from "./forgery.ts";
import { keySetWith, makeEcKey, makeRsaKey } from "./keys.ts";

export interface Exchange {
  wordpress: Proxy;
  cognito: Proxy;
  keys: Keys;
}

/**
 * For the tests of this file, which may have to `prepare` more. What one of
 * them injects it takes back itself.
 */
export function setExchange(prepare = async (): Promise<void> => {}): Exchange {
  const exchange = {} as Exchange;
  before(async () => {
    exchange.wordpress = await Proxy.listen(site.url, site.upstream);
    exchange.cognito = await Proxy.listen(cognito.url, cognito.upstream);
    exchange.keys = {
      trusted: makeRsaKey(),
      short: makeRsaKey(1024),
      encryption: makeRsaKey(2048, { use: "enc" }),
      elliptic: makeEcKey(),
      attacker: makeRsaKey(),
    };
    const { trusted, short, encryption, elliptic } = exchange.keys;
    exchange.cognito.inject(keySet, await keySetWith(trusted, short, encryption, elliptic));
    await forgetKeySet();
    await prepare();
  });
  after(async () => {
    await forgetKeySet();
    await exchange.wordpress?.close();
    await exchange.cognito?.close();
  });
  return exchange;
}
