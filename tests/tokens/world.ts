/** A simulated pool with one user, and clients of it whose requests are written down. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { CognitoClient, type ClientOptions, type SessionStore } from "../../js/index.ts";
import { wasmFile } from "../host/wasm-files.ts";
import { startUserPool, type StartOptions, type UserPool } from "../user-pool/index.ts";
import { keys } from "../user-pool/support/tokens.ts";

export const JANE = { username: "jane", password: "Correct-Horse-7 é" };
export const DAY_MS = 86_400_000;

export const wasm = {
  signIn: new WebAssembly.Module(wasmFile("cognipress")),
  full: new WebAssembly.Module(wasmFile("cognipress-full")),
};

/** What `localStorage` is to a browser. */
export class MapStore implements SessionStore {
  readonly entries = new Map<string, string>();

  getItem = (key: string): string | null => this.entries.get(key) ?? null;
  setItem = (key: string, text: string): void => void this.entries.set(key, text);
  removeItem = (key: string): void => void this.entries.delete(key);
}

export interface World {
  readonly pool: UserPool;
  /** The operations that were asked for, by whatever client. */
  readonly sent: string[];
  newClient(options?: Partial<ClientOptions>): CognitoClient;
  /** How often new tokens were asked for. */
  refreshes(): number;
}

export async function newWorld(t: TestContext, options: StartOptions = {}): Promise<World> {
  const pool = await startUserPool({ keys, rotation: { graceSeconds: 0 }, ...options });
  t.after(() => pool.close());
  pool.addUser({ ...JANE, attributes: { email: "jane@example.com" } });
  const { poolId: userPoolId, clientId, url: endpoint } = pool;
  const sent: string[] = [];
  const recorded: typeof fetch = (url, init) => {
    sent.push(new Headers(init!.headers).get("x-amz-target")!.split(".")[1]!);
    return fetch(url, init);
  };
  return {
    pool,
    sent,
    newClient: (options) => new CognitoClient({ userPoolId, clientId, endpoint, wasm, fetch: recorded, ...options }),
    refreshes: () => sent.filter((operation) => operation === "GetTokensFromRefreshToken").length,
  };
}

/** The device's clock, which is also the pool's until that is moved the other way. */
export class DeviceClock {
  #offsetMs = 0;

  constructor(t: TestContext) {
    const now = Date.now;
    t.mock.method(Date, "now", () => now() + this.#offsetMs);
  }

  /** Time passes for all. */
  pass(ms: number): void {
    this.#offsetMs += ms;
  }

  /** The device's clock is set; the pool's goes on. */
  set(aheadMs: number, pool: UserPool): void {
    this.#offsetMs += aheadMs;
    pool.clock.advance(-aheadMs / 1000);
  }
}

/** No pause between retries. */
export function withoutPauses(t: TestContext): void {
  t.mock.method(Math, "random", () => 0);
}

/** Lets what is under way come to an end: the core's word on the tokens of a sign-in. */
export const settle = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until that holds, for two seconds at most. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !holds(); turn++) await settle(10);
  assert.ok(holds(), String(holds));
}
