import assert from "node:assert/strict";
import { By, Key } from "selenium-webdriver";
import { setPage, type PanelPage } from "./harness/panel-page.ts";

const panelTest = setPage();

const ALL_RULES = {
  minimumLength: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
};

/** The rules that are marked as met, and those as missing. */
async function rules(page: PanelPage): Promise<{ met: string[]; missing: string[] }> {
  const rows = await page.browser.findElements(By.css("#cognipress-policy li"));
  const words = await Promise.all(rows.map((row) => row.getAttribute("textContent") as Promise<string>));
  const ending = (end: string) => words.filter((text) => text.endsWith(end)).map((text) => text.slice(0, -end.length));
  return { met: ending(" (done)"), missing: ending(" (still missing)") };
}

panelTest("the rules are marked as they are met", async (page) => {
  await page.open("new-password", { passwordPolicy: ALL_RULES });
  const [length, lower, upper, number, symbol] = (await rules(page)).missing;
  assert.match(length!, /8/);
  await page.press("a1");
  assert.deepEqual(await rules(page), { met: [lower, number], missing: [length, upper, symbol] });
  await page.press("B ");
  assert.deepEqual((await rules(page)).missing, [length, symbol], "a space at the end is no symbol");
  await page.press("cdef");
  assert.deepEqual((await rules(page)).missing, []);
  await page.press(Key.BACK_SPACE);
  assert.deepEqual((await rules(page)).missing, [length]);
});

panelTest("only the pool's own rules are listed, and none where they are not known", async (page) => {
  await page.open("new-password", { passwordPolicy: { minimumLength: 12, requireNumbers: true } });
  assert.equal((await rules(page)).missing.length, 2);
  await page.open("new-password");
  assert.equal(await page.isShown("#cognipress-policy"), false);
});

panelTest("the password and the attributes that are required are the answer", async (page) => {
  await page.open("new-password");
  await page.assertFocused("cognipress-new-password");
  await page.press("N3w pässword", Key.ENTER);
  assert.deepEqual(await page.answers(), [], "attributes that are required are missing");
  await (await page.find("#cognipress-new-password")).click();
  await page.tabTo("[id='cognipress-attribute-given_name']");
  await page.press("Ada");
  await page.tabTo("[id='cognipress-attribute-custom:team']");
  await page.press("Engines", Key.ENTER);
  assert.deepEqual(await page.answers(), [
    { name: "NEW_PASSWORD_REQUIRED", newPassword: "N3w pässword", attributes: { given_name: "Ada", "custom:team": "Engines" } },
  ]);
});

panelTest("a refused password stays, to be mended", async (page) => {
  await page.open("new-password");
  await page.press("short");
  await page.hold((panels) => panels.refuse("Too short."));
  await page.assertFocused("cognipress-new-password");
  assert.equal(await (await page.find("#cognipress-new-password")).getAttribute("value"), "short");
  await page.hold((panels) => panels.clear());
  assert.equal(await (await page.find("#cognipress-new-password")).getAttribute("value"), "");
});

panelTest("the password can be looked at", async (page) => {
  await page.open("new-password");
  const field = await page.find("#cognipress-new-password");
  const eye = await page.find("[aria-label='Show password']:not([data-toggle])");
  await eye.click();
  assert.equal(await field.getAttribute("type"), "text");
  assert.equal(await eye.getAttribute("aria-label"), "Hide password");
});
