import type { FormParts } from "../adopt.js";
import { element } from "./element.js";

/** Sets attributes that have no property in every browser. */
export function attributed<T extends Element>(made: T, attributes: Record<string, string>): T {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A field with its label above it; its slot is called as the field. */
export function labelled(label: string, input: HTMLInputElement, field: HTMLElement = input): HTMLElement {
  return element("div", { slot: input.id.replace("cognipress-", "") }, element("label", { htmlFor: input.id }, label), field);
}

/** A checkbox or radio button with its label beside it. */
export function choosable(label: string, input: HTMLInputElement): HTMLElement {
  return element("div", { className: "cognipress-choice" }, input, element("label", { htmlFor: input.id }, label));
}

/** A button that looks like a link. */
export function linkButton({ classes }: FormParts, label: string, onclick: () => void): HTMLButtonElement {
  return element("button", { type: "button", className: classes.linkButton, onclick }, label);
}

/** `text` with `value` in the place of its `%s`, kept apart from the direction of the words around it. */
export function filled(text: string, value: string): (Node | string)[] {
  const [before, after] = text.split("%s");
  return [before!, element("bdi", {}, value), after ?? ""];
}
