import type { AccountTools } from "./tools.js";

/** As in the panels: one class each, so that a site's rule with one more wins. */
const STYLE = `
.cognipress-account { max-width: 40em; outline: 0 }
.cognipress-section { margin: 0 0 2em }
.cognipress-section > [tabindex] { outline: 0 }
.cognipress-list { border-top: 1px solid var(--cognipress-line, #8c8f9466); list-style: none; margin: 0 0 1em; padding: 0 }
.cognipress-list > li { align-items: start; border-bottom: 1px solid var(--cognipress-line, #8c8f9466); display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between; margin: 0; padding: 12px 0 }
.cognipress-list > li > :first-child { flex: 1 1 16em; overflow-wrap: anywhere }
.cognipress-list > li > :last-child { display: flex; flex-wrap: wrap; gap: 4px 16px }
.cognipress-account label { display: block }
.cognipress-place:not(:empty) + .cognipress-status { display: none }
.cognipress-account [aria-disabled=true] { cursor: default; opacity: .7 }
`;

const ID = "cognipress-account-style";

/** Adds the style to the page, or to the shadow root that the form is in, once. */
export function addStyle(element: AccountTools["element"], root?: ShadowRoot): void {
  if (!(root ?? document).getElementById(ID)) (root ?? document.head).append(element("style", { id: ID }, STYLE));
}
