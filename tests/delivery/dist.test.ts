import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { fromEnvironment } from "../browser/harness/environment.ts";

const run = promisify(execFile);

/** `cargo xtask dist`: the two files it makes, and the hashes and sizes that it tells of all. */
async function dist(): Promise<{ tarball: string; archive: string; told: string }> {
  const { stdout } = await run(fromEnvironment("COGNIPRESS_XTASK"), ["dist"]);
  const [tarball, archive, , ...told] = stdout.trim().split("\n");
  return { tarball: tarball!, archive: archive!, told: told.join("\n") };
}

const made = await dist();

/** What the plugin's archive has in a file. */
async function inArchive(file: string): Promise<string> {
  const { stdout } = await run("python3", ["-c", READ_ZIP, made.archive, `cognipress/${file}`], { maxBuffer: 1 << 24 });
  return stdout;
}

/** Debian has no unzip unless it is asked for. */
const READ_ZIP = "import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())";
const LIST_ZIP = "import sys, zipfile; print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))";

test("the same source makes the same bytes", async () => {
  assert.deepEqual(await dist(), made);
  for (const file of [made.tarball, made.archive]) {
    const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
    assert.ok(made.told.includes(`${basename(file)}: ${statSync(file).size} bytes, sha256 ${hash}`), made.told);
  }
  assert.match(made.told, /^site: \d+ bytes, sha256 \w{64}$/m);
});

test("the plugin's archive has what a site needs, and nothing of a developer's", async () => {
  const { stdout } = await run("python3", ["-c", LIST_ZIP, made.archive]);
  const files = stdout.trim().split("\n").map((name) => name.replace(/^cognipress\//, ""));
  const kinds = [
    /^(cognipress|hooks|uninstall)\.php$/,
    /^(LICENSE|THIRD-PARTY\.txt|readme\.txt)$/,
    /^includes\/([\w-]+\/)*class-[\w-]+\.php$|^includes\/([\w-]+\/)*[\w-]+\.php$/,
    /^languages\/[\w-]+\.(pot|po|mo|l10n\.php)$/,
    /^assets\/[\w-]+\.(js|css)$/,
    /^blocks\/[\w-]+\/block\.json$/,
    /^assets\/build\/[\w-]+\.(js|wasm)$/,
  ];
  assert.deepEqual(files.filter((file) => !kinds.some((kind) => kind.test(file))), []);
  for (const file of ["readme.txt", "LICENSE", "THIRD-PARTY.txt", "assets/build/login.js"]) assert.ok(files.includes(file), file);
});

test("readme.txt is as the plugin directory wants it", async () => {
  const readme = await inArchive("readme.txt");
  const header = Object.fromEntries([...readme.matchAll(/^([A-Z][\w ]+): (.+)$/gm)].map(([, name, value]) => [name, value!]));
  for (const field of ["Contributors", "Tags", "Requires at least", "Tested up to", "Requires PHP", "Stable tag", "License", "License URI"]) {
    assert.ok(header[field], `no ${field}`);
  }
  assert.ok(header["Tags"]!.split(",").length <= 5, "the directory shows five tags");
  const [, short] = /^License URI: .*\n\n(.+)\n\n== /m.exec(readme) ?? [];
  assert.ok(short && short.length <= 150, "one sentence of at most 150 characters");
  const sections = [...readme.matchAll(/^== (.+) ==$/gm)].map(([, name]) => name);
  assert.deepEqual(
    ["Description", "Installation", "External services", "Source code", "Frequently Asked Questions", "Changelog"].filter((name) => !sections.includes(name)),
    [],
  );
  assert.ok(readme.length < 20_000);
});

test("the plugin directory gets its icons, banners and screenshots, each of these with a caption", async () => {
  const folder = "wordpress/cognipress/.wordpress-org";
  const sizeOf = (file: string) => {
    const png = readFileSync(join(folder, file));
    return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
  };
  const files = readdirSync(folder);
  for (const name of ["icon-128x128", "icon-256x256", "banner-772x250", "banner-1544x500"]) {
    assert.equal(sizeOf(`${name}.png`), name.split("-")[1]);
  }
  assert.ok(files.includes("icon.svg"));
  const captions = /== Screenshots ==\n\n((?:\d\. .+\n)+)/.exec(await inArchive("readme.txt"))?.[1]!.match(/^\d/gm);
  const screenshots = files.filter((file) => file.startsWith("screenshot-")).map((file) => file.replace(/\D/g, ""));
  assert.deepEqual(screenshots.sort(), captions);
});

test("the header of the plugin says the same as readme.txt", async () => {
  const [plugin, readme] = [await inArchive("cognipress.php"), await inArchive("readme.txt")];
  assert.equal(/Plugin Name: +(.+)/.exec(plugin)?.[1], /^=== (.+) ===/.exec(readme)?.[1]);
  for (const field of ["Requires at least", "Requires PHP", "License", "License URI"]) {
    const value = (text: string) => new RegExp(`^(?: \\* )?${field}: +(.+)$`, "m").exec(text)?.[1];
    assert.equal(value(plugin), value(readme), field);
  }
});

test("the licences of all crates that are compiled in are there", async () => {
  const { stdout } = await run("cargo", ["tree", "--package", "cognipress", "--edges", "normal", "--prefix", "none", "--target", "wasm32-unknown-unknown"]);
  const crates = new Set(stdout.trim().split("\n").slice(1).map((line) => line.replace(/ v(\S+).*/, " $1:")));
  assert.ok(crates.size > 5);
  const licences = await inArchive("THIRD-PARTY.txt");
  for (const crate of crates) assert.ok(licences.includes(`\n${crate}`), crate);
  for (const name of ["Permission is hereby granted", "Redistribution and use in source and binary forms"]) assert.ok(licences.includes(name));
});
