/**
 * All of the package as one classic script that requests nothing, for webviews and for pages that
 * are opened from a disk: `dist/single.js` sets `globalThis.cognipress` to what this module exports.
 */
import full from "../target/wasm/cognipress-full.wasm";
import { CognitoClient as Client, type ClientOptions } from "./client.js";
import { HostedSignIn as Hosted, type HostedOptions } from "./hosted/index.js";

export * from "./index.js";
export * from "./webview/index.js";

/** A `data:` address; the full program signs in as well. */
const program = { simd: full, baseline: full };
const wasm = { signIn: program, full: program };

export class CognitoClient extends Client {
  constructor(options: Omit<ClientOptions, "wasm">) {
    super({ ...options, wasm });
  }
}

export class HostedSignIn extends Hosted {
  constructor(options: Omit<HostedOptions, "wasm">) {
    super({ ...options, wasm });
  }
}
