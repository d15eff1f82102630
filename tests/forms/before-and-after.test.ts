/** Nobody can tell from a form whether it was taken over, but by what is added to it. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { before } from "node:test";
import { By, until, type WebDriver } from "selenium-webdriver";
import { DESKTOP, PHONE, put, turnRightToLeft, type Look } from "../browser/harness/look.ts";
import { site } from "../browser/harness/site.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { devTools } from "../browser/harness/webdriver.ts";
import { violations } from "../browser/harness/accessibility.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { setForms } from "./harness/forms-page.ts";
import { fixtures } from "./harness/systems.ts";

/** A folder for the pictures. With one, each form is seen in each look. */
const PICTURES = process.env["COGNIPRESS_PICTURES"];

const LOOKS: Record<string, Look> = {
  light: DESKTOP,
  ...(PICTURES && { dark: { ...DESKTOP, isDark: true }, phone: PHONE, "phone-right-to-left": { ...PHONE, isRightToLeft: true } }),
};

/** Rows that WordPress' own forms do not have: the password, and the attributes of the settings. */
const ADDED = ".user-pass-wrap, [for=user_pass], #user_pass, p:has(> [id^=cognipress-])";

interface Subject {
  name: string;
  path: string;
  /** Something in the form. */
  field: string;
  /** Where Cognito has to know more than the form asks. */
  gains?: string;
}

const { journey } = setForms();
/** Where the shop mails a link, its form has no password, and gains one. */
before(() => askWordPress("remove_all_filters('pre_option_woocommerce_registration_generate_password'); update_option('woocommerce_registration_generate_password', 'no');"));

const ofGuests: Subject[] = [
  { name: "wp-login", path: "/wp-login.php", field: "#user_login" },
  { name: "wp-lost-password", path: "/wp-login.php?action=lostpassword", field: "#user_login" },
  { name: "wp-register", path: "/wp-login.php?action=register", field: "#user_login", gains: ADDED },
];
const ofMembers: Subject[] = [];
for (const { name, signIn, signUp, forgot, profile, password, checkout } of fixtures) {
  const add = (subjects: Subject[], what: string, form: { path: string } | undefined, field: string | undefined, gains?: string) => {
    if (form && field) subjects.push({ name: `${name}-${what}`, path: form.path, field, ...(gains && { gains }) });
  };
  // Forms of several pages are left alone before the one with the password.
  add(ofGuests, "login", signIn?.next ? undefined : signIn, signIn?.username);
  add(ofGuests, "register", signUp?.next ? undefined : signUp, signUp?.name ?? signUp?.givenName ?? signUp?.username, name === "wp-signup.php" ? ADDED : undefined);
  add(ofGuests, "lost-password", forgot?.next ? undefined : forgot, forgot?.username);
  add(ofGuests, "checkout", checkout, checkout?.email);
  add(ofMembers, "profile", profile, profile?.email);
  add(ofMembers, "password", password, password?.newPassword);
}

/** Each journey has five minutes. */
const AT_ONCE = PICTURES ? 3 : 9;
for (let first = 0; first < ofGuests.length; first += AT_ONCE) {
  const some = ofGuests.slice(first, first + AT_ONCE);
  journey(`forms of guests look as they did: ${some.map(({ name }) => name).join(", ")}`, ({ browser }) => compare(browser, some));
}

journey("the forms of members look as they did", async (page, pool) => {
  await page.open();
  await page.signIn(addPerson(pool));
  await compare(page.browser, ofMembers);
});

async function compare(browser: WebDriver, subjects: Subject[]): Promise<void> {
  const changed: string[] = [];
  for (const { name, path, field, gains } of subjects) {
    const was = new Map<string, Sight>();
    await open(browser, `${path}${path.includes("?") ? "&" : "?"}without-cognipress`, field);
    for (const look of Object.keys(LOOKS)) was.set(look, await settled(browser, look, field, gains));
    await open(browser, path, field);
    await waitUntilTakenOver(browser, field);
    for (const look of Object.keys(LOOKS)) {
      const before = was.get(look)!;
      const after = await settled(browser, look, field, gains);
      keep(`${name}-${look}-before`, before);
      keep(`${name}-${look}-after`, after);
      if (after.parts.join() !== before.parts.join()) changed.push(`${name}, ${look}: ${before.parts} became ${after.parts}`);
      else if (!gains && after.picture !== before.picture) changed.push(`${name}, ${look}: the pictures differ`);
      assert.deepEqual((await violations(browser)).filter(({ isOurs }) => isOurs), [], `${name}, ${look}`);
    }
  }
  assert.deepEqual(changed, []);
}

/** Some forms are drawn by a script. */
async function open(browser: WebDriver, path: string, field: string): Promise<void> {
  await browser.get(site.url + path);
  await browser.wait(until.elementLocated(By.css(field)), 30_000, `there is no ${field}`);
  await browser.executeScript(`
    const still = document.createElement("style");
    still.textContent = "* { animation: none !important; caret-color: transparent !important; transition: none !important }";
    document.head.append(still);`);
}

/** The script of a form is loaded when the form is used. */
async function waitUntilTakenOver(browser: WebDriver, field: string): Promise<void> {
  await browser.executeScript("document.querySelector(arguments[0]).focus()", field);
  const isTakenOver = `return document.querySelector(arguments[0]).closest("form").querySelector("[role=status]") !== null`;
  await browser.wait(() => browser.executeScript(isTakenOver, field), 30_000, `nobody took over the form with ${field}`);
}

/** What is seen of a form. */
interface Sight {
  /** Each of its parts, and where it is. */
  parts: string[];
  /** A PNG in base64. */
  picture: string;
}

/** Once style sheets have come and nothing moves any more. */
async function settled(browser: WebDriver, look: string, field: string, gains?: string): Promise<Sight> {
  await put(browser, { ...LOOKS[look]!, scale: 1 }); // Else letters are drawn between pixels, by where the form is.
  if (LOOKS[look]!.isRightToLeft) await turnRightToLeft(browser);
  let sight = await see(browser, field, gains);
  const isSettled = async () => {
    const last = sight.picture;
    await browser.sleep(100);
    sight = await see(browser, field, gains);
    return sight.picture === last;
  };
  await browser.wait(isSettled, 30_000, "the page does not come to rest");
  return sight;
}

/** `gains` is not looked at; where there is such, neither is how far down the rest is. */
async function see(browser: WebDriver, field: string, gains?: string): Promise<Sight> {
  const [parts, clip] = await browser.executeScript<[string[], object]>(
    `document.activeElement.blur();
    const [field, gains] = arguments;
    const form = document.querySelector(field).closest("form");
    const { x, y, width, height } = form.getBoundingClientRect();
    const parts = [...form.querySelectorAll("*")].filter((part) => part.checkVisibility() && !part.matches("[role=status]") && !(gains && part.closest(gains)));
    const place = (box) => [box.x - x, gains ? 0 : box.y - y, box.width, gains ? 0 : box.height].map(Math.round);
    const told = parts.map((part) => [part.localName, part.id, ...place(part.getBoundingClientRect())].join(" "));
    // Chromium takes the page from its beginning where a part of the clip is outside.
    const clip = [Math.max(0, scrollX + x - 16), Math.max(0, scrollY + y - 16), width + 32, height + 32].map(Math.round);
    return [told, { x: clip[0], y: clip[1], width: clip[2], height: clip[3], scale: 1 }];`,
    field,
    gains ?? "",
  );
  const { data } = await devTools<{ data: string }>(browser, "Page.captureScreenshot", { format: "png", captureBeyondViewport: true, clip });
  return { parts, picture: data };
}

function keep(name: string, { picture }: Sight): void {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(`${PICTURES}/${name.replaceAll(/\W+/g, "-")}.png`, Buffer.from(picture, "base64"));
}
