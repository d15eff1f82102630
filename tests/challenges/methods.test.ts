import assert from "node:assert/strict";
import { operation, setStage } from "../browser/harness/stage.ts";
import { newPassword, newUsername } from "../browser/harness/users.ts";
import { riddle } from "../flows/riddle.ts";
import { addPerson, journeysOn } from "./harness/journey.ts";

const stage = setStage();
const journey = journeysOn(stage);

const flows = () =>
  stage.cognito.matching(operation("InitiateAuth")).map(({ body }) => JSON.parse(body.toString()).AuthFlow);

journey(
  "by choice: the user name comes first, then a code by e-mail, which can be sent again",
  async (page, userPool) => {
    const person = addPerson(userPool);
    await page.open();
    await page.browser.wait(async () => !(await (await page.field("user_pass")).isDisplayed()), 10_000, "the password is asked for");
    await page.typeInto("user_login", person.username);
    await page.pressEnter("user_login");
    await page.click("radio", "choice-code-email");
    await page.click("button", "continue");
    await page.codeField();
    await page.pass(31);
    await page.click("button", "resend");
    await page.browser.wait(() => userPool.mailbox.messages.length === 2, 30_000, "no new code was sent");
    await (await page.find("textbox", await page.text("code"))).click();
    await page.enterCode(userPool.mailbox.latest(person.email).code);
    await page.waitUntilSignedIn();
    assert.deepEqual(flows(), ["USER_AUTH", "USER_AUTH"]);
  },
  { firstFactors: ["PASSWORD", "EMAIL_OTP"], settings: { sign_in_method: "choice" } },
);

journey(
  "by choice: a password is proven all the same, and another account starts with its name alone",
  async (page, userPool) => {
    const person = addPerson(userPool);
    await page.open();
    await page.typeInto("user_login", "somebody-else");
    await page.pressEnter("user_login");
    await page.find("radio", await page.text("choice-password"));
    await page.click("button", "other-account");
    assert.equal(await (await page.field("user_pass")).isDisplayed(), false);
    await page.typeInto("user_login", person.username);
    await page.pressEnter("user_login");
    await page.find("radio", await page.text("choice-password"));
    await page.typePassword("user_pass", person.password);
    await page.click("button", "continue");
    await page.waitUntilSignedIn();
    for (const { body } of stage.cognito.requests) assert.ok(!body.toString().includes(JSON.stringify(person.password).slice(1, -1)));
  },
  { settings: { sign_in_method: "choice" } },
);

journey(
  "by the site's own question, after the password",
  async (page, userPool) => {
    const person = addPerson(userPool);
    await page.open();
    await page.submit(person);
    await page.find("textbox", await page.text("answer"));
    await page.typeAs("answer", "7");
    await page.click("button", "continue");
    await page.waitUntilSignedIn();
    assert.deepEqual(flows(), ["CUSTOM_AUTH"]);
  },
  { triggers: { customAuth: riddle({ tries: 2 }) }, settings: { sign_in_method: "custom" } },
);

const migrated = { username: newUsername(), password: newPassword() };

journey(
  "by a password that is taken over from elsewhere, which is sent to Cognito once",
  async (page) => {
    await page.open();
    await page.signIn(migrated);
    assert.deepEqual(flows(), ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"]);
    await page.logOut();
    stage.cognito.reset();
    await page.open();
    await page.signIn(migrated);
    assert.deepEqual(flows(), ["USER_SRP_AUTH"]);
  },
  {
    authFlows: ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"],
    triggers: {
      userMigration: (username, password) =>
        username === migrated.username && password === migrated.password
          ? { email: `${username}@example.org`, email_verified: "true" }
          : undefined,
    },
    settings: { sign_in_method: "migration" },
  },
);

journey(
  "the rules for a new password are those of the settings",
  async (page, userPool) => {
    await page.open();
    await page.submit(addPerson(userPool, { status: "FORCE_CHANGE_PASSWORD" }));
    await page.find("textbox", await page.text("new-password"));
    const list = await page.browser.executeScript<string>(`return document.getElementById("cognipress-policy").innerText`);
    assert.match(list, new RegExp((await page.text("policy-length")).replace("%s", "12")));
    assert.match(list, new RegExp(await page.text("policy-number")));
    assert.doesNotMatch(list, new RegExp(await page.text("policy-uppercase")));
  },
  { settings: { password_length: 12, password_numbers: true } },
);
