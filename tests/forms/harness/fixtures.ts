/** Puts the pages of `fixtures/` into the site under test. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { site } from "../../browser/harness/site.ts";

export function installFixtures(): void {
  const folder = join(site.directory, "wp-content/mu-plugins");
  const fixtures = fileURLToPath(new URL("../fixtures/fixtures.php", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cognipress-fixtures.php"), `<?php\nrequire ${JSON.stringify(fixtures)};\n`);
}
