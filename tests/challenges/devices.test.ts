import assert from "node:assert/strict";
import { operation, setStage } from "../browser/harness/stage.ts";
import type { StartOptions, UserPool } from "../user-pool/index.ts";
import type { ChallengePage } from "./harness/challenge-page.ts";
import { addPerson, journeysOn, type Person } from "./harness/journey.ts";

const stage = setStage();
const journey = journeysOn(stage);

const tracked: StartOptions = { mfa: "OPTIONAL", mfaTypes: ["EMAIL_OTP"], devices: "OPT_IN" };

const devicesOf = (userPool: UserPool, { username }: Person) => [...userPool.users.find(username)!.devices.values()];

async function signInByCode(page: ChallengePage, userPool: UserPool, person: Person): Promise<void> {
  await page.submit(person);
  await page.codeField();
  await page.enterCode(userPool.mailbox.latest(person.email).code);
  await page.waitUntilSignedIn();
}

journey(
  "a device that shall be remembered skips the code, until Cognito has forgotten it",
  async (page, userPool) => {
    const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
    await page.open();
    await (await page.field("rememberme")).click();
    await signInByCode(page, userPool, person);
    const isRemembered = async () => devicesOf(userPool, person).some(({ remembered }) => remembered);
    await page.browser.wait(isRemembered, 30_000, "Cognito was not asked to remember the device");

    await page.logOut();
    await page.open();
    await page.signIn(person);
    assert.equal(userPool.mailbox.messages.length, 1, "another code was sent");

    userPool.users.find(person.username)!.devices.clear();
    await page.logOut();
    await page.open();
    stage.cognito.reset();
    await signInByCode(page, userPool, person);
    assert.equal(userPool.mailbox.messages.length, 2);
    const starts = stage.cognito.matching(operation("InitiateAuth")).map(({ body }) => JSON.parse(body.toString()));
    const keys = starts.map(({ AuthParameters }) => "DEVICE_KEY" in AuthParameters);
    assert.deepEqual(keys, [true, false], "it begins once more, without the device");
  },
  tracked,
);

journey(
  "a device that shall not be remembered is asked for a code every time",
  async (page, userPool) => {
    const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
    for (const codes of [1, 2]) {
      await page.open();
      await signInByCode(page, userPool, person);
      assert.equal(userPool.mailbox.messages.length, codes);
      const isConfirmed = async () => devicesOf(userPool, person).some(({ confirmed }) => confirmed);
      await page.browser.wait(isConfirmed, 30_000, "Cognito was not told of the device");
      await page.logOut();
    }
    assert.deepEqual(devicesOf(userPool, person).map(({ remembered }) => remembered), [false]);
  },
  tracked,
);
