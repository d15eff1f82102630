import { element } from "./element.js";
import type { Ask, ChallengeOf } from "./frame.js";
import { labelled } from "./markup.js";

/**
 * Asks a question of the site's own, and takes a line of text for the answer.
 * Where that is not enough, the page listens to `cognipress:challenge`.
 */
export function askCustomQuestion({ parameters }: ChallengeOf<"CUSTOM_CHALLENGE">): Ask {
  return ({ parts, texts }) => {
    const input = element("input", {
      id: "cognipress-answer",
      type: "text",
      className: parts.classes.input,
      autocomplete: "off",
      required: true,
    });
    return {
      reason: [parameters["question"] ?? texts["custom-question"]],
      rows: [labelled(texts.answer, input)],
      field: input,
      buttonLabel: texts.continue,
      answer: () => ({ name: "CUSTOM_CHALLENGE", answer: input.value }),
      clear: () => void (input.value = ""),
    };
  };
}
