import { element } from "./element.js";

/**
 * What a form system's own style lacks. One class each, so that a site's rule
 * with one more wins; the colours are custom properties.
 */
const STYLE = `
.cognipress-code { letter-spacing: .2em }
.cognipress-choice { display: flex; gap: 8px; align-items: center; margin: 0 0 12px }
.cognipress-choice > * { margin: 0 }
.cognipress-choice > input { flex: none }
.cognipress-choices { border: 0; margin: 0 0 8px; min-width: 0 }
.cognipress-choices > legend { font-size: 14px; padding-bottom: 12px }
.cognipress-policy { margin: 0 0 16px }
.cognipress-policy > ul { list-style: none }
.cognipress-policy li::before { content: "○"; content: "○" / ""; display: inline-block; width: 1.5em }
.cognipress-policy .cognipress-met { color: var(--cognipress-met, #007017) }
.cognipress-policy .cognipress-met::before { content: "✓"; content: "✓" / "" }
.cognipress-qr { display: block; forced-color-adjust: none; margin: 0 auto 12px; max-width: 240px }
.cognipress-key { display: flex; flex-wrap: wrap; gap: 4px 12px; margin: 0 0 16px }
.cognipress-key > code { flex: 100%; font-size: 14px; overflow-wrap: anywhere; user-select: all }
.cognipress-app-link { display: none; margin: 0 0 12px }
@media (pointer: coarse) { .cognipress-app-link { display: block } }
.cognipress-foot { clear: both; display: flex; flex-wrap: wrap; gap: 8px 16px; justify-content: space-between; padding-top: 16px }
.cognipress-time { flex: 100%; font-variant-numeric: tabular-nums }
.cognipress-foot [aria-disabled=true] { color: inherit; cursor: default; text-decoration: none }
`;

const ID = "cognipress-style";

/** Adds the style to the page, or to the shadow root that the form is in, once. */
export function addStyle(root?: ShadowRoot): void {
  if (!(root ?? document).getElementById(ID)) (root ?? document.head).append(element("style", { id: ID }, STYLE));
}
