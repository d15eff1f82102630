import { coreError } from "./error.js";

/** What a call into the core takes: texts and bytes are copied, and wiped there. */
export type Argument = number | string | Uint8Array;

type Exports = { memory: WebAssembly.Memory } & Record<string, (...numbers: number[]) => number>;

/** A program that is no wasm: makes an instance. */
export type Script = (imports: WebAssembly.Imports) => WebAssembly.Instance;

/** As `MAX_DEPTH` of the core's own reader. */
const MAX_DEPTH = 32;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** An instance of one of the wasm programs; `src/wasm/` is the other side. */
export class Core {
  #exports!: Exports;
  #output = "";
  /** What the call that is running has found in JSON texts. The core knows an object by its place, from 1. */
  #objects: Record<string, unknown>[] = [];

  static async instantiate(program: WebAssembly.Module | Script): Promise<Core> {
    const core = new Core();
    // Not the constructor: Chrome before 114 refuses to instantiate more than 4 KB synchronously.
    const imports = { host: core.#imports() };
    const { exports } = typeof program === "function" ? program(imports) : await WebAssembly.instantiate(program, imports);
    const { derive } = (core.#exports = exports as Exports);
    if (derive) {
      derive();
      // What comes next is arithmetic too, and shall not block the page in the same task.
      await new Promise((done) => setTimeout(done));
    }
    return core;
  }

  /** What `src/wasm/` declares as the host's. */
  #imports(): WebAssembly.ModuleImports {
    const text = (start: number, length: number) => decoder.decode(this.#memory(start, length));
    const keep = (value: unknown) =>
      Object(value) === value ? this.#objects.push(value as Record<string, unknown>) : 0;
    const member = (object: number, start: number, length: number) => this.#objects[object - 1]?.[text(start, length)];
    const values: string[] = [];
    let made: Uint8Array;
    const make = (text: string) => (made = encoder.encode(text)).length;
    return {
      output: (start: number, length: number) => {
        this.#output = text(start, length);
      },
      text_value: (start: number, length: number) => values.push(text(start, length)),
      text_fill: (start: number, length: number) => {
        const given = values.splice(0).values();
        return make(
          text(start, length).replace(/[?%]/g, (mark) => {
            const value: string = given.next().value!;
            return mark === "?" ? JSON.stringify(value) : value;
          }),
        );
      },
      text_date: (ms: number) => make(new Date(ms).toUTCString()),
      text_copy: (to: number) => {
        this.#memory(to, made.length).set(made);
        made.fill(0);
      },
      json_parse: (start: number, length: number) => {
        try {
          const value: unknown = JSON.parse(text(start, length));
          return isWithin(MAX_DEPTH, value) ? keep(value) : 0;
        } catch {
          return 0;
        }
      },
      json_object: (object: number, start: number, length: number) => keep(member(object, start, length)),
      json_text: (object: number, start: number, length: number) => {
        const value = member(object, start, length);
        return typeof value === "string" ? make(value) : -1;
      },
      json_number: (object: number, start: number, length: number) => {
        const value = member(object, start, length);
        return typeof value === "number" ? value : NaN;
      },
    };
  }

  #memory(start: number, length: number): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer, start, length);
  }

  /** Calls an export at once. Resolves to what it came to; rejects with its error. */
  async call<T>(name: string, ...args: Argument[]): Promise<T> {
    this.#output = "";
    const returned = this.#exports[name]!(...args.flatMap((argument) => this.#pass(argument)));
    this.#objects = [];
    if (!this.#output) return returned as T;
    const result = JSON.parse(this.#output);
    if (result.kind === "error") throw await coreError(result);
    return result as T;
  }

  #pass(argument: Argument): number | number[] {
    if (typeof argument === "number") return argument;
    const bytes = typeof argument === "string" ? encoder.encode(argument) : argument;
    const start = this.#exports["allocate"]!(bytes.length);
    this.#memory(start, bytes.length).set(bytes);
    if (bytes !== argument) bytes.fill(0);
    return [start, bytes.length];
  }
}

/** Whether a value of JSON is nested in no more than that many levels of objects and lists. */
function isWithin(levels: number, value: unknown): boolean {
  return (
    Object(value) !== value ||
    (levels > 0 && Object.values(value as object).every((inner) => isWithin(levels - 1, inner)))
  );
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

  static async create(core: Core, kind: "sign_in" | "dialogue" | "refresh" | "identity", ...args: Argument[]): Promise<CoreFlow> {
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
