import { everySecond } from "./countdown.js";
import type { Context } from "./frame.js";
import { linkButton } from "./markup.js";

/** How long a code may be on its way before another is asked for. */
const PAUSE_MS = 30_000;

/** A button that has a new code sent, once the last one had its time to arrive. It goes where none can be had any more. */
export function resendButton({ parts, texts, actions, say }: Context): { button: HTMLButtonElement; stop(): void } {
  let from = Date.now() + PAUSE_MS;
  let isSending = false;

  // Not `disabled`: it would lose the focus.
  const tick = () => {
    button.hidden = !actions.resend;
    const wait = Math.ceil((from - Date.now()) / 1000);
    button.setAttribute("aria-disabled", String(isSending || wait > 0));
    button.textContent = wait > 0 ? texts["resend-wait"].replace("%s", String(wait)) : texts.resend;
  };
  const send = async () => {
    if (isSending || !actions.resend || Date.now() < from) return;
    isSending = true;
    tick();
    try {
      await actions.resend();
      from = Date.now() + PAUSE_MS;
      say(texts["resent"]);
    } catch {
      // Told by whom it failed; the user may try again at once, if at all.
    }
    isSending = false;
    tick();
  };
  const button = linkButton(parts, "", send);
  button.slot = "resend";
  return { button, stop: everySecond(tick) };
}
