import type { TextKey } from "../../texts.js";
import type { Ask } from "./frame.js";

/** An offer's name, and the keys of its words. */
interface Words {
  name: string;
  reason: TextKey;
  accept: TextKey;
  decline: TextKey;
  /** Told where it could not be had. */
  failed: TextKey;
}

export const PASSKEY_OFFER = {
  name: "PASSKEY_OFFER",
  reason: "passkey-offer",
  accept: "create-passkey",
  decline: "not-now",
  failed: "passkey-not-created",
} satisfies Words;

export const DEVICE_OFFER = {
  name: "DEVICE_OFFER",
  reason: "device-offer",
  accept: "remember-device",
  decline: "do-not-remember",
  failed: "try-again",
} satisfies Words;

export interface Offer extends Words {
  /** What the user gets. */
  run(): Promise<void>;
}

/** Offers something on the way out. The form's button takes it, and leaves then; the way back leaves without. */
export function offer({ reason, accept, decline, failed, run }: Offer): Ask {
  return ({ parts, texts, actions }) => {
    const { button } = parts;
    let isRunning = false;

    const take = async (event: Event) => {
      event.preventDefault();
      if (isRunning) return;
      isRunning = true;
      parts.hideError();
      try {
        await run();
        actions.submit();
      } catch (error) {
        console.warn(error);
        parts.showError(texts[failed]);
      }
      isRunning = false;
    };
    button.addEventListener("click", take);

    return {
      reason: [texts[reason]],
      rows: [],
      field: button,
      buttonLabel: texts[accept],
      backLabel: texts[decline],
      close: () => button.removeEventListener("click", take),
    };
  };
}
