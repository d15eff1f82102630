/* What somebody does who never saw this project: README.md and CONTRIBUTING.md, from a fresh clone. */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "cognipress-walk-"));
const clone = join(scratch, "cognipress");
after(() => rmSync(scratch, { recursive: true }));

/** Cargo, the way the documents say it; what the outer run decided does not count. */
function cargo(commandLine: string): ChildProcess {
  const { CARGO_TARGET_DIR, NODE_TEST_CONTEXT, ...env } = process.env;
  const [program, ...words] = commandLine.split(" ");
  return spawn(program!, words, { cwd: clone, env, stdio: ["ignore", "pipe", "inherit"] });
}

/** Runs it to its end; the last line that it prints. */
async function lastLine(commandLine: string): Promise<string> {
  const program = cargo(commandLine);
  let last = "";
  for await (const line of createInterface(program.stdout!)) last = line || last;
  if (program.exitCode === null) await once(program, "exit");
  assert.equal(program.exitCode, 0, last);
  return last;
}

test("clone", () => {
  execFileSync("git", ["clone", "--quiet", "--no-local", ROOT, clone]);
});

test("the two commands are the first that the documents name", () => {
  for (const document of ["README.md", "CONTRIBUTING.md"]) {
    const commands = readFileSync(join(clone, document), "utf8").match(/^ {4}cargo xtask \w+/gm);
    assert.deepEqual(commands?.slice(0, 2), ["    cargo xtask demo", "    cargo xtask test"], document);
  }
});

test("the demo signs in", async () => {
  assert.match(await lastLine("cargo xtask demo --check"), /The demo works/);
});

test("a text that is changed is seen", async () => {
  const file = join(clone, "wordpress/cognipress/includes/pages/class-texts.php");
  const source = readFileSync(file, "utf8");
  const changed = source.replace("'The username or the password is not correct.'", "'Who is there?'");
  assert.notEqual(changed, source);
  writeFileSync(file, changed);

  const demo = cargo("cargo xtask demo");
  let page = "";
  for await (const line of createInterface(demo.stdout!)) {
    const address = /Sign in at +(\S+)/.exec(line)?.[1];
    if (!address) continue;
    page = await (await fetch(address)).text();
    demo.kill("SIGTERM");
  }
  if (demo.exitCode === null && demo.signalCode === null) await once(demo, "exit");
  assert.match(page, /Who is there\?/);
});

test("one suite passes", async () => {
  execFileSync("git", ["checkout", "--quiet", "."], { cwd: clone });
  assert.match(await lastLine("cargo xtask test flows"), /^\d+ passed, 0 failed, 0 skipped$/);
});
