import { element } from "./element.js";
import { codeField } from "./code-field.js";
import type { Ask, ChallengeOf } from "./frame.js";
import { attributed, linkButton } from "./markup.js";

/** Hands a key over to an authenticator app, and asks for the first code that the app makes of it. */
export function setUpAuthenticator({ secret, uri, qr, qrSize }: ChallengeOf<"MFA_SETUP_TOTP">): Ask {
  return (context) => {
    const { parts, texts, say } = context;
    const field = codeField(context, [6]);
    const key = element("code", { dir: "ltr" }, secret.replace(/.{4}(?=.)/g, "$& "));
    const copy = linkButton(parts, texts.copy, async () => {
      await navigator.clipboard.writeText(secret);
      copy.textContent = texts.copied;
      say(texts.copied);
    });
    return {
      reason: [texts["app-setup"]],
      rows: [
        element("div", { slot: "qr" }, qrCode(qr, qrSize, texts["qr-code"])),
        element("a", { className: "cognipress-app-link", href: uri, slot: "app-link" }, texts["open-app"]),
        element("div", { className: "cognipress-key", slot: "key" }, texts["app-key"], key, copy),
        field.row,
      ],
      field: field.input,
      answer: () => ({ name: "MFA_SETUP_TOTP", code: field.input.value }),
      clear: field.clear,
      askAgain: field.clear,
    };
  };
}

/** Black on white, whatever the colours of the page: they are the picture's own. The margin is in `size`. */
function qrCode(path: string, size: number, label: string): SVGElement {
  const svg = <Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Record<string, string>) =>
    attributed(document.createElementNS("http://www.w3.org/2000/svg", name), attributes);
  const picture = svg("svg", {
    class: "cognipress-qr",
    viewBox: `0 0 ${size} ${size}`,
    role: "img",
    "aria-label": label,
    "shape-rendering": "crispEdges",
  });
  picture.append(svg("path", { fill: "#fff", d: `M0 0h${size}v${size}H0z` }), svg("path", { d: path }));
  return picture;
}
