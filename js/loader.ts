import { Core } from "./core.js";
import { CognipressError } from "./error.js";
import { fetchWithin, type TransportOptions } from "./transport.js";

/** The addresses of the two builds of a wasm program. */
export interface WasmUrls {
  simd: string | URL;
  /** For engines without SIMD. */
  baseline: string | URL;
}

/** Where a program comes from: addresses, or a module that was compiled already. */
export type WasmProgram = WasmUrls | (WebAssembly.Module & { [Key in keyof WasmUrls]?: never });

export interface WasmSource {
  /** All that a sign-in with a password needs. */
  signIn: WasmProgram;
  /** The rest, for when it is needed. */
  full: WasmProgram;
}

/** The smallest module there is: magic number and version. */
const EMPTY_MODULE = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** The same with a type section that names `v128`, a type which only engines with SIMD know. */
const SIMD_MODULE = [...EMPTY_MODULE, 1, 5, 1, 0x60, 0, 1, 0x7b];

const cores = new Map<unknown, Promise<Core>>();

/** Loads a program once for all callers. A failed load is forgotten, so that the next call tries again. */
export function loadCore(program: WasmProgram, options: TransportOptions): Promise<Core> {
  const key = program.simd ? String(program.simd) : program;
  const loading = cores.get(key);
  if (loading) return loading;
  const core = load(program, options).catch((error) => {
    cores.delete(key);
    throw error;
  });
  cores.set(key, core);
  return core;
}

async function load(program: WasmProgram, options: TransportOptions): Promise<Core> {
  assertWasmAllowed();
  try {
    const isModule = program instanceof WebAssembly.Module;
    return await Core.instantiate(isModule ? program : await fetchModule(program as WasmUrls, options));
  } catch (error) {
    throw new CognipressError("WasmUnavailable", "wasm-unavailable", String(error));
  }
}

/** A content security policy blocks any module, even an empty one: nothing needs to be fetched to know. */
function assertWasmAllowed(): void {
  try {
    new WebAssembly.Module(new Uint8Array(EMPTY_MODULE));
  } catch (error) {
    throw new CognipressError("WasmBlocked", "wasm-blocked", String(error));
  }
}

function fetchModule({ simd, baseline }: WasmUrls, options: TransportOptions): Promise<WebAssembly.Module> {
  const url = WebAssembly.validate(new Uint8Array(SIMD_MODULE)) ? simd : baseline;
  return fetchWithin(url, { credentials: "same-origin" }, options, async (response) => {
    if (!response.ok) throw new Error(`HTTP ${response.status} from ${url}`);
    // Streaming wants this very MIME type, which many a web server does not know.
    const streamable = response.headers.get("content-type") === "application/wasm";
    return streamable && WebAssembly.compileStreaming
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer());
  });
}
