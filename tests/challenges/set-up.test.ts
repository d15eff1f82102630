import assert from "node:assert/strict";
import { setStage } from "../browser/harness/stage.ts";
import { newPassword } from "../browser/harness/users.ts";
import { usersWithEmail } from "../browser/harness/wordpress.ts";
import { codeAt, scan } from "./harness/authenticator.ts";
import { addPerson, journeysOn } from "./harness/journey.ts";

const journey = journeysOn(setStage());

journey(
  "an authenticator app is set up on the way in, by its QR code, and asked for the next time",
  async (page, userPool) => {
    const person = addPerson(userPool);
    await page.open();
    await page.submit(person);
    await page.codeField();
    const account = await scan(await page.find("image", await page.text("qr-code")));
    assert.equal(account.name, person.username);
    page.stage.typedPasswords.add(account.secret);
    await page.typeCode(codeAt(account, Date.now() - 3600_000));
    await page.assertAskedAgain("code-refused");
    await page.typeCode(codeAt(account, Date.now()));
    await page.waitUntilSignedIn();

    await page.logOut();
    await page.open();
    await page.submit(person);
    // A code counts once: this is the one that the app shows next, which the pool takes already.
    await page.typeCode(codeAt(account, Date.now() + 30_000));
    await page.waitUntilSignedIn();
    assert.deepEqual((await usersWithEmail(person.email)).map(({ sessions }) => sessions), [1]);
  },
  { mfa: "ON", mfaTypes: ["SOFTWARE_TOKEN_MFA"] },
);

journey(
  "an address for codes is set up on the way in",
  async (page, userPool) => {
    const email = "new-address@example.org";
    await page.open();
    await page.submit(addPerson(userPool, { attributes: {} }));
    await page.click("radio", "choice-email");
    await page.click("button", "continue");
    await page.typeAs("attribute-email", email);
    await page.click("button", "continue");
    await page.codeField();
    await page.enterCode(userPool.mailbox.latest(email).code);
    await page.waitUntilSignedIn();
  },
  { mfa: "ON", mfaTypes: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] },
);

journey("the way a code comes by can be chosen", async (page, userPool) => {
  const person = addPerson(userPool, { mfa: ["SMS_MFA", "EMAIL_OTP"] });
  await page.open();
  await page.submit(person);
  await page.find("radio", await page.text("choice-email"));
  assert.ok(!(await page.has("radio", await page.text("choice-app"))), "an app is offered that nobody set up");
  await page.click("radio", "choice-sms");
  await page.click("button", "continue");
  await page.codeField();
  await page.typeCode(userPool.mailbox.latest(person.phone).code);
  await page.waitUntilSignedIn();
});

journey(
  "a temporary password gives way to a new one, and what the pool wants to know besides is asked for",
  async (page, userPool) => {
    const person = addPerson(userPool, { status: "FORCE_CHANGE_PASSWORD" });
    const password = `${newPassword()}a`;
    await page.open();
    await page.submit(person);
    page.stage.typedPasswords.add(password);
    await page.typeAs("new-password", password);
    await page.typeAs("attribute-given_name", "Grace");
    await page.click("button", "save-password");
    await page.waitUntilSignedIn();
    assert.deepEqual((await usersWithEmail(person.email)).map(({ firstName }) => firstName), ["Grace"]);

    await page.logOut();
    await page.open();
    await page.signIn({ ...person, password });
  },
  { requiredAttributes: ["email", "given_name"] },
);
