import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { before } from "node:test";
import { By, Key } from "selenium-webdriver";
import { violationsWithin } from "../browser/harness/accessibility.ts";
import { journey as bareJourney } from "../browser/harness/journey.ts";
import { DESKTOP, PHONE, picture, put, turnRightToLeft, type Look } from "../browser/harness/look.ts";
import { pressByKeys } from "../browser/harness/keyboard.ts";
import { cognito, site } from "../browser/harness/site.ts";
import { newPassword } from "../browser/harness/users.ts";
import { askWordPress, setSettings } from "../browser/harness/wordpress.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { newcomer, setForms } from "./harness/forms-page.ts";
import { PluginPage } from "./harness/plugin-page.ts";
import { note } from "./harness/table.ts";

const { stage, journey } = setForms();

const PICTURES = process.env["COGNIPRESS_PICTURES"];
const BLOCKS = ["sign-in", "register", "account", "providers", "user-menu"];
/** `[cognipress_user_menu]` for `user-menu`. */
const shortcode = (name: string) => `[cognipress_${name.replace("-", "_")}]`;

let blocks: string;
let shortcodes: string;
before(async () => {
  const add = (content: string) =>
    askWordPress<number>("return wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Blocks', 'post_content' => $arguments]);", content);
  blocks = `/?page_id=${await add(BLOCKS.map((name) => `<!-- wp:cognipress/${name} {"className":"is-style-card"} /-->`).join("\n"))}`;
  shortcodes = `/?page_id=${await add(BLOCKS.map(shortcode).join("\n\n"))}`;
});

const form = (purpose: string) => `[data-cognito^=${purpose}]`;
const field = (purpose: string, name: string) => `${form(purpose)} [data-cognito-field="${name}"]`;
const button = (purpose: string) => `${form(purpose)} button:not([type])`;

journey("the block signs in by keyboard alone, and shows who is logged in", async (page, userPool) => {
  const person = addPerson(userPool);
  const plugin = new PluginPage(page);
  await plugin.open(blocks);
  const press = (...keys: string[]) => page.browser.actions().sendKeys(...keys).perform();
  await page.browser.executeScript("arguments[0].focus()", await plugin.find(field("signin", "username")));
  await press(person.username, Key.TAB, newPassword(), Key.ENTER);
  await plugin.assertTold("incorrect-credentials");
  note("blocks", "badly", "sign in");
  await plugin.typePassword(field("signin", "password"), person.password);
  await press(Key.ENTER);
  await plugin.waitForSession();
  const menu = By.css(".wp-block-cognipress-user-menu");
  await page.browser.wait(async () => (await page.browser.findElement(menu).getText().catch(() => "")).includes(person.username), 30_000, "nobody is logged in");
  assert.equal((await page.browser.findElements(By.css("[data-cognito=signin], [data-cognito=signup]"))).length, 0);
  note("blocks", "well", "sign in");

  await plugin.type(field("profile", "attr:given_name"), "Ada");
  await plugin.typePassword(field("profile", "password"), newPassword());
  await plugin.click(button("profile"));
  await plugin.assertTold("password-incorrect");
  note("blocks", "badly", "edit profile");
  await plugin.typePassword(field("profile", "password"), person.password);
  await plugin.click(button("profile"));
  await page.browser.wait(() => userPool.users.find(person.username)!.attributes.get("given_name") === "Ada", 30_000, "nothing is changed");
  note("blocks", "well", "edit profile");

  const given = By.css(field("profile", "attr:given_name"));
  const printed = () => page.browser.findElement(given).then((input) => input.getDomAttribute("value")).catch(() => "");
  await page.browser.wait(async () => (await printed()) === "Ada", 30_000, "the page does not know the name");
  await plugin.typePassword(field("mfa", "password"), person.password);
  await plugin.click(button("mfa"));
  await plugin.find(".cognipress-account button");
  assert.equal(await (await plugin.find(form("mfa"))).isDisplayed(), false);
}, {});

journey("the shortcode registers", async (page, userPool) => {
  const person = newcomer();
  const plugin = new PluginPage(page);
  await plugin.open(shortcodes);
  for (const [name, value] of [["username", person.username], ["attr:email", person.email], ["attr:given_name", person.givenName]] as const) {
    await plugin.type(field("signup", name), value);
  }
  await plugin.typePassword(field("signup", "password"), "too-simple");
  await plugin.click(button("signup"));
  await plugin.assertTold("new-password-refused");
  await plugin.typePassword(field("signup", "password"), person.password);
  await plugin.click(button("signup"));
  await page.codeField();
  const { code } = userPool.mailbox.latest(person.email, "sign-up");
  await page.typeCode(code === "000000" ? "000001" : "000000");
  await plugin.assertTold("code-refused");
  note("blocks", "badly", "register", "confirm");
  await page.typeCode(code);
  await plugin.waitForSession();
  note("blocks", "well", "register", "confirm");
}, {});

const PARTNER = { hosted_domain: cognito.url, providers: { Partner: "Continue with Partner" } };

journey("a link in the block leads straight to another provider, and will lead back to the page", async (page) => {
  const { browser } = page;
  const left = page.stage.cognito.arrival(({ target }) => target.startsWith("/oauth2/authorize"));
  await browser.get(site.url + blocks);
  const url = await browser.getCurrentUrl();
  const [link] = await browser.findElements(By.css(".cognipress-form + .cognipress-providers a"));
  await pressByKeys(browser, link!);
  const { searchParams } = new URL((await left).target, cognito.url);
  assert.deepEqual(["identity_provider", "redirect_uri"].map((name) => searchParams.get(name)), ["Partner", `${site.url}/wp-login.php`]);
  await browser.get(`${site.url}/wp-login.php`);
  const kept = await browser.executeScript<string>("return sessionStorage.getItem('cognipress:provider')");
  assert.deepEqual(JSON.parse(kept), { provider: "Partner", redirectTo: url, rememberMe: false });
}, { settings: PARTNER });

const LOOKS: Record<string, Look> = {
  light: DESKTOP,
  dark: { ...DESKTOP, isDark: true },
  phone: PHONE,
  "right-to-left": { ...DESKTOP, isRightToLeft: true },
};

bareJourney("axe finds nothing in the blocks, and nothing sticks out, in every look", stage, async ({ browser }) => {
  await setSettings(PARTNER);
  for (const [name, look] of Object.entries(LOOKS)) {
    await put(browser, look);
    await browser.get(site.url + blocks);
    if (look.isRightToLeft) await turnRightToLeft(browser);
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      writeFileSync(`${PICTURES}/blocks-${name}.png`, await picture(browser));
    }
    assert.deepEqual(await violationsWithin(browser, "[class*=wp-block-cognipress]"), [], name);
    assert.equal(await browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"), true, `${name}: something sticks out`);
  }
});
