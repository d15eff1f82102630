import type { Ask } from "./frame.js";

/** Offers to make a passkey. The form's button makes it, and leaves then; the way back leaves without. */
export function offerPasskey(create: () => Promise<void>): Ask {
  return ({ parts, texts, actions }) => {
    const { button } = parts;
    let isMaking = false;

    const make = async (event: Event) => {
      event.preventDefault();
      if (isMaking) return;
      isMaking = true;
      parts.hideError();
      try {
        await create();
        actions.submit();
      } catch (error) {
        console.warn(error);
        parts.showError(texts["passkey-not-created"]);
      }
      isMaking = false;
    };
    button.addEventListener("click", make);

    return {
      reason: [texts["passkey-offer"]],
      rows: [],
      field: button,
      buttonLabel: texts["create-passkey"],
      backLabel: texts["not-now"],
      close: () => button.removeEventListener("click", make),
    };
  };
}
