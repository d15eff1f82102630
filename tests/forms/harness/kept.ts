/** What WordPress keeps and sends: none of it may have a password in it. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach } from "node:test";
import { encodingsFound } from "../../browser/harness/canary.ts";
import { site } from "../../browser/harness/site.ts";
import type { Stage } from "../../browser/harness/stage.ts";

/** Beside the site's folder: logs, and the mails that `fixtures.php` writes down. */
const BESIDE = join(site.directory, "..");
const DATABASE = join(site.directory, "wp-content/database");

/** What each test types; to be called before the stage is set, which forgets it with each test. */
export function rememberTyped(stage: () => Stage): ReadonlySet<string> {
  const typed = new Set<string>();
  afterEach(() => stage().typedPasswords.forEach((password) => typed.add(password)));
  return typed;
}

/** Finds none of that in the end; to be called after the stage is set, whose servers would not end after a failure. */
export function searchWhatIsKept(typed: ReadonlySet<string>): void {
  after(() => {
    const found = [DATABASE, BESIDE].flatMap(filesIn).flatMap((file) => {
      const bytes = contents(file);
      return [...typed].flatMap((password) => encodingsFound(password, bytes).map((encoding) => `${file}: ${encoding}`));
    });
    assert.deepEqual(found, [], "WordPress has kept a password");
  });
}

function filesIn(folder: string): string[] {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  return paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** Nothing where the database has just put the file away. */
function contents(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}
