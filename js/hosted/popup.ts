import { CognipressError } from "../error.js";

/** By its name a page knows that it is the popup of another one. */
const NAME = "cognipress-hosted";
const FEATURES = "popup,width=480,height=720";
const CLOSED_CHECK_MS = 500;

interface CallbackMessage {
  type: "cognipress-hosted";
  parameters: Record<string, string>;
}

/** An empty popup: a browser allows it only during a click. */
export function openPopup(): Window {
  const popup = window.open("about:blank", NAME, FEATURES);
  if (!popup) throw new CognipressError("Aborted", "try-again", "The browser has blocked the popup");
  return popup;
}

/** The parameters that the popup comes back with: taken from that window alone, on a page of this origin. */
export function awaitCallback(popup: Window): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearInterval(timer);
      removeEventListener("message", listener);
    };
    const timer = setInterval(() => {
      if (!popup.closed) return;
      end();
      reject(new CognipressError("Aborted", "try-again", "The popup was closed"));
    }, CLOSED_CHECK_MS);
    const listener = ({ data, origin, source }: MessageEvent<Partial<CallbackMessage> | null>) => {
      if (origin !== location.origin || source !== popup || data?.type !== NAME || !data.parameters) return;
      end();
      popup.close();
      resolve(data.parameters);
    };
    addEventListener("message", listener);
  });
}

/** In a popup: hands the answer to the page that opened it, which closes it. */
export function reportToOpener(parameters: Record<string, string>): boolean {
  if (window.name !== NAME || !window.opener) return false;
  (window.opener as Window).postMessage({ type: NAME, parameters } satisfies CallbackMessage, location.origin);
  return true;
}
