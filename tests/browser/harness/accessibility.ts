import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { WebDriver } from "selenium-webdriver";
import { devTools } from "./webdriver.ts";

export interface AccessibleNode {
  role: string;
  name: string;
  description: string;
  properties: Record<string, unknown>;
}

/** What a screen reader is told of the page, by Chromium. */
export async function accessibilityTree(browser: WebDriver): Promise<AccessibleNode[]> {
  type Value = { value?: unknown };
  const { nodes } = await devTools<{
    nodes: { ignored: boolean; role?: Value; name?: Value; description?: Value; properties?: { name: string; value: Value }[] }[];
  }>(browser, "Accessibility.getFullAXTree");
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, description, properties = [] }) => ({
      role: String(role?.value ?? ""),
      name: String(name?.value ?? ""),
      description: String(description?.value ?? ""),
      properties: Object.fromEntries(properties.map(({ name, value }) => [name, value.value])),
    }));
}

/** What has the focus, besides the page as a whole. */
export function focused(nodes: AccessibleNode[]): AccessibleNode | undefined {
  return nodes.find(({ role, properties }) => role !== "RootWebArea" && properties["focused"]);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Violation {
  rule: string;
  element: string;
  /** Whether the element, or one around it, is of our making. */
  isOurs: boolean;
}

/** What axe finds in the page. */
export function violations(browser: WebDriver): Promise<Violation[]> {
  return browser.executeScript(`${axe};
    const ours = "[id^=cognipress], [class^=cognipress], #login_error, #login form > [role=status], #registerform .user-pass-wrap, [data-cognito] *";
    // WordPress' page has no landmarks, so nothing on it is in one.
    return axe.run({ resultTypes: ["violations"], rules: { region: { enabled: false } } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => ({
        rule: id, element: html, isOurs: document.querySelector(target.join(" ")).closest(ours) !== null,
      }))));`);
}

/** What axe finds in a part of the page. */
export function violationsWithin(browser: WebDriver, selector: string): Promise<string[]> {
  return browser.executeScript(
    `${axe};
    return axe.run(arguments[0], { resultTypes: ["violations"] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)));`,
    selector,
  );
}
