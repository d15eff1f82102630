import type { CognipressError } from "../../error.js";
import { element } from "./element.js";
import { choosable } from "./markup.js";

export interface Choice {
  row: HTMLElement;
  /** The radio button that is chosen at first. */
  first: HTMLInputElement;
  chosen(): string;
}

/**
 * A group of radio buttons for those of `options` that have words in `labels`, in the order of these.
 */
export function choice(legend: string, options: string[], labels: Record<string, string>): Choice {
  const offered = Object.entries(labels).filter(([value]) => options.includes(value));
  const radios = offered.map(([value]) =>
    element("input", { id: `cognipress-${value}`, type: "radio", name: "cognipress-choice", value }),
  );
  const [first] = radios;
  if (!first) throw unsupported(`Cannot offer ${options}`);
  first.checked = true;
  const rows = radios.map((radio, index) => choosable(offered[index]![1], radio));
  return {
    row: element("fieldset", { className: "cognipress-choices", slot: "choices" }, element("legend", {}, legend), ...rows),
    first,
    chosen: () => radios.find(({ checked }) => checked)!.value,
  };
}

/** A `CognipressError`, without the class: that is the main script's. */
function unsupported(message: string): CognipressError {
  const name = "CognipressError";
  return Object.assign(new Error(message), { name, code: "UnexpectedChallenge", messageKey: "challenge-unsupported" } as const);
}
