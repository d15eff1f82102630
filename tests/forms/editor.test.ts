/** The blocks in WordPress' own editor, as those meet them who write pages. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { By, Key, until, type WebDriver, type WebElement } from "selenium-webdriver";
import { picture } from "../browser/harness/look.ts";
import { cognito, site } from "../browser/harness/site.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { addPerson, type Person } from "../challenges/harness/journey.ts";
import type { ChallengePage } from "../challenges/harness/challenge-page.ts";
import { setForms } from "./harness/forms-page.ts";

const PICTURES = process.env["COGNIPRESS_PICTURES"];
const PATIENCE_MS = 60_000;
/** The editor asks other hosts, which need not be there; and it warns of a style of its own. */
const NOT_OURS = /https:\/\/.*net::ERR|global-styles-css-custom-properties/;

const { journey } = setForms();

interface Block {
  title: string;
  /** What the preview and the page have in it. */
  part: string;
  isForGuests: boolean;
  /** A setting by its label, and what the preview has in it once it is switched, or has this text. */
  setting?: { label: string; text?: string; then: string };
}

const redirect = (then: string) => ({ label: "Address to go to afterwards", text: "/members/", then });

const BLOCKS: Record<string, Block> = {
  "sign-in": {
    title: "Sign-in form",
    part: "[data-cognito=signin]",
    isForGuests: true,
    setting: redirect("[data-cognito-redirect='/members/']"),
  },
  register: {
    title: "Registration form",
    part: "[data-cognito=signup]",
    isForGuests: true,
    setting: { label: "Ask for a user name besides the email address", then: "form:not(:has([data-cognito-field=username]))" },
  },
  account: { title: "Account", part: "[data-cognito=profile]", isForGuests: false },
  providers: {
    title: "Other ways to log in",
    part: ".cognipress-providers a",
    isForGuests: true,
    setting: redirect("a[href*='redirect_to=%2Fmembers%2F']"),
  },
  "user-menu": { title: "User menu", part: "a", isForGuests: true, setting: { label: "Show the picture", then: "a:not(img ~ a)" } },
};

journey("each block is inserted, seen, set up and published", async (page, pool) => {
  const editor = await Editor.open(page, addPerson(pool));
  await editor.press("Block Inserter");
  for (const [name, { title, part, setting }] of Object.entries(BLOCKS)) {
    await editor.insert(name, title);
    await editor.seen(name, part);
    if (setting) {
      await editor.set(setting.label, setting.text);
      await editor.seen(name, setting.then);
    }
    if (name === "user-menu") continue; // It has no frame.
    if (setting) await editor.press("Styles");
    await editor.press("Card");
    await editor.seen(name, part, ".is-style-card");
  }
  assert.equal(await editor.count(".is-style-card"), 4, "a frame has a frame in it");
  await editor.keep("editor");
  const address = await editor.publish();
  assert.deepEqual(await editor.complaints(), []);

  await page.browser.manage().deleteAllCookies();
  await page.browser.get(address);
  for (const [name, { part, isForGuests, setting = { then: part } }] of Object.entries(BLOCKS)) {
    const found = await page.browser.findElements(By.css(`.wp-block-cognipress-${name}${name === "user-menu" ? "" : ".is-style-card"} ${setting.then}`));
    assert.equal(found.length > 0, isForGuests, `${name} for guests`);
  }
}, { settings: { providers: { Partner: "Continue with Partner" }, hosted_domain: cognito.url } });

class Editor {
  private constructor(readonly browser: WebDriver) {}

  /** A new post, by somebody who may publish. */
  static async open(page: ChallengePage, person: Person): Promise<Editor> {
    await page.open();
    await page.signIn(person);
    await askWordPress(
      `global $wpdb;
      $user = get_user_by('email', $arguments);
      $user->set_role('editor');
      update_user_meta($user->ID, $wpdb->get_blog_prefix() . 'persisted_preferences', ['core/edit-post' => ['welcomeGuide' => false], '_modified' => gmdate('c')]);`,
      person.email,
    );
    await page.browser.get(`${site.url}/wp-admin/post-new.php`);
    return new Editor(page.browser);
  }

  /** Presses what a screen reader calls so. */
  async press(label: string): Promise<void> {
    await this.#click(`//button[@aria-label="${label}" or normalize-space()="${label}"]`);
  }

  async insert(name: string, title: string): Promise<void> {
    await this.#type("//input[@type='search']", title);
    await this.#click(`//button[contains(@class, "editor-block-list-item-cognipress-${name}")]`);
  }

  /** Fills in a setting of the block, or switches it. */
  async set(label: string, text?: string): Promise<void> {
    const control = `//input[@id=//label[normalize-space()="${label}"]/@for]`;
    await (text ? this.#type(control, text) : this.#click(control));
  }

  /** Waits until the block is shown with this in it. */
  async seen(name: string, part: string, withClass = ""): Promise<void> {
    const block = `[data-type="cognipress/${name}"]${withClass}`;
    await this.#inPost(() => this.browser.wait(until.elementLocated(By.css(`${block} ${part}`)), PATIENCE_MS, `${block} does not show ${part}`));
    assert.equal(await this.count(".block-editor-warning, .components-placeholder"), 0);
  }

  /** How many there are of something in the post. */
  count(css: string): Promise<number> {
    return this.#inPost(async () => (await this.browser.findElements(By.css(css))).length);
  }

  /** Publishes; the address of the post. */
  async publish(): Promise<string> {
    const publish = "//button[contains(@class, 'editor-post-publish-button__button')]";
    await this.#click(publish);
    await this.#click(`//*[contains(@class, 'editor-post-publish-panel')]${publish}`);
    let address = "";
    await this.#use("//a[text()='View Post']", async (link) => void (address = (await link.getAttribute("href"))!));
    return address;
  }

  /** What the console was told meanwhile: errors, and warnings of what is deprecated. */
  async complaints(): Promise<string[]> {
    const entries = await this.browser.manage().logs().get("browser");
    return entries.map(({ message }) => message).filter((message) => !NOT_OURS.test(message));
  }

  async keep(name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    writeFileSync(`${PICTURES}/${name}.png`, await picture(this.browser));
  }

  async #inPost<Result>(look: () => Promise<Result>): Promise<Result> {
    await this.browser.wait(until.ableToSwitchToFrame(By.name("editor-canvas")), PATIENCE_MS, "there is no post to see");
    try {
      return await look();
    } finally {
      await this.browser.switchTo().defaultContent();
    }
  }

  #click(xpath: string): Promise<void> {
    return this.#use(xpath, (element) => element.click());
  }

  #type(xpath: string, text: string): Promise<void> {
    return this.#use(xpath, (field) => field.sendKeys(Key.chord(Key.CONTROL, "a"), text));
  }

  /** The editor prints its parts anew while they are looked for: what was not done is tried again. */
  async #use(xpath: string, act: (element: WebElement) => Promise<void>): Promise<void> {
    const isDone = () => this.browser.findElement(By.xpath(xpath)).then(act).then(() => true);
    await this.browser.wait(() => isDone().catch(() => false), PATIENCE_MS, `nothing can be done with ${xpath}`);
  }
}
