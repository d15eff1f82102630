import type { Checked, Expectation, SelectedKey } from "../src/wasm/hosted.js";
import type { Config } from "../src/wasm/types.js";
import { besideThisScript } from "./beside.js";
import { CognipressError } from "./error.js";
import { loadCore, type WasmSource } from "./loader.js";
import { isSignedBy } from "./signature.js";
import { fetchWithin, type TransportOptions } from "./transport.js";

export interface VerifierOptions extends Config, Expectation, TransportOptions {
  /** The addresses of the wasm programs, or compiled modules. Unless given, they lie beside this script. */
  wasm?: WasmSource;
}

export type { Expectation };

export interface Verifier {
  /**
   * Resolves to the claims of a token that can be trusted: signed by the user pool, for this app client, not expired,
   * and as expected. Rejects with `Untrusted` otherwise; the error's message names the part that is not right.
   */
  verify(token: string): Promise<Record<string, unknown>>;
}

/** A key that is not in the set makes it fetched anew, but no more often than this. */
const SHORTEST_KEEP_MS = 10_000;

/** Verifies tokens that a page or a worker was handed by somebody else. The signature is checked by the platform. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { userPoolId, clientId, endpoint, tokenUse, scopes, groups, graceSeconds } = options;
  const config = JSON.stringify({ userPoolId, clientId, endpoint });
  const expectation = JSON.stringify({ tokenUse, scopes, groups, graceSeconds } satisfies Expectation);
  const source = { ...options, wasm: options.wasm ?? besideThisScript() };
  let keySet: Uint8Array | undefined;
  let fetchedAtMs = 0;
  let fetching: Promise<Uint8Array> | undefined;

  /** Fetches once for all who wait. */
  const fetchKeySet = (url: string): Promise<Uint8Array> => {
    fetching ??= fetchWithin(url, () => ({ credentials: "omit", redirect: "error" }), options, async (response) => {
      if (!response.ok) throw new CognipressError("Offline", "unavailable", `HTTP ${response.status} from ${url}`);
      fetchedAtMs = Date.now();
      return new Uint8Array(await response.arrayBuffer());
    }).finally(() => {
      fetching = undefined;
    });
    return fetching;
  };

  const selectKey = async ({ kid, keySetUrl }: Checked): Promise<SelectedKey> => {
    const core = await loadCore("full", source);
    const select = (keys: Uint8Array) => core.call<SelectedKey>("token_key", keys, kid);
    try {
      return await select(keySet ?? new Uint8Array());
    } catch (error) {
      if (Date.now() < fetchedAtMs + SHORTEST_KEEP_MS) throw error;
      const fetched = await fetchKeySet(keySetUrl);
      const key = await select(fetched);
      keySet = fetched; // not before: a set that has not got the key, or is none, replaces no other
      return key;
    }
  };

  return {
    async verify(token) {
      const core = await loadCore("full", source);
      const checked = await core.call<Checked>("token_check", Date.now(), config, expectation, token);
      const jwk = await selectKey(checked);
      const [header = "", payload = "", signature = ""] = token.split(".");
      const signed = new TextEncoder().encode(`${header}.${payload}`);
      if (!(await isSignedBy(jwk, signed, bytes(signature)))) {
        throw new CognipressError("Untrusted", "try-again", "signature");
      }
      return JSON.parse(new TextDecoder().decode(bytes(payload)));
    },
  };
}

/** Of base64url, which the core has found to be well formed. */
function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (digit) => digit.charCodeAt(0));
}
