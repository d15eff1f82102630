import type { Texts } from "../texts.js";
import { addPageStyle } from "./page-style.js";
import { PURPOSES, type Form, type FormSystem, type Purpose } from "./system.js";

/**
 * Any form that is marked by attributes, on itself or on an element around it:
 *
 * - `data-cognito`: the purpose; `data-cognito-redirect`: where the user goes then, a path unless `submit`, which lets
 *   the form go its own way; `data-cognito-texts`: JSON of other words by the keys of `texts.ts`.
 * - `data-cognito-field`, on a field or around it: `username`, `password`, `remember` or one of `Form.fields`.
 */
export const byAttributes: FormSystem = {
  purposeOf(form) {
    const purpose = form.closest<HTMLElement>("[data-cognito]")?.dataset["cognito"] as Purpose;
    return PURPOSES.includes(purpose) ? purpose : undefined;
  },

  read(form, root, { element, errorAbove }): Form {
    const { cognitoRedirect = "", cognitoTexts = "{}" } = form.closest<HTMLElement>("[data-cognito]")!.dataset;
    const fields = fieldsOf(form);
    const take = (name: string) => {
      const field = fields.get(name);
      fields.delete(name);
      return field ?? element("input");
    };
    const username = fields.get("username") ?? fields.get("attr:email") ?? element("input");
    const password = take("password");
    const remember = take("remember");
    fields.delete("username");
    addPageStyle(root);
    const all = [username, password, ...fields.values()];
    const style = all.find((field) => form.contains(field))?.className ?? "";
    return {
      form,
      root,
      username,
      password,
      button: form.querySelector<HTMLButtonElement>("button:not([type=button], [type=reset]), input[type=submit]") ?? element("button"),
      covered: [...fields.values()],
      fields,
      classes: { notice: "cognipress-notice", input: style, linkButton: "cognipress-link" },
      rememberMe: () => remember.checked,
      redirectTo: () => (cognitoRedirect === "submit" ? "" : cognitoRedirect) || location.href,
      submitsAfterwards: cognitoRedirect === "submit",
      texts: JSON.parse(cognitoTexts) as Partial<Texts>,
      ...errorAbove(form, all, `cognipress-error-${++count}`, "cognipress-notice cognipress-error", root),
    };
  },
};

/** Tells the errors of the forms on a page apart. */
let count = 0;

/** The fields of a form that are marked, by name. */
export function fieldsOf(form: HTMLFormElement): Map<string, HTMLInputElement> {
  const fields = new Map<string, HTMLInputElement>();
  for (const marked of form.querySelectorAll<HTMLElement>("[data-cognito-field]")) {
    const field = marked.matches("input, select, textarea") ? marked : marked.querySelector("input, select, textarea");
    if (field) fields.set(marked.dataset["cognitoField"]!, field as HTMLInputElement);
  }
  return fields;
}
