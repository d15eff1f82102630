import type { Texts } from "../../texts.js";
import { element } from "./element.js";
import { choosable } from "./markup.js";

/** Asks whether this device shall be remembered. */
export function deviceQuestion(texts: Texts): { row: HTMLElement; input: HTMLInputElement } {
  const input = element("input", { id: "cognipress-device", type: "checkbox" });
  return { row: choosable(texts["remember-device"], input), input };
}
