import assert from "node:assert/strict";
import { operation, setStage } from "../browser/harness/stage.ts";
import { usersWithEmail } from "../browser/harness/wordpress.ts";
import { addPerson, journeysOn } from "./harness/journey.ts";

const stage = setStage();
const journey = journeysOn(stage);

/** Another code than this one. */
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

for (const { medium, mfa, to, type } of [
  { medium: "e-mail", mfa: "EMAIL_OTP", to: "email", type: "enterCode" },
  { medium: "SMS", mfa: "SMS_MFA", to: "phone", type: "typeCode" },
] as const) {
  journey(`a code by ${medium}: a wrong one is refused, the right one logs in`, async (page, userPool) => {
    const person = addPerson(userPool, { mfa: [mfa] });
    await page.open();
    await page.submit(person);
    await page.codeField();
    const { code } = userPool.mailbox.latest(person[to], "sign-in");
    await page[type](wrong(code));
    await page.assertAskedAgain("code-refused");
    assert.equal(await (await page.codeField()).getAttribute("value"), "");
    await page[type](code);
    await page.waitUntilSignedIn();
    assert.deepEqual((await usersWithEmail(person.email)).map(({ sessions }) => sessions), [1]);
  });
}

journey("a new code can be sent, after which the old one no longer counts", async (page, userPool) => {
  const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
  await page.open();
  await page.submit(person);
  await page.codeField();
  const { code: old } = userPool.mailbox.latest(person.email);
  assert.ok(!(await page.has("button", await page.text("resend"))), "a new code is offered at once");
  await page.pass(31);
  await page.click("button", "resend");
  await page.browser.wait(() => userPool.mailbox.messages.length === 2, 30_000, "no new code was sent");
  const { code } = userPool.mailbox.latest(person.email);
  // The button has the focus.
  await (await page.find("textbox", await page.text("code"))).click();
  await page.enterCode(old);
  await page.assertAskedAgain("code-refused");
  await page.enterCode(code);
  await page.waitUntilSignedIn();
});

journey("the time that is left is shown, and runs", async (page, userPool) => {
  await page.open();
  await page.submit(addPerson(userPool, { mfa: ["EMAIL_OTP"] }));
  await page.codeField();
  const timeLeft = async () => {
    const timer = await page.find("timer", "");
    const [, minutes, seconds] = /(\d+):(\d\d)$/.exec(await timer.getText()) ?? [];
    return 60 * Number(minutes) + Number(seconds);
  };
  const before = await timeLeft();
  assert.ok(before > 150 && before <= 180, `${before} s of the pool's 180 are left`);
  await page.browser.wait(async () => (await timeLeft()) < before, 5_000, "the time stands still");
});

journey("a code can be sent again after Cognito was too busy for it", async (page, userPool) => {
  const person = addPerson(userPool, { mfa: ["SMS_MFA"] });
  await page.open();
  await page.submit(person);
  await page.codeField();
  const { code } = userPool.mailbox.latest(person.phone);
  userPool.faults.plant("RespondToAuthChallenge", { kind: "throttle" }, 3);
  await page.typeCode(code);
  assert.deepEqual(await page.error(), [(await page.text("throttled-wait")).replace("%s", "1")]);
  await page.typeCode(code);
  await page.waitUntilSignedIn();
});

journey("a code that comes too late leads back to user name and password", async (page, userPool) => {
  const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
  await page.open();
  await page.submit(person);
  await page.codeField();
  userPool.clock.advance(181);
  await page.enterCode(userPool.mailbox.latest(person.email).code);
  await page.error();
  await page.assertAtStart();
  await page.assertNothingKept();
});

journey("after five wrong codes a sixth is of no use, be it the right one", async (page, userPool) => {
  const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
  await page.open();
  await page.submit(person);
  await page.codeField();
  const { code } = userPool.mailbox.latest(person.email);
  for (let guess = 1, answer = wrong(code); guess <= 5; guess++, answer = wrong(answer)) {
    await page.enterCode(answer);
    await page.assertAskedAgain("code-refused");
  }
  await page.enterCode(code);
  await page.browser.wait(() => stage.cognito.matching(operation("RespondToAuthChallenge")).length === 7, 30_000);
  await page.error();
  await page.assertAtStart();
});
