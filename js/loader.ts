import init from "cognipress-wasm";
import { CognipressError } from "./error.js";
import { fetchWithin, type TransportOptions } from "./transport.js";

/** The addresses of the two builds of the wasm. */
export interface WasmUrls {
  simd: string | URL;
  /** For engines without SIMD. */
  baseline: string | URL;
}

/** Where the wasm comes from: addresses, or a module that was compiled already. */
export type WasmSource = WasmUrls | (WebAssembly.Module & { [Key in keyof WasmUrls]?: never });

/** The smallest module there is: magic number and version. */
const EMPTY_MODULE = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** The same with a type section that names `v128`, a type which only engines with SIMD know. */
const SIMD_MODULE = [...EMPTY_MODULE, 1, 5, 1, 0x60, 0, 1, 0x7b];

let loading: Promise<void> | undefined;

/** Loads the core once for all callers. A failed load is forgotten, so that the next call tries again. */
export function loadWasm(source: WasmSource, options: TransportOptions): Promise<void> {
  return (loading ??= load(source, options).catch((error) => {
    loading = undefined;
    throw error;
  }));
}

async function load(source: WasmSource, options: TransportOptions): Promise<void> {
  assertWasmAllowed();
  try {
    const isModule = source instanceof WebAssembly.Module;
    // Not initSync: Chrome before 114 refuses to instantiate more than 4 KB synchronously.
    await init({ module_or_path: isModule ? source : await fetchModule(source as WasmUrls, options) });
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
