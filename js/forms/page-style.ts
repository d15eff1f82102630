/** What a page may lack that is not WordPress' own; every rule is weak, so that the page's win. */
const STYLE = `
:where(.cognipress-notice) { border-inline-start: 4px solid #72aee6; margin: 0 0 1em; padding: .5em 1em }
:where(.cognipress-error) { border-inline-start-color: #d63638 }
:where(.cognipress-notice p) { margin: .25em 0 }
:where(.cognipress-link) { background: none; border: 0; color: inherit; cursor: pointer; font: inherit; padding: 0; text-decoration: underline }
:where(form [role=status]) { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px }
`;

const ID = "cognipress-page-style";

/** Adds the style to the page, or to a shadow root, once. */
export function addPageStyle(root: ShadowRoot | undefined): void {
  if ((root ?? document).getElementById(ID)) return;
  const style = document.createElement("style");
  style.id = ID;
  style.textContent = STYLE;
  (root ?? document.head).append(style);
}
