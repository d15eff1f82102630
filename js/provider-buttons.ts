/** The script of the buttons below WordPress' login form: signs in at another identity provider by way of the user pool. */
import type { CognipressError } from "./error.js";
import { wpLogin } from "./forms/wp-login.js";
import { HostedSignIn, openWordPressSession } from "./hosted/index.js";
import { attempt } from "./storage.js";
import type { TextKey } from "./texts.js";
import type { LoginConfig, LoginEvents } from "./wordpress.js";

/** Where the page keeps what the form knew, while the user is away. */
const KEY = "cognipress:provider";

/** See "Managed login localization" in Cognito's developer guide. */
const LANGUAGES = ["de", "en", "es", "fr", "id", "it", "ja", "ko", "pt-BR", "zh-CN", "zh-TW"];

interface Kept {
  provider: string;
  redirectTo: string;
  rememberMe: boolean;
}

const group = document.getElementById("cognipress-providers")!;
const form = document.querySelector<HTMLFormElement>("#loginform")!;
const config: LoginConfig = JSON.parse(document.getElementById("cognipress-config")!.textContent!);
const parts = wpLogin(form);
const buttons = [...group.querySelectorAll<HTMLButtonElement>("button")];
const status = group.querySelector("[role=status]")!;
/** Where the user comes from. */
let origin: HTMLButtonElement | undefined;

const query = config.version ? `?ver=${config.version}` : "";
const wasm = (name: string) => ({
  simd: `${config.assetsUrl}${name}-simd.wasm${query}`,
  baseline: `${config.assetsUrl}${name}.wasm${query}`,
});
const signIn = new HostedSignIn({
  ...config,
  domain: group.dataset["domain"]!,
  redirectUri: group.dataset["callback"]!,
  wasm: { signIn: wasm("cognipress"), full: wasm("cognipress-full") },
});

for (const button of buttons) {
  button.addEventListener("click", () => {
    if (group.getAttribute("aria-busy") === "true") return;
    void run(async () => {
      const provider = button.dataset["provider"]!;
      const kept: Kept = { provider, redirectTo: parts.redirectTo(), rememberMe: parts.rememberMe() };
      sessionStorage.setItem(KEY, JSON.stringify(kept));
      await signIn.redirect({ identityProvider: provider, ...language() });
    });
  });
}
// A link elsewhere on the site stands for one of them.
const address = new URL(location.href);
const isCallback = address.searchParams.has("state");
const wanted = address.searchParams.get("cognipress-provider");
if (wanted !== null && !isCallback) {
  address.searchParams.delete("cognipress-provider"); // Who comes back by the browser's button has not asked again.
  history.replaceState(history.state, "", address);
  buttons.find(({ dataset }) => dataset["provider"] === wanted)?.click();
}
// The page came back out of the back/forward cache.
addEventListener("pageshow", ({ persisted }) => persisted && setBusy(false));

if (isCallback) {
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null);
  attempt(() => sessionStorage.removeItem(KEY));
  if (kept) restore(kept);
  void run(logIn);
}

async function logIn(): Promise<void> {
  const tokens = await signIn.finish();
  if (!tokens) return setBusy(false);
  const { challengeUrl, sessionUrl } = config;
  const where = { challengeUrl, sessionUrl, rememberMe: parts.rememberMe(), redirectTo: parts.redirectTo() };
  const session = await openWordPressSession(tokens, where);
  if (emit("cognipress:signed-in", session)) location.assign(session.redirectTo);
  else setBusy(false);
}

/** The page's language as Cognito's own pages know it, if they do: `de` for `de-DE-formal`. */
function language(): { lang?: string } {
  const spoken = (tag: string): string => {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  };
  const lang = attempt(() => LANGUAGES.find((tag) => spoken(tag) === spoken(document.documentElement.lang)));
  return lang ? { lang } : {};
}

/** The form is again as it was when the user left, for another attempt by whichever way too. */
function restore({ provider, redirectTo, rememberMe }: Kept): void {
  origin = buttons.find(({ dataset }) => dataset["provider"] === provider);
  const field = form.querySelector<HTMLInputElement>("[name=redirect_to]");
  if (field) field.value = redirectTo;
  const box = form.querySelector<HTMLInputElement>("#rememberme");
  if (box) box.checked = rememberMe;
}

/** Does what leaves the page, or fails. */
async function run(work: () => Promise<void>): Promise<void> {
  parts.hideError();
  setBusy(true);
  try {
    await work();
  } catch (error) {
    console.warn(error);
    setBusy(false);
    if (!emit("cognipress:error", { error })) return;
    const { code, messageKey } = error as Partial<CognipressError>;
    const words = config.texts[messageKey as TextKey] ?? config.texts["try-again"];
    if (code !== "access_denied") return parts.showError(words);
    // Who has cancelled knows, and is to be where they were.
    status.textContent = words;
    origin?.focus();
  }
}

/** The buttons are not `disabled`: one would lose the focus. */
function setBusy(isBusy: boolean): void {
  group.setAttribute("aria-busy", String(isBusy));
  for (const button of buttons) {
    button.setAttribute("aria-disabled", String(isBusy));
    button.classList.toggle("disabled", isBusy);
  }
  status.textContent = isBusy ? config.texts["logging-in"] : "";
}

function emit<Type extends keyof LoginEvents>(type: Type, detail: LoginEvents[Type]["detail"]): boolean {
  return form.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, cancelable: true, composed: true }));
}
