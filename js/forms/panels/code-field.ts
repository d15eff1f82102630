import { element } from "./element.js";
import type { Context } from "./frame.js";
import { labelled } from "./markup.js";

export interface CodeField {
  row: HTMLElement;
  input: HTMLInputElement;
  clear(): void;
}

/**
 * A field for a code of digits that submits itself once the code is whole:
 * at the greatest of its `lengths`, or at any of them if all of it came at
 * once (pasted, or filled in by the browser).
 */
export function codeField({ parts, texts, actions }: Context, lengths: number[]): CodeField {
  const longest = Math.max(...lengths);
  const input = element("input", {
    id: "cognipress-code",
    type: "text",
    className: `${parts.classes.input} cognipress-code`,
    inputMode: "numeric",
    autocomplete: "one-time-code",
    dir: "ltr",
    pattern: `[0-9]{${Math.min(...lengths)},${longest}}`,
    required: true,
    spellcheck: false,
  });
  let before = "";
  let submitted = "";

  input.addEventListener("input", () => {
    const code = digits(input.value);
    // Setting the same would move the caret to the end.
    if (code !== input.value) input.value = code;
    const cameAtOnce = code.length > before.length + 1;
    before = code;
    const isWhole = code.length === longest || (cameAtOnce && lengths.includes(code.length));
    if (!isWhole || code === submitted) return;
    submitted = code;
    actions.submit();
  });

  return {
    row: labelled(texts.code, input),
    input,
    clear() {
      // The same code may be right the next time, where it was refused for another reason.
      input.value = before = submitted = "";
    },
  };
}

/** Only the digits; those of Arabic, Persian and full-width keyboards as ASCII. */
function digits(text: string): string {
  return text.replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 15)).replace(/[^0-9]/g, "");
}
