import { Core, type Script } from "./core.js";
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

export interface LoadOptions extends TransportOptions {
  wasm: WasmSource;
}

/** Loads a program once for all callers. A failed load is forgotten, so that the next call tries again. */
export function loadCore(name: keyof WasmSource, options: LoadOptions): Promise<Core> {
  const program = options.wasm[name];
  const key = program.simd ? String(program.simd) : program;
  const loading = cores.get(key);
  if (loading) return loading;
  const loadScript = async (reason: unknown) => (await import("./fallback.js")).loadScript(name, reason);
  const core = instantiate(program, options, loadScript).catch((error) => {
    cores.delete(key);
    throw error;
  });
  cores.set(key, core);
  return core;
}

/** As wasm with SIMD, as wasm without, or as JavaScript: whichever works first. */
export async function instantiate(
  program: WasmProgram,
  options: TransportOptions,
  loadScript: (reason: unknown) => Promise<Script>,
): Promise<Core> {
  try {
    return await Core.instantiate(await compile(program, options));
  } catch (reason) {
    try {
      // What comes too slowly as wasm would not come faster as JavaScript, which is larger.
      if ((reason as Partial<CognipressError>).code === "Timeout") throw reason;
      return await Core.instantiate(await loadScript(reason));
    } catch {
      throw new CognipressError("WasmUnavailable", "wasm-unavailable", String(reason));
    }
  }
}

async function compile(program: WasmProgram, options: TransportOptions): Promise<WebAssembly.Module> {
  // A content security policy blocks any program, even an empty one (WebKit not before it is an instance):
  // nothing needs to be fetched to know.
  await WebAssembly.instantiate(new Uint8Array(EMPTY_MODULE));
  if (program instanceof WebAssembly.Module) return program;
  const { simd, baseline } = program as WasmUrls;
  const url = WebAssembly.validate(new Uint8Array(SIMD_MODULE)) ? simd : baseline;
  return fetchWithin(url, () => ({}), options, async (response) => {
    if (!response.ok) throw new Error(`HTTP ${response.status} from ${url}`);
    // Streaming wants this very MIME type, which many a web server does not know.
    return response.headers.get("content-type") === "application/wasm"
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer());
  });
}
