/** A folder with the packed npm package installed, as whoever uses it has it, and a copy of the examples. */

import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fromEnvironment } from "../../browser/harness/environment.ts";

const run = promisify(execFile);

/** The npm tarball that `cargo xtask dist` makes. */
export const tarball = fromEnvironment("COGNIPRESS_TARBALL");

const TSC = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
const EXAMPLES = fileURLToPath(new URL("../../../www/examples", import.meta.url));

export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), "cognipress-workshop-"));
  readonly examples = join(this.folder, "examples");
  readonly package = join(this.folder, "node_modules/cognipress");

  /** Sets it up for the tests of this file, and clears it away after them. */
  static async open(): Promise<Workshop> {
    const workshop = new Workshop();
    after(() => rmSync(workshop.folder, { recursive: true }));
    mkdirSync(workshop.package, { recursive: true });
    await run("tar", ["-xzf", tarball, "-C", workshop.package, "--strip-components=1"]);
    cpSync(EXAMPLES, workshop.examples, { recursive: true, filter: (path) => !path.includes("node_modules") });
    for (const packages of ["node_modules", "capacitor/node_modules"]) {
      symlinkSync(join(EXAMPLES, packages), join(workshop.examples, packages));
    }
    return workshop;
  }

  /** Runs a script of the examples' package.json. */
  async build(example: string): Promise<void> {
    await run("npm", ["run", "--silent", example], { cwd: this.examples });
  }

  /** Builds the example of @wordpress/scripts: by it where it is installed, else by webpack with what is special there. */
  async buildForWordPress(): Promise<void> {
    const folder = join(this.examples, "wordpress-scripts");
    if (process.env["COGNIPRESS_ALL"]) {
      symlinkSync(join(EXAMPLES, "wordpress-scripts/node_modules"), join(folder, "node_modules"));
      await run("npm", ["run", "--silent", "build"], { cwd: folder });
      return;
    }
    // Beside the packages that it asks for.
    const config = join(this.examples, "wordpress-scripts.cjs");
    cpSync(fileURLToPath(new URL("wordpress-scripts.cjs", import.meta.url)), config);
    const files = ["--entry", join(folder, "src/index.js"), "--output-path", join(folder, "build"), "--output-filename", "index.js"];
    await this.check("webpack", "--config", config, ...files);
  }

  /** Runs a command in the folder of an example that is a package of its own. */
  async runIn(example: string, command: string, ...args: string[]): Promise<void> {
    await run(command, args, { cwd: join(this.examples, example) });
  }

  /** Resolves if TypeScript has nothing to say of files that use the package. */
  async compiles(sources: string[], moduleResolution: "bundler" | "nodenext"): Promise<void> {
    const files = sources.map((source, index) => {
      const file = join(this.folder, `uses-${index}.ts`);
      writeFileSync(file, source);
      return file;
    });
    const module = moduleResolution === "bundler" ? "esnext" : moduleResolution;
    const options = ["--noEmit", "--strict", "--target", "es2022", "--module", module, "--moduleResolution", moduleResolution];
    await run(TSC, [...options, "--types", "", ...files], { cwd: this.folder });
  }

  /** Runs one of the examples' tools on the package. Resolves to what it prints. */
  async check(tool: string, ...args: string[]): Promise<string> {
    const { stdout } = await run(join(EXAMPLES, "node_modules/.bin", tool), args, { cwd: this.folder });
    return stdout;
  }
}
