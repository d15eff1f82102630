import assert from "node:assert/strict";
import type { Match } from "../browser/harness/proxy.ts";
import { operation, sessionRoute, setStage } from "../browser/harness/stage.ts";
import type { StartOptions, UserPool } from "../user-pool/index.ts";
import type { ChallengePage } from "./harness/challenge-page.ts";
import { addPerson, journeysOn, type Person } from "./harness/journey.ts";

const stage = setStage();
const journey = journeysOn(stage);

const tracked: StartOptions = { mfa: "OPTIONAL", mfaTypes: ["EMAIL_OTP"], devices: "OPT_IN" };

const devicesOf = (userPool: UserPool, { username }: Person) => [...userPool.users.find(username)!.devices.values()];

async function submitWithCode(page: ChallengePage, userPool: UserPool, person: Person): Promise<void> {
  await page.submit(person);
  await page.codeField();
  await page.enterCode(userPool.mailbox.latest(person.email).code);
}

/** Signs in by a code, which makes the pool ask whether this device shall be remembered, and answers. */
async function signInOnNewDevice(
  page: ChallengePage,
  userPool: UserPool,
  person: Person,
  answer: "remember-device" | "do-not-remember",
): Promise<void> {
  // WordPress takes its time, so that Cognito has answered before.
  const confirmed = stage.cognito.arrival(operation("ConfirmDevice"));
  const release = stage.wordpress.inject(sessionRoute, { kind: "hold", until: confirmed.then(() => page.browser.sleep(1_500)) });
  await submitWithCode(page, userPool, person);
  await page.click("button", answer);
  await page.waitUntilSignedIn();
  release();
}

journey(
  "a device that shall be remembered skips the code, until Cognito has forgotten it",
  async (page, userPool) => {
    const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
    await page.open();
    await signInOnNewDevice(page, userPool, person, "remember-device");
    assert.deepEqual(devicesOf(userPool, person).map(({ remembered }) => remembered), [true]);

    await page.logOut();
    await page.open();
    await page.signIn(person);
    assert.equal(userPool.mailbox.messages.length, 1, "another code was sent");

    userPool.users.find(person.username)!.devices.clear();
    await page.logOut();
    await page.open();
    stage.cognito.reset();
    await submitWithCode(page, userPool, person);
    await page.browser.wait(async () => stage.cognito.matching(operation("ConfirmDevice")).length > 0, 30_000);
    assert.equal(userPool.mailbox.messages.length, 2);
    const starts = stage.cognito.matching(operation("InitiateAuth")).map(({ body }) => JSON.parse(body.toString()));
    const keys = starts.map(({ AuthParameters }) => "DEVICE_KEY" in AuthParameters);
    assert.deepEqual(keys, [true, false], "it begins once more, without the device");
  },
  tracked,
);

journey(
  "a device that shall not be remembered is asked for a code every time, and its user about the device once",
  async (page, userPool) => {
    const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
    await page.open();
    await signInOnNewDevice(page, userPool, person, "do-not-remember");
    await page.logOut();
    await page.open();
    await submitWithCode(page, userPool, person);
    await page.waitUntilSignedIn();
    assert.equal(userPool.mailbox.messages.length, 2);
    assert.deepEqual(devicesOf(userPool, person).map(({ confirmed, remembered }) => [confirmed, remembered]), [[true, false]]);
  },
  tracked,
);

journey(
  "a user is not held up by the question: it comes with the next sign-in where Cognito takes its time",
  async (page, userPool) => {
    const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
    const isNextPage: Match = ({ method, target }) => method === "GET" && /^\/wp-admin\/(profile\.php)?$/.test(target);
    const left = stage.wordpress.arrival(isNextPage);
    stage.cognito.inject(operation("ConfirmDevice"), { kind: "hold", until: left });
    stage.wordpress.inject(isNextPage, { kind: "hold", until: left.then(() => page.browser.sleep(1_500)) });
    await page.open();
    await submitWithCode(page, userPool, person);
    await page.waitUntilSignedIn();
    await page.logOut();
    await page.open();
    await submitWithCode(page, userPool, person);
    await page.click("button", "remember-device");
    await page.waitUntilSignedIn();
    assert.deepEqual(devicesOf(userPool, person).map(({ remembered }) => remembered), [true]);
  },
  tracked,
);

journey(
  "a device that the pool remembers by itself is not asked about",
  async (page, userPool) => {
    const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
    await page.open();
    await submitWithCode(page, userPool, person);
    await page.waitUntilSignedIn();
    assert.deepEqual(devicesOf(userPool, person).map(({ remembered }) => remembered), [true]);
  },
  { ...tracked, devices: "ALWAYS" },
);
