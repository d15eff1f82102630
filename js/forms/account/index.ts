import type { TokenSet } from "../../../src/wasm/types.js";
import type { AccountTexts } from "../../account-texts.js";
import type { CognipressError } from "../../error.js";
import type { SignInFlow } from "../../sign-in.js";
import type { Texts, TextKey } from "../../texts.js";
import type { LoginConfig } from "../../wordpress.js";
import type { FormParts } from "../adopt.js";
import { devices } from "./devices.js";
import { mfa } from "./mfa.js";
import { passkeys } from "./passkeys.js";
import { Section, type Heading, type Part } from "./section.js";
import { sessions } from "./sessions.js";
import { addStyle } from "./style.js";
import type { AccountTools } from "./tools.js";

const PARTS: Record<string, (tools: AccountTools) => Part> = { mfa, passkeys, devices, sessions };

interface Opened {
  /** The parts of the account to show, in this order. */
  names: string[];
  signIn: SignInFlow;
  tokens: TokenSet;
  parts: FormParts;
  config: LoginConfig;
  /** Where the user goes then. */
  redirectTo: string;
}

/** Shows parts of the account of who has just proven to be its user, in place of the form that took the proof. */
export async function openAccount(opened: Opened): Promise<void> {
  const { parts, config } = opened;
  const account = document.createElement("div");
  Object.assign(account, { className: "cognipress-account", tabIndex: -1, textContent: config.texts.working });
  parts.form.hidden = true;
  parts.form.after(account);
  try {
    account.replaceChildren(...(await read(opened)));
    account.focus();
  } catch (error) {
    account.remove();
    parts.form.hidden = false;
    throw error;
  }
}

async function read({ names, signIn, tokens, parts, config, redirectTo }: Opened): Promise<HTMLElement[]> {
  const [{ element, errorAbove }, { openPanel, createPasskey }, { signOut }, core] = await Promise.all([
    // What the page has loaded already: a shared file would be one more for every page.
    import("../../wordpress.js"),
    import("../asking.js"),
    import("../sign-out.js"),
    signIn.loadFull(),
  ]);
  const { accessToken } = tokens;
  const words = config.texts as Texts & AccountTexts; // Every page but wp-login.php has both.
  const time = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });
  const tools: AccountTools = {
    element,
    errorAbove,
    openPanel,
    createPasskey,
    words,
    config,
    parts,
    core,
    run: (command) => signIn.run({ ...command, accessToken } as never),
    wordsOf: (error) => words[(error as Partial<CognipressError>).messageKey as TextKey] ?? words["try-again"],
    moment: (ms) => time.format(ms),
    signOut: () => signOut(config),
  };
  addStyle(element, parts.root);
  const level = levelBelow(parts.form);
  const sections = names.filter((name) => name in PARTS).map((name) => new Section(name, level, tools, PARTS[name]!(tools)));
  const isShown = await Promise.all(sections.map((section) => section.open()));
  const shown = sections.filter((_, index) => isShown[index]).map((section) => section.element);
  const leave = () => location.assign(redirectTo);
  const done = element("button", { type: "button", className: parts.button.className, onclick: leave }, words["account-done"]);
  return [...shown, element("p", {}, done)];
}

/** The next level after that of the heading which the form is under. */
function levelBelow(form: HTMLElement): Heading {
  const headings = [...(form.getRootNode() as Document | ShadowRoot).querySelectorAll("h1, h2, h3, h4, h5")];
  const above = headings.filter((heading) => heading.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
  return `h${Number(above?.tagName[1] ?? 1) + 1}` as Heading;
}
