import type { FormParts } from "./adopt.js";
import { element } from "./element.js";

/** Shows an error before an element, mostly the form; it describes the fields. */
export function errorAbove(
  place: Element,
  fields: HTMLElement[],
  errorId: string,
  className: string,
  root: Document | ShadowRoot = document,
): Pick<FormParts, "errorId" | "showError" | "hideError"> {
  const hideError = () => {
    root.getElementById(errorId)?.remove();
    for (const field of fields) field.removeAttribute("aria-describedby");
  };
  return {
    errorId,
    showError(...lines) {
      hideError();
      const paragraphs = lines.map((line) => element("p", {}, line));
      const notice = element("div", { id: errorId, className, tabIndex: -1 }, ...paragraphs);
      notice.setAttribute("role", "alert");
      notice.style.outline = "2px solid transparent"; // seen in forced colours only, as WordPress does it
      place.before(notice);
      for (const field of fields) field.setAttribute("aria-describedby", errorId);
      notice.focus();
    },
    hideError,
  };
}
