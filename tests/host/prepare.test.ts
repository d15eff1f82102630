import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SignInFlow, type SignInOptions } from "../../js/sign-in.ts";
import { startUserPool, type UserPool } from "../user-pool/index.ts";
import { wasmFile } from "./wasm-files.ts";

const JANE = { username: "jane", password: "Correct-Horse-7 é" };

let pool: UserPool;

before(async () => {
  pool = await startUserPool({});
  pool.addUser(JANE);
});
after(() => pool.close());

/** By what is special about the sign-in: what it takes, its options, and the keys in the browser's storage. */
const cases: [string, "cognipress" | "cognipress-full", Partial<SignInOptions>, (clientId: string) => object][] = [
  ["nothing", "cognipress", {}, () => ({})],
  ["a method", "cognipress-full", { method: "migration" }, () => ({})],
  ["metadata for the triggers", "cognipress-full", { clientMetadata: () => ({ from: "a test" }) }, () => ({})],
  ["a device of this app client", "cognipress-full", {}, (clientId) => ({ [`cognipress:device:${clientId}:joe`]: "{}" })],
  ["a device of another", "cognipress", {}, () => ({ "cognipress:device:another:joe": "{}" })],
];

for (const [index, [name, program, options, stored]] of cases.entries()) {
  test(`${name}: what the submit takes is loaded ahead, and nothing else`, async (t) => {
    const { poolId: userPoolId, clientId, url: endpoint } = pool;
    const localStorage = Object.assign(Object.create({ getItem: () => null }), stored(clientId));
    Object.defineProperty(globalThis, "localStorage", { value: localStorage, configurable: true });
    t.after(() => Reflect.deleteProperty(globalThis, "localStorage"));
    const loaded: string[] = [];
    const serve: typeof fetch = async (url, init) => {
      const file = /\/(cognipress|cognipress-full)\.wasm$/.exec(String(url))?.[1];
      if (!file) return fetch(url, init);
      loaded.push(file);
      return new Response(new Uint8Array(wasmFile(file as typeof program)), { headers: { "content-type": "application/wasm" } });
    };
    const url = (file: string) => ({ simd: `https://${index}.example/${file}.wasm`, baseline: "" });
    const wasm = { signIn: url("cognipress"), full: url("cognipress-full") };
    const flow = new SignInFlow({ userPoolId, clientId, endpoint, wasm, fetch: serve, ...options });

    await flow.prepare();
    assert.deepEqual(loaded, [program]);
    assert.equal((await flow.start(JANE.username, JANE.password)).kind, "signed-in");
    assert.deepEqual(loaded, [program]);
  });
}
