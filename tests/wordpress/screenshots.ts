/**
 * Takes pictures of the plugin's screens for somebody to look at, in
 * `target/screens`, with the environment of the suite:
 *
 *     node --import tsx tests/wordpress/screenshots.ts
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { picture } from "../browser/harness/look.ts";
import { Proxy } from "../browser/harness/proxy.ts";
import { cognito, pool, site } from "../browser/harness/site.ts";
import { startBrowser } from "../browser/harness/webdriver.ts";
import { startUserPool } from "../user-pool/index.ts";
import { addPerson, set, signIn } from "./harness/pool.ts";
import { becomeAdministrator, fillQueue, LOOKS, open, screens } from "./harness/screens.ts";

const FOLDER = fileURLToPath(new URL("../../target/screens/", import.meta.url));

mkdirSync(FOLDER, { recursive: true });
const { userPoolId: poolId, clientId } = pool;
const userPool = await startUserPool({ port: Number(new URL(cognito.upstream).port), poolId, clientId });
const proxies = [await Proxy.listen(site.url, site.upstream), await Proxy.listen(cognito.url, cognito.upstream)];
const browser = await startBrowser();
try {
  await set({ role_map: { editors: "editor", staff: "author, contributor" }, log_days: 30, sync: true });
  await fillQueue();
  for (let count = 0; count < 3; count++) await signIn(addPerson(userPool));
  await becomeAdministrator(browser);
  for (const [name, screen] of Object.entries(screens)) {
    for (const [lookName, look] of Object.entries(LOOKS)) {
      await open(browser, screen, look);
      writeFileSync(`${FOLDER}${name}-${lookName}.png`, await picture(browser));
    }
  }
} finally {
  await browser.quit();
  for (const proxy of proxies) await proxy.close();
  await userPool.close();
}
