import type { FormParts } from "../adopt.js";
import type { AnyAnswer, AnyChallenge } from "../journey.js";
import type { AccountTools } from "./tools.js";

type Tools = Pick<AccountTools, "element" | "errorAbove" | "openPanel" | "parts" | "words" | "wordsOf">;

/** Asks something by a panel in a form of its own. Resolves once it was `answered` well, or the user does not want to. */
export function ask(
  { element, errorAbove, openPanel, parts, words, wordsOf }: Tools,
  place: HTMLElement,
  challenge: AnyChallenge,
  answered: (answer: AnyAnswer) => Promise<void>,
): Promise<boolean> {
  const button = element("button", { className: parts.button.className }, words.continue);
  const form = element("form", {}, element("p", {}, button));
  form.dataset["cognito"] = ""; // It is not to be taken over, wherever it stands.
  place.replaceChildren(form);
  const nothing = () => element("input");
  const own: FormParts = {
    ...parts,
    form,
    button,
    username: nothing(),
    password: nothing(),
    covered: [],
    ...errorAbove(form, [], "cognipress-question-error", "cognipress-notice cognipress-error", parts.root),
  };
  return new Promise((resolve) => {
    let isBusy = false;
    const end = (isAnswered: boolean) => {
      panel.close();
      place.replaceChildren();
      resolve(isAnswered);
    };
    const submit = async () => {
      if (isBusy) return;
      isBusy = true;
      own.hideError();
      try {
        await answered(panel.answer);
        end(true);
      } catch (error) {
        console.warn(error);
        panel.refuse(wordsOf(error));
      }
      isBusy = false;
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void submit();
    });
    const panel = openPanel(own, { ...words, "other-account": words.cancel }, challenge, {
      submit: () => void submit(),
      // An answer that is on its way cannot be taken back.
      back: () => isBusy || end(false),
    });
  });
}
