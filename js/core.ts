import { coreError } from "./error.js";

/** What a call into the core takes: texts and bytes are copied, and wiped there. */
export type Argument = number | string | Uint8Array;

type Exports = { memory: WebAssembly.Memory } & Record<string, (...numbers: number[]) => number>;

/** A program that is no wasm: makes an instance. */
export type Script = (imports: WebAssembly.Imports) => WebAssembly.Instance;

/** An instance of one of the wasm programs; `src/wasm/` is the other side. */
export class Core {
  #exports!: Exports;
  #output = "";

  static async instantiate(program: WebAssembly.Module | Script): Promise<Core> {
    const core = new Core();
    const output = (start: number, length: number) => {
      core.#output = new TextDecoder().decode(new Uint8Array(core.#exports.memory.buffer, start, length));
    };
    // Not the constructor: Chrome before 114 refuses to instantiate more than 4 KB synchronously.
    const imports = { host: { output } };
    const { exports } = typeof program === "function" ? program(imports) : await WebAssembly.instantiate(program, imports);
    core.#exports = exports as Exports;
    return core;
  }

  /** Calls an export at once. Resolves to what it came to; rejects with its error. */
  async call<T>(name: string, ...args: Argument[]): Promise<T> {
    this.#output = "";
    const returned = this.#exports[name]!(...args.flatMap((argument) => this.#pass(argument)));
    if (!this.#output) return returned as T;
    const result = JSON.parse(this.#output);
    if (result.kind === "error") throw await coreError(result);
    return result as T;
  }

  #pass(argument: Argument): number | number[] {
    if (typeof argument === "number") return argument;
    const bytes = typeof argument === "string" ? new TextEncoder().encode(argument) : argument;
    const start = this.#exports["allocate"]!(bytes.length);
    new Uint8Array(this.#exports.memory.buffer).set(bytes, start);
    if (bytes !== argument) bytes.fill(0);
    return [start, bytes.length];
  }
}

/** A flow inside a core: the exports of one kind, called on one address. */
export class CoreFlow {
  readonly #core: Core;
  readonly #kind: string;
  readonly #address: number;

  private constructor(core: Core, kind: string, address: number) {
    this.#core = core;
    this.#kind = kind;
    this.#address = address;
  }

  static async create(core: Core, kind: "sign_in" | "dialogue" | "refresh", ...args: Argument[]): Promise<CoreFlow> {
    return new CoreFlow(core, kind, await core.call<number>(`${kind}_new`, ...args));
  }

  call<T>(name: string, ...args: Argument[]): Promise<T> {
    return this.#core.call(`${this.#kind}_${name}`, this.#address, ...args);
  }

  /** Not to be used any more after this. */
  free(): void {
    void this.call("free");
  }
}
