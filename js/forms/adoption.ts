import type { STANDING_KEY } from "../storage.js";
import type { Texts, TextKey } from "../texts.js";
import type { AdoptedLogin, LoginConfig } from "../wordpress.js";
import type { FormSystem, Purpose } from "./system.js";

/** After which the user is told that the rest of the script does not come. */
const PATIENCE_MS = 10_000;

/** What somebody with a WordPress password could do as well. */
const KNOWS_LOCAL: Purpose[] = ["signin", "forgot"];

export interface Adoption {
  form: HTMLFormElement;
  root: ShadowRoot | undefined;
  purpose: Exclude<Purpose, "signout">;
  system: FormSystem;
  config: () => Promise<LoginConfig>;
}

/**
 * Takes a form over: nothing of it is sent from now on. The rest of the script is loaded once the form is used.
 * Returns what lets go of the form.
 */
export function adopt({ form, root, purpose, system, config }: Adoption): () => void {
  const released = new AbortController();
  const { signal } = released;
  /** Ends with what was loaded for the form. */
  let use = new AbortController();
  let loading: Promise<AdoptedLogin | undefined> | undefined;
  let submitter: HTMLElement | null = null;

  const passwords = form.querySelectorAll<HTMLInputElement>("input[type=password]");
  for (const password of passwords) password.removeAttribute("name");

  const load = async () => {
    const { signal } = use;
    const [main, { texts, localLoginUrl, ...rest }, journey] = await Promise.all([
      import("../wordpress.js"),
      config(),
      purpose === "signin" ? undefined : import("./journeys/index.js").then(({ journeys }) => journeys[purpose]),
    ]);
    if (signal.aborted) return undefined;
    const parts = system.read(form, root, main);
    const words = { ...texts, ...parts.texts };
    const own = {
      ...rest,
      ...(localLoginUrl && KNOWS_LOCAL.includes(purpose) && { localLoginUrl }),
      texts: { ...words, ...(journey && worded(words, journey.words)), ...parts.texts },
    };
    if (parts.submitsAfterwards) form.addEventListener("cognipress:signed-in", (event) => void goOn(event), { signal });
    return main.adoptLoginForm(form, own, {
      parts,
      signal,
      journey: journey && ((signIn) => new journey(signIn, parts, own, signal)),
    });
  };

  /** Forgets what is under way, but not what was typed; the next use begins anew. */
  const letGo = () => {
    const typed = [...passwords].map(({ value }) => value);
    use.abort();
    passwords.forEach((password, index) => void (password.value = typed[index]!));
    use = new AbortController();
    loading = undefined;
  };
  signal.addEventListener("abort", () => use.abort());

  const loaded = () =>
    (loading ??= load().catch((error) => {
      console.warn(error);
      loading = undefined;
      return undefined;
    }));

  const submit = async (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const timer = setTimeout(() => fail(form), PATIENCE_MS);
    const adopted = await loaded();
    clearTimeout(timer);
    if (adopted) void adopted.submit();
    else if (!signal.aborted) fail(form);
  };

  (root ?? window).addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return;
      if (system.isDue?.(form) === false) return letGo();
      ({ submitter } = event as SubmitEvent);
      void submit(event);
    },
    { capture: true, signal },
  );

  const prepare = () => void loaded().then((adopted) => adopted?.prepare().catch(() => {})); // The submit will tell.
  for (const type of ["pointerover", "focusin", "input"]) form.addEventListener(type, prepare, { once: true, signal });
  // On wp-login.php the form is what the page is there for, and may have the focus by now.
  if (window.cognipressTrap || (purpose === "signin" && isStanding())) void loaded();

  /** Lets the form go its own way, as if the user had pressed the button. It never had a password. */
  const goOn = async (event: Event) => {
    event.preventDefault();
    await import("./nonces.js").then(({ renewNonces }) => renewNonces(form)).catch(console.warn);
    released.abort();
    passwords.forEach((password) => password.remove());
    form.noValidate = true;
    if (submitter?.isConnected) submitter.click();
    else form.requestSubmit();
  };

  return () => released.abort();
}

/** Whether something was asked when the page went away. Looks by itself, as the main script is not there yet. */
function isStanding(): boolean {
  const key: typeof STANDING_KEY = "cognipress:standing";
  try {
    return sessionStorage.getItem(key) !== null;
  } catch {
    return false; // A browser may forbid a page its storage.
  }
}

/** Texts by other keys than their own. */
export function worded(texts: Texts, keys: Partial<Record<TextKey, TextKey>>): Partial<Texts> {
  return Object.fromEntries(Object.entries(keys).map(([key, other]) => [key, texts[other]]));
}

/** The words that the page has for it come with what could not be loaded. */
export function fail(form: HTMLFormElement): void {
  if (window.cognipressTrap) return window.cognipressTrap.fail();
  const notice = document.createElement("p");
  notice.setAttribute("role", "alert");
  notice.textContent = "A part of this page could not be loaded. Check your connection, then try again.";
  if (form.previousElementSibling?.textContent !== notice.textContent) form.before(notice);
}
