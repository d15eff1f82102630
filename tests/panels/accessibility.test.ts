import assert from "node:assert/strict";
import { By } from "selenium-webdriver";
import { accessibilityTree, focused, violations } from "../browser/harness/accessibility.ts";
import { DESKTOP, PHONE, type Look } from "../browser/harness/look.ts";
import { devTools } from "../browser/harness/webdriver.ts";
import { challenges, type ChallengeName } from "./harness/challenges.ts";
import type { OpenOptions } from "./harness/page.ts";
import { setPage, type PanelPage } from "./harness/panel-page.ts";

const panelTest = setPage();

const EVERYTHING: OpenOptions = {
  resend: "sent",
  expiresInMs: 180_000,
  passwordPolicy: { minimumLength: 12, requireLowercase: true, requireNumbers: true },
};

const LOOKS: Record<string, Look> = {
  light: DESKTOP,
  dark: { ...DESKTOP, isDark: true },
  phone: PHONE,
  "right to left": { ...DESKTOP, isRightToLeft: true },
};

/** What a screen reader calls the field that has the focus, and the form's button. */
const NAMES: Record<ChallengeName, [role: string, name: string, button: string]> = {
  "code-app": ["textbox", "Code", "Log In"],
  "code-email": ["textbox", "Code", "Log In"],
  "code-sms": ["textbox", "Code", "Log In"],
  "mfa-choice": ["radio", "Authenticator app", "Continue"],
  "mfa-setup": ["radio", "Authenticator app", "Continue"],
  "mfa-setup-app": ["textbox", "Code", "Log In"],
  "mfa-setup-email": ["textbox", "Email address", "Continue"],
  "first-factor": ["radio", "Passkey", "Continue"],
  "new-password": ["textbox", "New password", "Save and log in"],
  password: ["textbox", "Password", "Continue"],
  passkey: ["button", "Use passkey", "Use passkey"],
  custom: ["textbox", "Answer", "Continue"],
  "confirm-sign-up": ["textbox", "Code", "Continue"],
  "verify-address": ["textbox", "Code", "Continue"],
  "reset-password": ["textbox", "Code", "Save and log in"],
  "current-password": ["textbox", "Current password", "Log In"],
};

const names = Object.keys(challenges) as ChallengeName[];

for (const [lookName, look] of Object.entries(LOOKS)) {
  panelTest(`axe finds nothing, and nothing sticks out: ${lookName}`, async (page, context) => {
    await page.openWithout(look);
    for (const name of names) {
      await context.test(name, async () => {
        await page.show(name, EVERYTHING);
        // One rule of the password is met, the others are not.
        if (name === "new-password") await page.press("1");
        await page.hold((panels) => panels.refuse("This code is not correct."));
        assert.deepEqual((await violations(page.browser)).filter(({ isOurs }) => isOurs), []);
        const [content, width] = await page.browser.executeScript<[number, number]>(
          `const form = document.getElementById("loginform"); return [form.scrollWidth, form.clientWidth];`,
        );
        assert.ok(content <= width, `the panel is ${content} wide in a form of ${width}`);
      });
    }
  });
}

panelTest("a screen reader is told what is asked, why, and the error", async (page, context) => {
  await page.openWithout();
  for (const name of names) {
    await context.test(name, async () => {
      await page.show(name, EVERYTHING);
      const [role, fieldName, button] = NAMES[name];
      const nodes = await accessibilityTree(page.browser);
      const field = focused(nodes);
      assert.deepEqual([field?.role, field?.name], [role, fieldName]);
      assert.ok(nodes.some(({ role, name }) => role === "button" && name === button));
      assert.ok(nodes.some(({ role }) => role === "timer"));
      assert.ok(!nodes.some(({ role, name }) => role === "textbox" && /user ?name/i.test(name)), "the user name is still there");
      if (await page.isShown("#cognipress-reason")) {
        const reason = await page.words("#cognipress-reason");
        assert.ok(field?.description.includes(reason), "the field is not described by the reason");
      }
      await page.hold((panels) => panels.refuse("That was wrong."));
      const again = focused(await accessibilityTree(page.browser));
      assert.ok(again?.description.includes("That was wrong."), "the field is not described by the error");
    });
  }
});

panelTest("a choice is a group with the question for its name", async (page) => {
  await page.open("mfa-choice");
  const nodes = await accessibilityTree(page.browser);
  assert.ok(nodes.some(({ role, name }) => role === "group" && name === "Where do you want to get your code?"));
});

panelTest("the picture to scan has a name, and stays black on white in the dark and in forced colours", async (page) => {
  await page.open("mfa-setup-app", {}, { ...DESKTOP, isDark: true });
  const nodes = await accessibilityTree(page.browser);
  assert.ok(nodes.some(({ role, name }) => role === "image" && name === "Picture to scan with an authenticator app"));
  assert.deepEqual(await colours(page), ["rgb(255,255,255)", "rgb(0,0,0)"]);
  const forced = { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: "dark" }] };
  await devTools(page.browser, "Emulation.setEmulatedMedia", forced);
  try {
    assert.deepEqual(await colours(page), ["rgb(255,255,255)", "rgb(0,0,0)"]);
  } finally {
    await devTools(page.browser, "Emulation.setEmulatedMedia", { features: [] });
  }
});

/** The colours on the screen of the QR code's margin, and of its first module. */
async function colours({ browser }: PanelPage): Promise<string[]> {
  const screenshot = await browser.findElement(By.css(".cognipress-qr")).takeScreenshot();
  return browser.executeScript(
    `const module = arguments[1];
     return fetch("data:image/png;base64," + arguments[0]).then((reply) => reply.blob()).then(createImageBitmap).then((image) => {
       const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
       context.drawImage(image, 0, 0);
       return [2, 4.5].map((at) => context.getImageData(at * image.width / module, at * image.height / module, 1, 1).data)
         .map(([red, green, blue]) => "rgb(" + [red, green, blue] + ")");
     });`,
    screenshot,
    challenges["mfa-setup-app"].qrSize,
  );
}
