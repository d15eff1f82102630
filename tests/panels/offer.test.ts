import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { accessibilityTree, violations } from "../browser/harness/accessibility.ts";
import { DESKTOP, PHONE, type Look } from "../browser/harness/look.ts";
import type { Panels } from "./harness/page.ts";
import { setPage, type PanelPage } from "./harness/panel-page.ts";

const panelTest = setPage();

type Name = Parameters<Panels["offer"]>[0];
type Outcome = Parameters<Panels["offer"]>[1];

async function offer(page: PanelPage, name: Name, outcome: Outcome = "taken", look: Look = DESKTOP): Promise<void> {
  await page.openWithout(look);
  await page.hold((panels, name, outcome) => panels.offer(name, outcome), name, outcome);
}

const counts = (page: PanelPage) => page.hold(({ taken, backs, answers }) => ({ taken, backs, submits: answers.length }));

panelTest("by the keyboard an offer is taken, and the page is left", async (page) => {
  await offer(page, "passkey");
  await page.assertFocused("wp-submit");
  await page.press(Key.ENTER);
  await page.browser.wait(async () => (await counts(page)).backs === 1, 5_000, "the page is not left");
  assert.deepEqual(await counts(page), { taken: 1, backs: 1, submits: 0 });
});

panelTest("by the keyboard the page is left without", async (page) => {
  await offer(page, "device");
  await page.tabTo(".cognipress-foot button");
  await page.press(Key.ENTER);
  assert.deepEqual(await counts(page), { taken: 0, backs: 1, submits: 0 });
});

panelTest("that no passkey was made is told, and it can be tried again", async (page) => {
  await offer(page, "passkey", "refused");
  for (const _ of [1, 2]) {
    await (await page.find("#wp-submit")).click();
    await page.browser.wait(() => page.isShown("#login_error"), 5_000, "nothing is told");
  }
  assert.match(await page.words("#login_error"), /No passkey was created/);
  assert.deepEqual(await counts(page), { taken: 0, backs: 0, submits: 0 });
});

panelTest("a screen reader is told what is offered; no time is counted, no field is asked for", async (page) => {
  await offer(page, "passkey");
  const nodes = await accessibilityTree(page.browser);
  const button = nodes.find(({ name, role }) => role === "button" && name === "Create a passkey");
  assert.match(button?.description ?? "", /without a password/);
  assert.ok(nodes.some(({ name, role }) => role === "button" && name === "Not now"));
  for (const role of ["timer", "textbox"]) assert.ok(!nodes.some((node) => node.role === role), role);
});

for (const [name, look] of Object.entries({
  light: DESKTOP,
  dark: { ...DESKTOP, isDark: true },
  phone: PHONE,
  "right to left": { ...DESKTOP, isRightToLeft: true },
})) {
  panelTest(`axe finds nothing: ${name}`, async (page) => {
    for (const name of ["passkey", "device"] as const) {
      await offer(page, name, "refused", look);
      await (await page.find("#wp-submit")).click();
      await page.browser.wait(() => page.isShown("#login_error"), 5_000, "nothing is told");
      assert.deepEqual((await violations(page.browser)).filter(({ isOurs }) => isOurs), []);
    }
  });
}
