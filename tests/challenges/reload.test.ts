import assert from "node:assert/strict";
import { encodingsFound } from "../browser/harness/canary.ts";
import { setStage } from "../browser/harness/stage.ts";
import { addPerson, journeysOn } from "./harness/journey.ts";

const journey = journeysOn(setStage());

journey("a challenge outlives a reload, without the password or a token", async (page, userPool) => {
  const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
  await page.open();
  await page.submit(person);
  await page.codeField();
  const { code } = userPool.mailbox.latest(person.email);
  const kept = Object.values(await page.storage()).join("\n");
  assert.match(kept, /EMAIL_OTP/);
  assert.deepEqual(encodingsFound(person.password, Buffer.from(kept)), []);
  assert.doesNotMatch(kept, /eyJ/, "a token is kept");
  await page.browser.navigate().refresh();
  await page.enterCode(code);
  await page.waitUntilSignedIn();
  assert.equal(userPool.mailbox.messages.length, 1, "the reload had another code sent");
  await page.assertNothingKept();
});

journey("«Use another account» gives a challenge up for good", async (page, userPool) => {
  await page.open();
  await page.submit(addPerson(userPool, { mfa: ["EMAIL_OTP"] }));
  await page.codeField();
  await page.click("button", "other-account");
  await page.assertAtStart();
  await page.assertNothingKept();
  await page.browser.navigate().refresh();
  await page.browser.wait(() => page.isAdopted(), 30_000, "the form was not adopted");
  await page.waitForFocus();
  await page.assertAtStart();
  await page.signIn(addPerson(userPool));
});
