/** Uses a page as people do who have a keyboard and no pointer. */

import assert from "node:assert/strict";
import { Key, type WebDriver, type WebElement } from "selenium-webdriver";

/** More than a page of the tests has. */
const MOST_STOPS = 200;

/** Which way from the focus to an element; nothing where it has the focus. */
const WAY = `
  const [wanted] = arguments;
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (focused === wanted) return "";
  const root = wanted.getRootNode();
  const place = focused.getRootNode() === root ? wanted : root.host ?? wanted;
  const isBefore = focused.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_PRECEDING;
  return focused !== document.body && isBefore ? "back" : "forward";`;

const SHOWS_FOCUS = `
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(arguments[0]);
  return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";`;

/** Presses Tab until an element has the focus, and shows it, unless it is somebody else's that does not. */
export async function reach(browser: WebDriver, element: WebElement, isShown = true): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    const way = await browser.executeScript<string>(WAY, element);
    if (way === "" && !isShown) return;
    if (way === "") {
      const isSeen = () => browser.executeScript<boolean>(SHOWS_FOCUS, element);
      // The page may move the focus meanwhile.
      const isElsewhere = async () => (await browser.executeScript<string>(WAY, element)) !== "";
      await browser.wait(async () => (await isSeen()) || (await isElsewhere()), 30_000, "nobody sees where the focus is");
      if (await isSeen()) return;
      continue;
    }
    const keys = browser.actions();
    await (way === "back" ? keys.keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT) : keys.sendKeys(Key.TAB)).perform();
  }
  assert.fail(`no key leads to ${await element.getAttribute("outerHTML")}`);
}

/** Types into a field, in place of what is there. */
export async function typeByKeys(browser: WebDriver, field: WebElement, text: string, isShown = true): Promise<void> {
  await reach(browser, field, isShown);
  await field.sendKeys(Key.chord(Key.CONTROL, "a"), text || Key.DELETE);
}

/** Presses a button, or ticks a box. */
export async function pressByKeys(browser: WebDriver, button: WebElement, isShown = true): Promise<void> {
  await reach(browser, button, isShown);
  await button.sendKeys((await button.getAttribute("type")) === "checkbox" ? Key.SPACE : Key.ENTER);
}
