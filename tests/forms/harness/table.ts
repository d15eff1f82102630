/** Which journey went well in which form, and was tried badly: noted by each file, printed by the last. */

import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { site } from "../../browser/harness/site.ts";

const FILE = join(site.directory, "../forms.jsonl");

const FORMS = [
  "wp-login.php",
  "Your account",
  "by attributes",
  "blocks",
  "wp_login_form()",
  "expired session",
  "wp-signup.php",
  "bbPress",
  "BuddyPress",
  "WooCommerce",
  "Block checkout",
  "MemberPress",
  "Elementor Pro",
  "WPForms",
  "Formidable",
  "Contact Form 7",
  "Gravity Forms 2.9",
  "Gravity Forms 2.8",
  "Ninja Forms",
  "WooCommerce itself",
  "BuddyPress itself",
  "WPForms Lite itself",
  "Formidable itself",
  "Contact Form 7 itself",
  "Ninja Forms itself",
] as const;
const JOURNEYS = ["register", "confirm", "sign in", "edit profile", "change e-mail", "change password", "lost password", "checkout"] as const;

export type Form = (typeof FORMS)[number];
export type What = (typeof JOURNEYS)[number];

/** Where a journey is made that a form is not there for; `null` where nobody has such a form. */
type Elsewhere = Partial<Record<What, Form | null>>;

const AT_LOGIN = { register: "wp-login.php", confirm: "wp-login.php", "lost password": "wp-login.php" } as const;
const IN_ACCOUNT = { "edit profile": "Your account", "change e-mail": "Your account", "change password": "Your account" } as const;
const NO_ORDER = { checkout: null };
const FOR_GUESTS: Elsewhere = { ...IN_ACCOUNT, ...NO_ORDER };
/** They link to the pages of wp-login.php for the rest. */
const BUT_SIGNING_IN: Elsewhere = { ...AT_LOGIN, ...FOR_GUESTS };
const BUT_REGISTERING: Elsewhere = { "sign in": "wp-login.php", "lost password": "wp-login.php", ...FOR_GUESTS };

/**
 * The pages of wp-login.php are for who is not signed in, «Your account» for who is; its forms are by attributes. Of
 * the plugins' own forms those are taken over that www/pages/form-plugins.md names.
 */
const ABSENT: Record<Form, Elsewhere> = {
  "wp-login.php": FOR_GUESTS,
  "Your account": { ...AT_LOGIN, "sign in": "wp-login.php", ...NO_ORDER },
  "by attributes": FOR_GUESTS,
  blocks: { "lost password": "wp-login.php", "change e-mail": "Your account", "change password": "Your account", ...NO_ORDER },
  "wp_login_form()": BUT_SIGNING_IN,
  "expired session": BUT_SIGNING_IN,
  "wp-signup.php": BUT_REGISTERING,
  bbPress: BUT_SIGNING_IN,
  BuddyPress: BUT_REGISTERING,
  WooCommerce: {},
  "Block checkout": Object.fromEntries(JOURNEYS.filter((what) => what !== "checkout").map((what) => [what, "WooCommerce"])),
  MemberPress: NO_ORDER,
  "Elementor Pro": FOR_GUESTS,
  WPForms: FOR_GUESTS,
  Formidable: FOR_GUESTS,
  "Contact Form 7": FOR_GUESTS,
  "Gravity Forms 2.9": FOR_GUESTS,
  "Gravity Forms 2.8": FOR_GUESTS,
  "Ninja Forms": FOR_GUESTS,
  "WooCommerce itself": {},
  "BuddyPress itself": { "lost password": "wp-login.php", ...NO_ORDER },
  "WPForms Lite itself": FOR_GUESTS,
  "Formidable itself": FOR_GUESTS,
  "Contact Form 7 itself": FOR_GUESTS,
  "Ninja Forms itself": FOR_GUESTS,
};

/** Notes that a test came to this point. */
export function note(form: Form, how: "well" | "badly", ...journeys: What[]): void {
  for (const what of journeys) append({ form, what, how });
}

/** Notes that there is no such plugin. */
export function noteAbsence(form: Form): void {
  append({ form, how: "absent" });
}

const append = (line: object) => appendFileSync(FILE, `${JSON.stringify(line)}\n`);

/** The table, and the cells that nobody filled. */
export function table(): { text: string; gaps: string[] } {
  const noted = new Set(readFileSync(FILE, "utf8").trim().split("\n"));
  const gaps: string[] = [];
  const cell = (form: Form, what: What): string => {
    const elsewhere = ABSENT[form][what];
    if (elsewhere !== undefined) return elsewhere === null ? "no such form" : `see ${elsewhere}`;
    if (noted.has(JSON.stringify({ form, how: "absent" }))) return "plugin not there";
    const missing = (["well", "badly"] as const).filter((how) => !noted.has(JSON.stringify({ form, what, how })));
    gaps.push(...missing.map((how) => `${form}, ${what}, ${how}`));
    return missing.length === 0 ? "well, badly" : `not ${missing.join(", ")}`;
  };
  const row = (cells: string[]) => cells.map((text) => text.padEnd(22)).join("").trimEnd();
  const rows = FORMS.map((form) => row([form, ...JOURNEYS.map((what) => cell(form, what))]));
  return { text: [row(["", ...JOURNEYS]), ...rows].join("\n"), gaps };
}
