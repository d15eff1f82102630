import { newPassword } from "../browser/harness/users.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { setForms } from "./harness/forms-page.ts";
import { note } from "./harness/table.ts";

const { journey } = setForms();

const unconfirmed = (email: string) => ({ status: "UNCONFIRMED", attributes: { email, email_verified: "false" } }) as const;

journey("who logs in with an account that was never confirmed is sent a code, and signed in with it", async (page, userPool) => {
  const email = "never-confirmed@example.org";
  const person = addPerson(userPool, unconfirmed(email));
  await page.open();
  await page.submit(person);
  await page.codeField();
  await page.typeCode(userPool.mailbox.latest(email, "sign-up").code);
  await page.waitUntilSignedIn();
});

journey("who gives that up may log in as somebody else", async (page, userPool) => {
  await page.open();
  await page.submit(addPerson(userPool, unconfirmed("given-up@example.org")));
  await page.codeField();
  await page.click("button", "other-account");
  await page.assertAtStart();
  const person = addPerson(userPool);
  await page.submit({ ...person, password: newPassword() });
  await page.assertRefused("incorrect-credentials");
  await page.signIn(person);
  note("wp-login.php", "badly", "sign in");
  note("wp-login.php", "well", "sign in");
});
