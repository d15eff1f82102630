import { imports } from "./bigint.js";
import type { Script } from "./core.js";

/**
 * The core as JavaScript, for where wasm cannot run: in Lockdown Mode, under a content security
 * policy without `wasm-unsafe-eval`, or where the wasm files are not to be had. It leaves the mark
 * `cognipress:fallback` on the page's timeline.
 */
export function loadScript(name: "signIn" | "full", reason: unknown): Promise<Script> {
  return asScript(name, reason, () =>
    name === "signIn" ? import("cognipress-scripts/sign-in-script.js") : import("cognipress-scripts/full-script.js"),
  );
}

/** The same for whatever program. */
export async function asScript(
  name: string,
  reason: unknown,
  load: () => Promise<{ default(imports: WebAssembly.Imports): WebAssembly.Exports }>,
): Promise<Script> {
  performance.mark("cognipress:fallback", { detail: { program: name, reason: String(reason) } });
  console.warn(`Cognipress runs without WebAssembly: ${reason}`);
  const { default: program } = await load();
  return (host) => {
    const exports = program({ ...host, bigint: imports(() => exports["memory"] as WebAssembly.Memory) });
    return { exports };
  };
}
