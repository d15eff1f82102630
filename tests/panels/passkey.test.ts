import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomBytes, verify } from "node:crypto";
import { Key } from "selenium-webdriver";
import { devTools } from "../browser/harness/webdriver.ts";
import { challenges } from "./harness/challenges.ts";
import { setPage, type PanelPage } from "./harness/panel-page.ts";

const panelTest = setPage();

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** A device with one passkey; `isWilling`: whether its user lets it be used. */
async function addAuthenticator({ browser }: PanelPage, isWilling: boolean): Promise<() => Promise<void>> {
  await devTools(browser, "WebAuthn.enable");
  const { authenticatorId } = await devTools<{ authenticatorId: string }>(browser, "WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: isWilling,
      automaticPresenceSimulation: true,
    },
  });
  await devTools(browser, "WebAuthn.addCredential", {
    authenticatorId,
    credential: {
      credentialId: randomBytes(16).toString("base64"),
      isResidentCredential: true,
      rpId: "localhost",
      privateKey: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
      userHandle: Buffer.from("ada").toString("base64"),
      signCount: 1,
    },
  });
  return () => devTools(browser, "WebAuthn.removeVirtualAuthenticator", { authenticatorId });
}

panelTest("the form's button has the passkey sign, and submits that", async (page) => {
  await page.open("passkey");
  await page.assertFocused("wp-submit");
  const remove = await addAuthenticator(page, true);
  try {
    await page.press(Key.ENTER);
    await page.browser.wait(async () => (await page.answers()).length > 0, 10_000, "nothing is submitted");
    const [answer] = await page.answers();
    assert.equal(answer?.name, "WEB_AUTHN");
    const { response } = (answer as { credential: AuthenticationResponse }).credential;
    const clientData = Buffer.from(response.clientDataJSON, "base64url");
    assert.equal(JSON.parse(clientData.toString()).challenge, challenges.passkey.options.challenge);
    const signed = Buffer.concat([
      Buffer.from(response.authenticatorData, "base64url"),
      createHash("sha256").update(clientData).digest(),
    ]);
    assert.ok(verify("sha256", signed, publicKey, Buffer.from(response.signature, "base64url")));
  } finally {
    await remove();
  }
});

panelTest("a passkey that is not given is told, and can be asked for again", async (page) => {
  await page.open("passkey");
  const button = await page.find("#wp-submit");
  const removeUnwilling = await addAuthenticator(page, false);
  try {
    await button.click();
    await page.browser.wait(() => page.isShown("#login_error"), 10_000, "nothing is told");
    assert.match(await page.words("#login_error"), /passkey could not be used/);
    assert.deepEqual(await page.answers(), []);
  } finally {
    await removeUnwilling();
  }
  const remove = await addAuthenticator(page, true);
  try {
    await button.click();
    await page.browser.wait(async () => (await page.answers()).length > 0, 10_000, "nothing is submitted");
    assert.equal(await page.isShown("#login_error"), false);
  } finally {
    await remove();
  }
});

interface AuthenticationResponse {
  response: { clientDataJSON: string; authenticatorData: string; signature: string };
}
