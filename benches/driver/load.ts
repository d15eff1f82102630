/**
 * What the plugin adds to the login page before anybody touches the form: the
 * same page of the same site, with the plugin active and not, in turn.
 *
 *   node --import tsx benches/driver/load.ts
 */

import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

import type { WebDriver } from "selenium-webdriver";
import type { Driver as ChromiumDriver } from "selenium-webdriver/chrome.js";

import { startBrowser } from "./browser.ts";
import { fact } from "./environment.ts";
import { print, printTimes } from "./lines.ts";

const ROUNDS = 10;
/** Whatever loads at idle has loaded by then. */
const IDLE_MS = 1500;

interface Load {
  firstPaintMs: number;
  interactiveMs: number;
  bytes: number;
  wasmBytes: number;
}

const READ = `
  const [page] = performance.getEntriesByType("navigation");
  const files = performance.getEntriesByType("resource");
  const bytes = (entries) => entries.reduce((sum, { transferSize }) => sum + transferSize, 0);
  return {
    firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0].startTime - page.responseStart,
    interactiveMs: page.domInteractive - page.responseStart,
    bytes: bytes([page, ...files]),
    wasmBytes: bytes(files.filter(({ name }) => name.includes(".wasm"))),
  };
`;

const withPlugin: Load[] = [];
const without: Load[] = [];
const browser = await startBrowser("chromium");
try {
  const chromium = browser as ChromiumDriver;
  await chromium.sendDevToolsCommand("Network.enable", {});
  await chromium.sendDevToolsCommand("Network.setCacheDisabled", { cacheDisabled: true });
  for (let round = -1; round < ROUNDS; round++) {
    for (const [loads, call] of [
      [withPlugin, "activate_plugin"],
      [without, "deactivate_plugins"],
    ] as const) {
      await callWordPress(`${call}("cognipress/cognipress.php");`);
      const load = await open(browser);
      if (round >= 0) loads.push(load);
    }
  }
} finally {
  await callWordPress(`activate_plugin("cognipress/cognipress.php");`);
  await browser.quit();
}

for (const [name, part] of [
  ["first-paint", "firstPaintMs"],
  ["interactive", "interactiveMs"],
] as const) {
  printTimes(`load.${name}`, withPlugin.map((load) => [load[part]]), { without: without.map((load) => [load[part]]) });
}
const most = (loads: Load[], part: "bytes" | "wasmBytes"): number => Math.max(...loads.map((load) => load[part]));
const [value, peerValue] = [most(withPlugin, "bytes"), most(without, "bytes")];
print({ name: "load.bytes", value, unit: "bytes", peer: "without", peerValue, ratio: value / peerValue });
print({ name: "load.wasm", value: most(withPlugin, "wasmBytes"), unit: "bytes" });

async function open(browser: WebDriver): Promise<Load> {
  await browser.get(`${fact("COGNIPRESS_SITE_URL")}/wp-login.php`);
  await sleep(IDLE_MS);
  return browser.executeScript<Load>(READ);
}

async function callWordPress(code: string): Promise<void> {
  const program = `require $argv[1] . "/wp-load.php"; require_once ABSPATH . "wp-admin/includes/plugin.php"; ${code}`;
  await promisify(execFile)("php", ["-r", program, "--", fact("COGNIPRESS_SITE_DIR")]);
}
