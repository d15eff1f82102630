/**
 * WooCommerce's block checkout. It is no form that is submitted, but a program that sends an order: where a guest wants
 * an account with it, the password is taken out of the order, and the order waits until the account is made and signed
 * in to.
 */

import type { SignInFlow } from "../sign-in.js";
import type { Texts } from "../texts.js";
import type { worded } from "./adoption.js";
import type { Journey } from "./journey.js";
import type { formOfFields } from "./named-fields.js";
import type { pageConfig } from "./page-config.js";

/** What the script of forms lends, so that it is loaded once. */
interface Lent {
  formOfFields: typeof formOfFields;
  pageConfig: typeof pageConfig;
  worded: typeof worded;
}

interface Request {
  path?: string;
  method?: string;
  parse?: boolean;
  data?: { customer_password?: string; billing_address?: Address };
}

interface Address {
  email: string;
  first_name: string;
  last_name: string;
}

type Send = (request: Request) => Promise<unknown>;

declare global {
  interface Window {
    wp?: {
      apiFetch?: Send & {
        use(middleware: (request: Request, next: Send) => Promise<unknown>): void;
        nonceEndpoint?: string;
        nonceMiddleware?: { nonce: string };
        /** WooCommerce's own. */
        setNonce?(headers: Headers): void;
      };
    };
  }
}

const API = "/wc/store/v1";

/** Has every order pass by. */
export function watchOrders(lent: Lent): void {
  /** Whose account there is already, should what follows on it have failed. */
  let signedUp: string | undefined;
  window.wp?.apiFetch?.use(async (request, next) => {
    const { path, method, data } = request;
    if (method !== "POST" || !path?.startsWith(`${API}/checkout`) || !data?.customer_password) return next(request);
    const { customer_password: password, ...order } = data;
    const { email } = order.billing_address!;
    if (email !== signedUp) await signUp(lent, order.billing_address!, password);
    signedUp = email;
    await renewNonces();
    return next({ ...request, data: order });
  });
}

/** @throws What WooCommerce answers to an order that it refuses: its checkout shows the message. */
async function signUp(lent: Lent, { email, first_name, last_name }: Address, password: string): Promise<void> {
  const [main, { journeys }, config] = await Promise.all([
    import("../wordpress.js"),
    import("./journeys/index.js"),
    lent.pageConfig(),
  ]);
  const { texts: all, ...rest } = config;
  const texts: Texts = { ...all, ...lent.worded(all, journeys.signup.words) };
  const own = { ...rest, texts };
  const button = main.element("button", { className: "wc-block-components-button wp-element-button contained" });
  const form = main.element("form", { hidden: true }, button);
  const values = { password, "attr:email": email, "attr:given_name": first_name, "attr:family_name": last_name };
  const fields = Object.entries(values).map(([name, value]) => [name, main.element("input", { value })] as const);
  const parts = lent.formOfFields(form, undefined, new Map(fields), main, {
    error: "wc-block-components-notice-banner is-error",
    notice: "wc-block-components-notice-banner is-info",
  });
  document.querySelector(".wc-block-checkout__form")?.after(form);
  const over = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      const refuse = (...lines: (Node | string)[]) =>
        reject(refusal(lines.map((line) => (line instanceof Node ? line.textContent : line)).join(" ")));
      const begin = (signIn: SignInFlow): Journey => {
        const journey = new journeys.signup(signIn, parts);
        const giveUp = journey.cancel.bind(journey);
        const cancel = () => {
          giveUp();
          // Somebody went back, unless an error is about to be told.
          queueMicrotask(() => refuse(texts["user-not-confirmed"]));
        };
        return Object.assign(journey, { cancel });
      };
      const adopted = main.adoptLoginForm(form, own, {
        // Before anything is asked, errors are told where the checkout tells its own.
        parts: { ...parts, showError: (...lines) => (form.hidden ? refuse(...lines) : parts.showError(...lines)) },
        journey: begin,
        signal: over.signal,
      });
      form.addEventListener("cognipress:challenge", () => void (form.hidden = false));
      form.addEventListener("cognipress:signed-in", (event) => {
        event.preventDefault();
        resolve();
      });
      void adopted.submit();
    });
  } finally {
    over.abort();
    form.remove();
  }
}

function refusal(message: string): Response {
  const body = JSON.stringify({ code: "cognipress_sign_up", message, data: { status: 400 } });
  return new Response(body, { status: 400, headers: { "content-type": "application/json" } });
}

/** Those that the page has are a guest's. */
async function renewNonces(): Promise<void> {
  const { nonceEndpoint, nonceMiddleware, setNonce } = window.wp!.apiFetch!;
  const reply = nonceEndpoint ? await fetch(nonceEndpoint) : undefined;
  if (reply?.ok && nonceMiddleware) nonceMiddleware.nonce = await reply.text();
  // Every reply of the shop has its nonce.
  const cart = (await window.wp!.apiFetch!({ path: `${API}/cart`, parse: false })) as Response;
  setNonce?.(cart.headers);
}
