/*
 * What a program lets an observer of its time and caches see: which way it branches, and which
 * addresses it reads and writes. Each such value is handed to a function of ours before it is used.
 */
import { createHash } from "node:crypto";
import binaryen from "binaryen";

/** A list of WebAssembly's text format: `(i32.add (local.get $0) (i32.const 1))`. */
type List = (string | List)[];

/** Instructions and the operands that can be observed, by their position; −1 is the last one. */
const OBSERVED: [RegExp, number[]][] = [
  [/^(if|br_if|br_table|select|call_indirect)$/, [-1]],
  [/^(i32|i64|f32|f64|v128)\.(load|store)/, [0]],
  [/^memory\.(copy|init)$/, [0, 1, 2]],
  [/^memory\.fill$/, [0, 2]],
  [/^memory\.grow$/, [0]],
  [/^(i32|i64)\.(div|rem)_[su]$/, [0, 1]],
];
/** What stands between an instruction's name and its operands, or is run later. */
const NO_OPERAND = new Set(["type", "param", "result", "then", "else"]);

function parse(text: string): List {
  const top: List = [];
  const open = [top];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|;;[^\n]*|[()]|[^\s()";]+/g)) {
    if (token === "(") {
      const list: List = [];
      open.at(-1)!.push(list);
      open.push(list);
    } else if (token === ")") {
      open.pop();
    } else if (!token.startsWith(";;")) {
      open.at(-1)!.push(token);
    }
  }
  return top[0] as List;
}

const print = (part: string | List): string => (typeof part === "string" ? part : `(${part.map(print).join(" ")})`);

/** Has every operand that can be observed go through a call of `observe`. */
function instrument(list: List): void {
  const name = String(list[0]);
  const operands: number[] = [];
  list.forEach((part, index) => {
    if (typeof part !== "string") {
      instrument(part);
      if (!NO_OPERAND.has(String(part[0]))) operands.push(index);
    }
  });
  const positions = OBSERVED.find(([pattern]) => pattern.test(name))?.[1] ?? [];
  for (const position of positions) {
    const index = operands.at(position)!;
    // A condition is true or false, whichever number it is.
    const kind = /^(if|br_if|select)$/.test(name) ? "branch" : /^i64\.(div|rem)/.test(name) ? "i64" : "i32";
    list[index] = ["call", `$observe.${kind}`, list[index]!];
  }
}

const imported = (kind: string, type: string) =>
  parse(`(import "observe" "${kind}" (func $observe.${kind} (param ${type}) (result ${type})))`);

/** The program, and the hash of everything that can be observed while `run` uses it. */
export function traced(wasm: Uint8Array): { exports: WebAssembly.Exports; trace: (run: () => void) => string } {
  const original = binaryen.readBinary(wasm);
  const features = original.getFeatures();
  const text = parse(original.emitText());
  original.dispose();
  const body = text.findIndex((part) => Array.isArray(part));
  instrument(text);
  text.splice(body, 0, imported("branch", "i32"), imported("i32", "i32"), imported("i64", "i64"));
  const changed = binaryen.parseText(print(text));
  changed.setFeatures(features);
  const module = new WebAssembly.Module(new Uint8Array(changed.emitBinary()));
  changed.dispose();

  let hash = createHash("sha256");
  let events = 0;
  const pending = new Int32Array(1 << 16);
  const note = (value: number) => {
    pending[events++ % pending.length] = value;
    if (events % pending.length === 0) hash.update(pending);
  };
  const observe = {
    branch: (value: number) => (note(value === 0 ? 0 : 1), value),
    i32: (value: number) => (note(value), value),
    i64: (value: bigint) => (note(Number(value >> 32n)), note(Number(BigInt.asIntN(32, value))), value),
  };
  const { exports } = new WebAssembly.Instance(module, { observe });
  return {
    exports,
    trace(run) {
      hash = createHash("sha256");
      events = 0;
      run();
      hash.update(pending.subarray(0, events % pending.length));
      return `${events} events, ${hash.digest("hex")}`;
    },
  };
}
