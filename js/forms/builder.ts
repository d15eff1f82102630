import { fieldsOf } from "./attributes.js";
import { formOfFields, type Look } from "./named-fields.js";
import { PURPOSES, type Form, type FormSystem, type Purpose } from "./system.js";

interface Builder {
  /** Its forms. */
  selector: string;
  /** What in a form may have the class of its purpose; the form unless given, or what is around. */
  marked?: string;
  look(form: HTMLFormElement): Look;
}

/**
 * One class name a field; `cognito-attr-custom-account_no` is the attribute `custom:account_no`. Elementor makes the class
 * of an id, which has underscores only.
 */
const FIELD_CLASS =
  /(?:^|\s)(?:elementor-field-group-)?cognito[-_](username|password|password[-_]again|remember|code|new[-_]password|attr[-_]\S+)(?!\S)/;

/**
 * Forms of a form builder. Their owners can give classes to the form and to its fields, but no attributes; so
 * `cognito-signup` marks a form as `data-cognito="signup"` does, and `cognito-attr-given_name` a field as
 * `data-cognito-field="attr:given_name"`. What is sent to WordPress afterwards is the form without its password.
 */
export function formBuilder({ selector, marked, look }: Builder): FormSystem {
  const isFor = (form: HTMLFormElement, purpose: Purpose) =>
    ((marked && form.querySelector(marked)) || form).closest(`.cognito-${purpose}`) !== null;

  return {
    purposeOf(form) {
      const purpose = form.matches(selector) ? PURPOSES.find((name) => isFor(form, name)) : undefined;
      if (!purpose) return undefined;
      withoutNames(form);
      // A form of several pages is ours on the one with the password, where it may end.
      return purpose === "signup" && !form.querySelector("[type=password]") ? undefined : purpose;
    },

    // The page with the password may be another one than is shown; a panel hides it.
    isDue(form) {
      const password = form.querySelector("[type=password]");
      return !password || password.getClientRects().length > 0 || form.querySelector(".cognipress-panel") !== null;
    },

    read(form, root, tools): Form {
      const fields = new Map([...fieldsByClass(form), ...fieldsOf(form)]);
      return {
        ...formOfFields(form, root, fields, tools, look(form)),
        submitsAfterwards: isFor(form, "signup"),
      };
    },
  };
}

function fieldsByClass(form: HTMLFormElement): Map<string, HTMLInputElement> {
  const fields = new Map<string, HTMLInputElement>();
  for (const marked of form.querySelectorAll("[class*=cognito-], [class*=cognito_]")) {
    const found = FIELD_CLASS.exec(marked.className)?.[1];
    if (!found) continue;
    const name = found.startsWith("attr") ? found.replace(/^attr.(custom[-_])?/, (_, own) => (own ? "attr:custom:" : "attr:")) : found.replace("_", "-");
    const inputs = marked.matches("input, select, textarea") ? [marked] : marked.querySelectorAll("input, select, textarea");
    const [field, again] = inputs as Iterable<HTMLInputElement>;
    if (field) fields.set(name, field);
    // A field for a password may come with one to repeat it.
    if (again && name === "password") fields.set("password-again", again);
  }
  return fields;
}

/** Some builders have no fields for passwords: what is marked as one becomes one. */
function withoutNames(form: HTMLFormElement): void {
  for (const [name, field] of fieldsByClass(form)) {
    if (!name.includes("password")) continue;
    field.type = "password";
    field.removeAttribute("name");
  }
}
