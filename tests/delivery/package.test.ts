import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { tarball, Workshop } from "./harness/workshop.ts";

const run = promisify(execFile);
const workshop = await Workshop.open();
const manifest: { exports: Record<string, string | { types?: string; default: string }> } = JSON.parse(
  readFileSync(join(workshop.package, "package.json"), "utf8"),
);

/** Every packed file, by its path in the package. */
function files(): string[] {
  const entries = readdirSync(workshop.package, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(workshop.package, join(entry.parentPath, entry.name)))
    .sort();
}

test("nothing is packed but scripts, wasm, types and what people read", () => {
  const kinds = [/^(README|CHANGELOG)\.md$/, /^(LICENSE|THIRD-PARTY\.txt)$/, /^package\.json$/, /^dist\/[\w/-]+\.(js|wasm)$/, /^types\/[\w/-]+\.d\.ts$/];
  assert.deepEqual(files().filter((file) => !kinds.some((kind) => kind.test(file))), []);
});

test("every script is an export, or is imported by one", () => {
  const reached = new Set<string>();
  const follow = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    const source = readFileSync(join(workshop.package, file), "utf8");
    for (const [, name] of source.matchAll(/(?:from|import|import\() ?"(\.[^"]+\.js)"/g)) follow(join(dirname(file), name!));
  };
  for (const target of Object.values(manifest.exports)) {
    const [start, end] = join(typeof target === "object" ? target.default : target).split("*");
    const scripts = end === undefined ? [start!] : files().filter((file) => file.startsWith(start!) && file.endsWith(end));
    for (const script of scripts) if (script.endsWith(".js")) follow(script);
  }
  assert.deepEqual(files().filter((file) => file.endsWith(".js") && !reached.has(file)), []);
});

test("no path of this machine is packed", () => {
  for (const file of files()) {
    assert.ok(!readFileSync(join(workshop.package, file)).includes(process.cwd()), file);
  }
});

test("the crate compiles as it is packed, and has nothing else of the repository but what people read", async () => {
  const crate = ["package", "--package", "cognipress", "--allow-dirty"];
  await run("cargo", crate); // Compiles what was packed, by itself.
  const { stdout } = await run("cargo", [...crate, "--list"]);
  const kinds = [/^src\/[\w/]+(\.d)?\.(rs|ts)$/, /^(README|CHANGELOG)\.md$/, /^LICENSE$/, /^Cargo\.(toml|toml\.orig|lock)$/, /^\.cargo_vcs_info\.json$/];
  assert.deepEqual(stdout.trim().split("\n").filter((file) => !kinds.some((kind) => kind.test(file))), []);
});

test("publint has nothing to say", async () => {
  const said = await workshop.check("publint", "run", "--strict", workshop.package);
  assert.match(said, /All good!/);
});

test("are the types wrong? No, for whoever imports modules", async () => {
  // "node10" resolves no export maps; of a package of modules alone it is not expected.
  const untyped = Object.entries(manifest.exports).flatMap(([name, target]) => (Object(target).types ? [] : [name]));
  await workshop.check("attw", tarball, "--profile", "esm-only", "--exclude-entrypoints", ...untyped);
});

for (const moduleResolution of ["bundler", "nodenext"] as const) {
  test(`TypeScript finds the types by ${moduleResolution}`, async () => {
    const source = `
      import { CognitoClient, type Session } from "cognipress";
      import { adoptLoginForm, type LoginConfig } from "cognipress/wordpress";
      const client = new CognitoClient({ userPoolId: "eu-west-1_Ab12Cd34E", clientId: "1example23456789" });
      export const session: Session | null = client.currentSession();
      export const adopt = (form: HTMLFormElement, config: LoginConfig) => adoptLoginForm(form, config);
      // @ts-expect-error a client needs an app client: were the types not found, anything would do
      new CognitoClient({});`;
    await workshop.compiles([source], moduleResolution);
  });
}

test("a server that renders the page can import it, without a DOM", async () => {
  const script = `
    import { CognitoClient } from "cognipress";
    import "cognipress/wordpress";
    const client = new CognitoClient({ userPoolId: "eu-west-1_Ab12Cd34E", clientId: "1example23456789" });
    console.log(client.currentSession());`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: workshop.folder });
  assert.equal(stdout.trim(), "null");
});
