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
] as const;
const JOURNEYS = ["register", "confirm", "sign in", "edit profile", "change e-mail", "change password", "lost password", "checkout"] as const;

export type Form = (typeof FORMS)[number];
export type What = (typeof JOURNEYS)[number];

const WHEN_SIGNED_IN = ["edit profile", "change e-mail", "change password"] as const;
/** Their forms are marked as by attributes, and do the same; here it is about how they look, listen and are sent. */
const BUT_REGISTERING = ["sign in", "lost password", "checkout", ...WHEN_SIGNED_IN] as const;
/** They link to the pages of wp-login.php for the rest. */
const BUT_SIGNING_IN = ["register", "confirm", "lost password", "checkout", ...WHEN_SIGNED_IN] as const;

/**
 * The pages of wp-login.php are for who is not signed in, «Your account» for who is; its forms are by attributes. Of
 * the plugins' own forms those are taken over that www/pages/form-plugins.md names.
 */
const ABSENT: Record<Form, readonly What[]> = {
  "wp-login.php": ["checkout", ...WHEN_SIGNED_IN],
  "Your account": ["register", "confirm", "sign in", "lost password", "checkout"],
  "by attributes": ["checkout", ...WHEN_SIGNED_IN],
  blocks: ["lost password", "checkout", "change e-mail", "change password"],
  "wp_login_form()": BUT_SIGNING_IN,
  "expired session": BUT_SIGNING_IN,
  "wp-signup.php": BUT_REGISTERING,
  bbPress: BUT_SIGNING_IN,
  BuddyPress: BUT_REGISTERING,
  WooCommerce: [],
  "Block checkout": ["register", "confirm", "sign in", "lost password", ...WHEN_SIGNED_IN],
  MemberPress: ["checkout"],
  "Elementor Pro": ["lost password", "checkout", ...WHEN_SIGNED_IN],
  WPForms: BUT_REGISTERING,
  Formidable: BUT_REGISTERING,
  "Contact Form 7": BUT_REGISTERING,
  "Gravity Forms 2.9": BUT_REGISTERING,
  "Gravity Forms 2.8": BUT_REGISTERING,
};

/** Notes that a test came to this point. */
export function note(form: Form, how: "well" | "badly", ...journeys: What[]): void {
  for (const what of journeys) appendFileSync(FILE, `${JSON.stringify({ form, what, how })}\n`);
}

/** The table, and the cells that nobody filled. */
export function table(): { text: string; gaps: string[] } {
  const noted = new Set(readFileSync(FILE, "utf8").trim().split("\n"));
  const gaps: string[] = [];
  const cell = (form: Form, what: What): string => {
    if (ABSENT[form].includes(what)) return "–";
    const missing = (["well", "badly"] as const).filter((how) => !noted.has(JSON.stringify({ form, what, how })));
    gaps.push(...missing.map((how) => `${form}, ${what}, ${how}`));
    return missing.length === 0 ? "well, badly" : `not ${missing.join(", ")}`;
  };
  const row = (cells: string[]) => cells.map((text) => text.padEnd(18)).join("").trimEnd();
  const rows = FORMS.map((form) => row([form, ...JOURNEYS.map((what) => cell(form, what))]));
  return { text: [row(["", ...JOURNEYS]), ...rows].join("\n"), gaps };
}
