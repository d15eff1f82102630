/**
 * Takes the pictures of the panels in `www/images/panels`, with the environment
 * of the suite; pngquant makes them small:
 *
 *     node --import tsx tests/panels/screenshots.ts
 *     pngquant --force --ext .png www/images/panels/*.png
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DESKTOP, PHONE, picture, type Look } from "../browser/harness/look.ts";
import { devTools, startBrowser } from "../browser/harness/webdriver.ts";
import { challenges, type ChallengeName } from "./harness/challenges.ts";
import type { OpenOptions } from "./harness/page.ts";
import { PanelPage } from "./harness/panel-page.ts";

const FOLDER = fileURLToPath(new URL("../../www/images/panels/", import.meta.url));

const LOOKS: Record<string, Look> = {
  light: DESKTOP,
  phone: PHONE,
  rtl: { ...DESKTOP, isRightToLeft: true },
  dark: { ...DESKTOP, isDark: true },
};

const OPTIONS: Partial<Record<ChallengeName, OpenOptions>> = {
  "code-sms": { resend: "sent" },
  "code-email": { resend: "sent" },
  "new-password": {
    passwordPolicy: { minimumLength: 12, requireLowercase: true, requireUppercase: true, requireNumbers: true },
  },
};

mkdirSync(FOLDER, { recursive: true });
const page = new PanelPage(await startBrowser());
try {
  for (const [lookName, look] of Object.entries(LOOKS)) {
    await devTools(page.browser, "Emulation.setTouchEmulationEnabled", { enabled: look === PHONE });
    await page.openWithout(look);
    for (const offer of ["passkey", "device"] as const) {
      await page.hold((panels, offer) => panels.offer(offer), offer);
      writeFileSync(`${FOLDER}${offer}-offer-${lookName}.png`, await picture(page.browser));
    }
    for (const name of Object.keys(challenges) as ChallengeName[]) {
      await page.open(name, { expiresInMs: 161_000, ...OPTIONS[name] }, look);
      if (name === "new-password") await page.press("long enough");
      writeFileSync(`${FOLDER}${name}-${lookName}.png`, await picture(page.browser));
    }
  }
} finally {
  await page.browser.quit();
}
