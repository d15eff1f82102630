import { addPageStyle } from "./page-style.js";
import type { Form, Tools } from "./system.js";

/** How a form system shows what is added to its forms. */
export interface Look {
  /** Classes of its error. */
  error: string;
  /** What its error stands before; the form unless given. */
  errorBefore?: Element | null;
  /** Classes of its notice. */
  notice?: string;
}

/** The fields of a form that has them, each by its selector. */
export function fieldsBySelector(form: HTMLElement, selectors: Record<string, string>): Map<string, HTMLInputElement> {
  const fields = new Map<string, HTMLInputElement>();
  for (const [name, selector] of Object.entries(selectors)) {
    const field = form.querySelector<HTMLInputElement>(selector);
    if (field) fields.set(name, field);
  }
  return fields;
}

/**
 * A form whose fields are known by name: `username`, `password`, `remember`, and those of `Form.fields`. The e-mail
 * address is the user name where there is no other.
 */
export function formOfFields(
  form: HTMLElement,
  root: ShadowRoot | undefined,
  fields: Map<string, HTMLInputElement>,
  { element, errorAbove }: Tools,
  { error, errorBefore, notice = "cognipress-notice" }: Look,
): Form {
  const own = new Map(fields);
  const take = (name: string) => {
    const field = own.get(name);
    own.delete(name);
    return field ?? element("input");
  };
  const username = fields.get("username") ?? fields.get("attr:email") ?? element("input");
  own.delete("username");
  const password = take("password");
  const remember = take("remember");
  addPageStyle(root);
  const all = [username, password, ...own.values()];
  return {
    form,
    root,
    username,
    password,
    button: form.querySelector<HTMLButtonElement>("button:not([type=button], [type=reset]), input[type=submit]") ?? element("button"),
    covered: [...own.values()],
    fields: own,
    classes: { notice, input: all.find((field) => form.contains(field))?.className ?? "", linkButton: "cognipress-link" },
    rememberMe: () => remember.checked,
    redirectTo: () => location.href,
    ...errorAbove(errorBefore ?? form, all, `cognipress-error-${++count}`, error, root),
  };
}

/** Tells the errors of the forms on a page apart. */
let count = 0;
