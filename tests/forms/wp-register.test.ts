import assert from "node:assert/strict";
import { usersWithEmail } from "../browser/harness/wordpress.ts";
import { assertNothingPosted, fillRegistration, newcomer, setForms } from "./harness/forms-page.ts";
import { note } from "./harness/table.ts";

const { journey } = setForms();
const REGISTER = "?action=register";

journey("who registers is asked for the code from the mailbox, and is signed in to WordPress", async (page, userPool) => {
  const person = newcomer();
  await page.open(REGISTER);
  await fillRegistration(page, person);
  await page.clickSubmit();
  await page.codeField();
  const { code } = userPool.mailbox.latest(person.email, "sign-up");
  await page.typeCode(code === "000000" ? "000001" : "000000");
  await page.assertAskedAgain("code-refused");
  note("wp-login.php", "badly", "confirm");
  await page.typeCode(code);
  await page.waitUntilSignedIn();
  const [user] = await usersWithEmail(person.email);
  assert.deepEqual([user?.login, user?.firstName, user?.sessions], [person.username, person.givenName, 1]);
  assertNothingPosted(page);
  note("wp-login.php", "well", "register", "confirm");
});

journey("where the pool gives no Session for it, the password that was typed signs in", async (page, userPool) => {
  const person = newcomer();
  await page.open(REGISTER);
  await fillRegistration(page, person);
  await page.clickSubmit();
  await page.codeField();
  await page.typeCode(userPool.mailbox.latest(person.email).code);
  await page.waitUntilSignedIn();
  assert.deepEqual((await usersWithEmail(person.email)).map(({ sessions }) => sessions), [1]);
}, { authFlows: ["USER_SRP_AUTH"] });

journey("a name that is taken, a password that is too simple and no entry at all are told in the form", async (page, userPool) => {
  const person = newcomer();
  userPool.addUser({ username: person.username, password: person.password, attributes: { email: person.email } });
  await page.open(REGISTER);
  await page.clickSubmit();
  assert.equal(await page.browser.executeScript("return document.activeElement.id"), "user_login", "no field asks to be filled in");
  await fillRegistration(page, person);
  await page.clickSubmit();
  await page.assertRefused("account-exists");
  await fillRegistration(page, { ...newcomer(), password: "too-simple" });
  await page.clickSubmit();
  await page.assertRefused("new-password-refused");
  assert.match((await page.error())[1] ?? "", /Password did not conform with policy/);
  assert.deepEqual(userPool.mailbox.messages, []);
  assertNothingPosted(page);
  note("wp-login.php", "badly", "register");
});

journey("an account that the site confirms at once is signed in", async (page, userPool) => {
  const person = newcomer();
  await page.open(REGISTER);
  await fillRegistration(page, person);
  await page.clickSubmit();
  await page.waitUntilSignedIn();
  assert.deepEqual(userPool.mailbox.messages, []);
}, { triggers: { preSignUp: () => ({ autoConfirmUser: true }) } });
