import type { Texts } from "../texts.js";
import { formOfFields } from "./named-fields.js";
import { PURPOSES, type Form, type FormSystem, type Purpose } from "./system.js";

/**
 * Any form that is marked by attributes, on itself or on an element around it:
 *
 * - `data-cognito`: the purpose, or several parts of the account; `data-cognito-redirect`: where the user goes then, a
 *   path unless `submit`, which lets the form go its own way; `data-cognito-texts`: JSON of other words by the keys of
 *   `texts.ts`.
 * - `data-cognito-field`, on a field or around it: `username`, `password`, `remember` or one of `Form.fields`.
 */
export const byAttributes: FormSystem = {
  purposeOf(form) {
    const purpose = form.closest<HTMLElement>("[data-cognito]")?.dataset["cognito"]?.split(" ")[0] as Purpose;
    return PURPOSES.includes(purpose) ? purpose : undefined;
  },

  read(form, root, tools): Form {
    const { cognitoRedirect = "", cognitoTexts = "{}" } = form.closest<HTMLElement>("[data-cognito]")!.dataset;
    const submitsAfterwards = cognitoRedirect === "submit";
    return {
      ...formOfFields(form, root, fieldsOf(form), tools, { error: "cognipress-notice cognipress-error" }),
      redirectTo: () => (submitsAfterwards ? "" : cognitoRedirect) || location.href,
      submitsAfterwards,
      texts: JSON.parse(cognitoTexts) as Partial<Texts>,
    };
  },
};

/** The fields of a form that are marked, by name. */
export function fieldsOf(form: HTMLFormElement): Map<string, HTMLInputElement> {
  const fields = new Map<string, HTMLInputElement>();
  for (const marked of form.querySelectorAll<HTMLElement>("[data-cognito-field]")) {
    const field = marked.matches("input, select, textarea") ? marked : marked.querySelector("input, select, textarea");
    if (field) fields.set(marked.dataset["cognitoField"]!, field as HTMLInputElement);
  }
  return fields;
}
