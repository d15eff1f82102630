/** The fields of a form in which users of the pool change their account. */

/** Whether the page knows whose account the form is about: only a user of the pool has one here. */
export const OF_MEMBER = ":has([data-cognito-field=username])";

/** Whether something was entered that Cognito keeps. */
export function hasChanges(fields: Map<string, HTMLInputElement>): boolean {
  return [...fields].some(([name, field]) => isKept(name) && isChanged(field));
}

/** A list has no `defaultValue`. */
function isChanged(field: HTMLInputElement | HTMLSelectElement): boolean {
  if ("defaultValue" in field) return field.value !== field.defaultValue;
  const options = [...field.options];
  return field.value !== (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value;
}

const isKept = (name: string) => name.startsWith("attr:") || ["new-password", "password-again"].includes(name);
