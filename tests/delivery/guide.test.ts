/** The pages of the documentation, held to the code: what they name is there. */

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { test } from "node:test";
import { PURPOSES } from "../../js/forms/system.ts";

const read = (file: string) => readFileSync(file, "utf8");
const pages = Object.fromEntries(readdirSync("www/pages").map((file) => [file, read(join("www/pages", file))]));
const guide = Object.values(pages).join("\n");
const script = code("js", ".ts");
const builders = Object.values(pages).filter((page) => /→ Amazon Cognito|tab Amazon Cognito/.test(page));
const plugin = code("wordpress/cognipress/includes", ".php");

/** All files of a folder, without comments. */
function code(folder: string, extension: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => extname(file) === extension);
  return files.map((file) => read(join(folder, file)).replace(/\/\*\*?\s[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")).join("\n");
}

/** What a pattern finds in the pages, once each: its first group, or all of it. */
function named(pattern: RegExp, text = guide): string[] {
  const found = [...new Set([...text.matchAll(pattern)].map(([all, group = all]) => group))];
  assert.ok(found.length > 0, `no page has ${pattern}`);
  return found;
}

/** The rows of the table with this heading: the words of each cell that are code. */
function table(page: string, heading: string): string[][][] {
  const rows = pages[page]!.split(`\n| ${heading} |`)[1]!.split("\n\n")[0]!.split("\n").slice(2);
  return rows.map((row) => row.split(" | ").map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, words]) => words!)));
}

test("every attribute is one that the scripts read", () => {
  for (const attribute of named(/\bdata-cogni(?:to|press)[a-z-]*/g)) {
    const property = attribute.replace("data-", "").replace(/-./g, ([, letter]) => letter!.toUpperCase());
    assert.ok(script.includes(`[${attribute}`) || script.includes(` ${property} `), attribute);
  }
});

test("every purpose has its row, and every field is one that the scripts know", () => {
  const purposes = table("forms.md", "Purpose").flatMap(([names]) => names!);
  assert.deepEqual(purposes.sort(), PURPOSES.filter((purpose) => purpose !== "step-up").sort()); // The plugin's own.
  for (const purpose of named(/data-cognito="([a-z ]+)"/g).flatMap((names) => names.split(" "))) {
    assert.ok(purposes.includes(purpose), purpose);
  }
  const inTables = table("forms.md", "Purpose").flatMap(([, fields]) => fields!);
  for (const field of [...inTables, ...named(/data-cognito-field="([^"]+)"/g)]) {
    assert.ok(field.startsWith("attr:") || script.includes(`("${field}")`), field);
  }
});

test("every event of the scripts has its row, and there is no other", () => {
  const sent = named(/(?:CustomEvent|emit)(?:<[^(]*>)?\("(cognipress:[a-z-]+)"/g, script);
  for (const event of named(/cognipress:[a-z-]+/g)) assert.ok(script.includes(`"${event}"`), event);
  for (const event of sent) assert.ok(guide.includes(`\`${event}\``), event);
});

test("every class of a form builder is one that the scripts read", () => {
  const [, source] = /FIELD_CLASS =\s*\/(.+)\/;/.exec(read("js/forms/builder.ts"))!;
  const text = builders.join("\n") + pages["form-plugins.md"];
  for (const name of named(/(?<![\w-])cognito[-_][a-z]+(?:[-_][a-z]+)*/g, text)) {
    const isPurpose = PURPOSES.some((purpose) => name === `cognito-${purpose}`);
    assert.ok(isPurpose || new RegExp(source!).test(name), name);
  }
});

test("every choice in a form builder's settings is one that they offer", () => {
  assert.equal(builders.length, 6);
  for (const choice of [...named(/\*\*([^*]+)\*\*/g, builders.join("\n")), "Amazon Cognito"]) {
    assert.ok(plugin.includes(`__( '${choice}', 'cognipress' )`), choice);
  }
});

const block = (name: string) => join("wordpress/cognipress/blocks", name.replace("cognipress_", "").replaceAll("_", "-"), "block.json");

test("every hook, function and shortcode of the plugin is there, with its attributes", () => {
  for (const name of named(/\bcognipress_[a-z_]+\b/g)) {
    assert.ok(plugin.includes(`'${name}`) || plugin.includes(`function ${name}(`) || existsSync(block(name)), name);
  }
  for (const [, name, written] of guide.matchAll(/\[(cognipress_[a-z_]+) ([^\]]+)\]/g)) {
    const known = existsSync(block(name!)) ? read(block(name!)) : plugin;
    for (const [, attribute] of written!.matchAll(/([a-z]+)=/g)) assert.match(known, new RegExp(`["']${attribute}["']`), name);
  }
});

test("every filter and action of the plugin has its row, and there is no other", () => {
  for (const [heading, call] of [["Filter", "apply_filters"], ["Action", "do_action"]] as const) {
    const fired = named(new RegExp(`\\b${call}\\(\\s*'(cognipress_\\w+)'`, "g"), plugin);
    const rows = table("hooks.md", heading).map(([names]) => names![0]!);
    assert.deepEqual(rows.sort(), fired.sort());
  }
});

test("every hook of another plugin that is said to be used is used", () => {
  for (const hook of named(/`(woocommerce_\w+|gform\/[\w/]+|maybe:\w+)`/g)) assert.ok((script + plugin).includes(hook), hook);
});

test("every panel, and every slot in it, is one that there is", () => {
  for (const [slots, panels] of table("forms.md", "Slot")) {
    for (const slot of slots!) {
      const id = `cognipress-${slot.replace("…", "")}`;
      assert.ok([`slot: "${slot}"`, `slot = "${slot}"`, `"${id}"`, `\`${id}`].some((made) => script.includes(made)), slot);
    }
    for (const panel of panels!) assert.ok(script.includes(`"${panel}"`), panel);
  }
});

test("every live example is a page of the demo", () => {
  for (const name of named(/data-forms="([^"]+)"/g).flatMap((names) => names.split(" "))) {
    const [fixture] = name.split("&");
    assert.ok(existsSync(`tests/forms/fixtures/${fixture}.php`), name);
  }
});
