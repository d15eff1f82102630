import type { Texts } from "../../texts.js";
import { element } from "./element.js";
import type { PanelActions } from "./frame.js";
import { attributed } from "./markup.js";

/** When a screen reader says that the end is near. */
const NEAR_S = 30;

/**
 * Shows how long the challenge still stands. Takes nothing away at the end:
 * the time is Cognito's default, and the pool has the last word.
 */
export function countdown(
  texts: Texts,
  actions: PanelActions,
  say: (words: string) => void,
): { element: HTMLElement; stop(): void } {
  // The role keeps screen readers from reading every second aloud.
  const timer = attributed(element("div", { className: "cognipress-time" }), { role: "timer" });
  let before = Infinity;
  const stop = everySecond(() => {
    const end = actions.expiresAtMs;
    timer.hidden = end === undefined;
    if (end === undefined) return;
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    const words = left ? texts["time-left"].replace("%s", clock(left)) : texts["time-up"];
    if (timer.textContent !== words) timer.textContent = words;
    if ([NEAR_S, 0].some((moment) => left <= moment && before > moment)) say(words);
    before = left;
  });
  return { element: timer, stop };
}

/** `161` is `2:41`. */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Calls at once, then every second. Returns what ends it. */
export function everySecond(tick: () => void): () => void {
  tick();
  const interval = setInterval(tick, 1000);
  return () => clearInterval(interval);
}
