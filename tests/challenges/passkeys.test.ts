import assert from "node:assert/strict";
import { violations } from "../browser/harness/accessibility.ts";
import { site } from "../browser/harness/site.ts";
import { operation, setStage } from "../browser/harness/stage.ts";
import { usersWithEmail } from "../browser/harness/wordpress.ts";
import type { UserPool } from "../user-pool/index.ts";
import type { ChallengePage } from "./harness/challenge-page.ts";
import { addPerson, journeysOn, type JourneyOptions, type Person } from "./harness/journey.ts";
import { verifyPasskey } from "./harness/relying-party.ts";
import { addVirtualAuthenticator, type VirtualAuthenticator } from "./harness/virtual-authenticator.ts";

const stage = setStage();
const journey = journeysOn(stage);

const withPasskeys: JourneyOptions = {
  firstFactors: ["PASSWORD", "WEB_AUTHN"],
  webAuthn: { relyingPartyId: "localhost", userVerification: "required", multiFactor: false },
  settings: { passkeys: true },
};

const passkeysOf = (userPool: UserPool, { username }: Person) => userPool.users.find(username)!.passkeys.size;

interface MadePasskey {
  authenticator: VirtualAuthenticator;
  /** As the page has sent it. */
  registration: object;
}

/** Signs in with the password, makes the passkey that is offered then, and goes away from the login page. */
async function makePasskey(page: ChallengePage, userPool: UserPool, person: Person): Promise<MadePasskey> {
  const authenticator = await addVirtualAuthenticator(page.browser);
  await page.open();
  await page.submit(person);
  await page.click("button", "create-passkey");
  await page.waitUntilSignedIn();
  assert.equal(passkeysOf(userPool, person), 1);
  assert.equal((await authenticator.credentials()).length, 1);
  await authenticator.setPresent(false);
  await page.logOut();
  await page.browser.get("about:blank");
  const [registration] = sentTo("CompleteWebAuthnRegistration").map(({ Credential }) => Credential);
  stage.cognito.reset();
  return { authenticator, registration };
}

const sentTo = (name: string) => stage.cognito.matching(operation(name)).map(({ body }) => JSON.parse(body.toString()));

const factorsOf = () => sentTo("RespondToAuthChallenge").map(({ ChallengeName }) => ChallengeName);

journey(
  "a passkey is made after the sign-in, and is all that the next one takes",
  async (page, userPool) => {
    const person = addPerson(userPool);
    const { authenticator, registration } = await makePasskey(page, userPool, person);
    await page.open();
    await page.typeInto("user_login", person.username);
    await page.click("button", "use-passkey");
    await authenticator.setPresent(true);
    await page.waitUntilSignedIn();
    assert.deepEqual(factorsOf(), ["WEB_AUTHN"]);
    assert.deepEqual((await usersWithEmail(person.email)).map(({ sessions }) => sessions), [1]);
    const [{ ChallengeResponses }] = sentTo("RespondToAuthChallenge");
    const authentication = JSON.parse(ChallengeResponses.CREDENTIAL);
    const verified = verifyPasskey({ rpId: "localhost", origin: site.url, registration, authentication });
    assert.deepEqual([verified.credentialId], [...userPool.users.find(person.username)!.passkeys.keys()]);
  },
  withPasskeys,
);

journey(
  "the browser offers the passkey where it offers user names, with nothing typed at all",
  async (page, userPool) => {
    const person = addPerson(userPool);
    const { authenticator } = await makePasskey(page, userPool, person);
    await authenticator.setPresent(true);
    await page.browser.get(`${site.url}/wp-login.php`);
    await page.waitUntilSignedIn();
    assert.deepEqual(factorsOf(), ["WEB_AUTHN"]);
  },
  withPasskeys,
);

journey(
  "who wants no passkey is not asked again",
  async (page, userPool) => {
    const person = addPerson(userPool);
    await addVirtualAuthenticator(page.browser);
    await page.open();
    await page.find("button", await page.text("use-passkey"));
    assert.deepEqual((await violations(page.browser)).filter(({ isOurs }) => isOurs), []);
    await page.submit(person);
    await page.find("button", await page.text("create-passkey"));
    await page.click("button", "not-now");
    await page.waitUntilSignedIn();
    await page.logOut();
    await page.open();
    await page.signIn(person);
    assert.equal(passkeysOf(userPool, person), 0);
  },
  withPasskeys,
);

journey(
  "a passkey that cannot be made is told, and the user goes on without",
  async (page, userPool) => {
    const person = addPerson(userPool);
    const authenticator = await addVirtualAuthenticator(page.browser);
    await page.open();
    await page.submit(person);
    await page.find("button", await page.text("create-passkey"));
    await authenticator.setWilling(false);
    await page.click("button", "create-passkey");
    assert.deepEqual(await page.error(), [await page.text("passkey-not-created")]);
    await page.click("button", "not-now");
    await page.waitUntilSignedIn();
    assert.equal(passkeysOf(userPool, person), 0);
  },
  withPasskeys,
);

journey(
  "where passkeys are not switched on, none is offered",
  async (page, userPool) => {
    const person = addPerson(userPool);
    await addVirtualAuthenticator(page.browser);
    await page.open();
    assert.equal(await (await page.field("user_login")).getAttribute("autocomplete"), "username");
    assert.ok(!(await page.has("button", await page.text("use-passkey"))));
    await page.signIn(person);
  },
  { ...withPasskeys, settings: {} },
);
