import type { Texts } from "../../texts.js";
import { element } from "./element.js";
import { attributed } from "./markup.js";

/** The password policy of a user pool, by Cognito's own names. */
export interface PasswordPolicy {
  minimumLength?: number;
  requireLowercase?: boolean;
  requireUppercase?: boolean;
  requireNumbers?: boolean;
  requireSymbols?: boolean;
}

interface Rule {
  words: string;
  isMet(password: string): boolean;
}

/** Lists the rules of `policy`, and marks those that are met as the password is typed. */
export function policyList(policy: PasswordPolicy, texts: Texts, password: HTMLInputElement): HTMLElement {
  const rules = rulesOf(policy, texts).map(({ words, isMet }) => {
    const state = element("span", { className: "screen-reader-text" });
    // Read as a whole when its state changes.
    const item = attributed(element("li", {}, words, " ", state), { "aria-atomic": "true" });
    const update = () => {
      const met = isMet(password.value);
      item.classList.toggle("cognipress-met", met);
      const label = texts[met ? "policy-met" : "policy-open"];
      if (state.textContent !== label) state.textContent = label;
    };
    update();
    return { item, update };
  });
  password.addEventListener("input", () => rules.forEach(({ update }) => update()));
  const id = "cognipress-policy";
  password.setAttribute("aria-describedby", id);
  const list = attributed(element("ul", {}, ...rules.map(({ item }) => item)), { "aria-live": "polite" });
  return element("div", { id, className: id, slot: "policy" }, texts.policy, list);
}

/** What Cognito counts as a symbol, besides a space inside the password. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\-]|\S \S/;

function rulesOf(policy: PasswordPolicy, texts: Texts): Rule[] {
  const length = policy.minimumLength ?? 0;
  const matches = (pattern: RegExp) => (password: string) => pattern.test(password);
  return [
    length && { words: texts["policy-length"].replace("%s", String(length)), isMet: (password: string) => [...password].length >= length },
    policy.requireLowercase && { words: texts["policy-lowercase"], isMet: matches(/[a-z]/) },
    policy.requireUppercase && { words: texts["policy-uppercase"], isMet: matches(/[A-Z]/) },
    policy.requireNumbers && { words: texts["policy-number"], isMet: matches(/[0-9]/) },
    policy.requireSymbols && { words: texts["policy-symbol"], isMet: matches(SYMBOL) },
  ].filter((rule) => !!rule);
}
