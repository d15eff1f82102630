import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { newPassword } from "../browser/harness/users.ts";
import { usersWithEmail } from "../browser/harness/wordpress.ts";
import { addPerson } from "../challenges/harness/journey.ts";
import { newcomer, setForms, type Newcomer } from "./harness/forms-page.ts";
import { note } from "./harness/table.ts";
import { UnknownPage } from "./harness/unknown-page.ts";

const { journey } = setForms();
const TARGET = "/wp-admin/profile.php";

const signIn = (id = "a", redirect = TARGET) => `
  <form id="${id}" method="post" data-cognito="signin" data-cognito-redirect="${redirect}">
    <label>Name <input class="user" data-cognito-field="username" name="who"></label>
    <label>Password <input class="password" type="password" data-cognito-field="password" name="secret"></label>
    <button name="go" value="in">In</button>
  </form>`;

/** As the documentation shows it. */
const signUp = /<form data-cognito="signup".*?<\/form>/s.exec(readFileSync("www/pages/forms.md", "utf8"))![0].replace("/welcome/", TARGET);
const inSignUp = (field: string) => `[data-cognito=signup] [data-cognito-field="${field}"]`;

async function join(page: UnknownPage, person: Newcomer, host?: string): Promise<void> {
  await page.type(inSignUp("username"), person.username, host);
  await page.type(inSignUp("attr:email"), person.email, host);
  await page.type(inSignUp("attr:given_name"), person.givenName, host);
  await page.type(inSignUp("password"), person.password, host);
  await page.click("[data-cognito=signup] button", host);
}

journey("attributes around a nested form are enough, and its own submit handler is not asked", async (page, userPool) => {
  const person = addPerson(userPool);
  const byHand = await UnknownPage.open(page, `
    <section data-cognito="signin" data-cognito-redirect="${TARGET}"><div><form method="post" action="/by-hand"><div>
      <p data-cognito-field="username"><label for="n">Name</label><input id="n" name="n"></p>
      <p data-cognito-field="password"><label for="p">Password</label><input id="p" name="p" class="password" type="password"></p>
      <p><button>In</button></p>
    </div></form></div></section>
    <script>
      window.noted = [];
      document.querySelector("form").addEventListener("submit", (event) => noted.push(new FormData(event.target)));
      document.addEventListener("cognipress:error", ({ detail }) => noted.push(detail.error.code));
    </script>`);
  await byHand.type("#n", person.username);
  await byHand.type("#p.password", newPassword());
  await byHand.click("button");
  await byHand.assertTold("incorrect-credentials");
  assert.deepEqual(await byHand.noted(), ["NotAuthorized"]);
  await byHand.type("#p.password", person.password);
  await byHand.click("button");
  await page.waitUntilSignedIn();
  byHand.assertNotSent();
  note("by attributes", "badly", "sign in");
  note("by attributes", "well", "sign in");
});

journey("a form in a shadow root registers, with its code asked for inside", async (page, userPool) => {
  const person = newcomer();
  const byHand = await UnknownPage.open(page, `<x-join></x-join><script>
    customElements.define("x-join", class extends HTMLElement {
      constructor() { super(); this.attachShadow({ mode: "open" }).innerHTML = ${JSON.stringify(signUp)}; }
    });
    document.addEventListener("cognipress:signed-up", ({ detail }) => sessionStorage.setItem("told", detail.username));
  </script>`);
  await join(byHand, person, "x-join");
  await byHand.find("#cognipress-code", "x-join");
  const { code } = userPool.mailbox.latest(person.email, "sign-up");
  await byHand.type("#cognipress-code", code === "000000" ? "000001" : "000000", "x-join");
  await byHand.assertTold("code-refused", "x-join");
  note("by attributes", "badly", "confirm");
  await byHand.type("#cognipress-code", code, "x-join");
  await page.waitUntilSignedIn();
  note("by attributes", "well", "register", "confirm");
  assert.equal(await page.browser.executeScript("return sessionStorage.getItem('told')"), person.username);
  assert.deepEqual((await usersWithEmail(person.email)).map(({ firstName }) => firstName), [person.givenName]);
});

journey("a form that comes late is found, one that goes is let go of, and two do not disturb each other", async (page, userPool) => {
  const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
  const byHand = await UnknownPage.open(page, `${signUp}<div id="popup"></div>`);
  const show = (html: string) => page.browser.executeScript("document.querySelector('#popup').innerHTML = arguments[0]", html);
  await show(signIn());
  await byHand.type("#a .user", person.username);
  await byHand.type("#a .password", person.password);
  await byHand.click("#a button");
  await byHand.find("#a #cognipress-code");
  await byHand.find(inSignUp("username"));
  await show("");
  await page.browser.wait(() => page.browser.executeScript("return !document.querySelector('.cognipress-panel, #cognipress-reason')"), 5000, "a panel is left");
  await show(signIn("b"));
  await byHand.type("#b .user", addPerson(userPool).username);
  await byHand.type("#b .password", newPassword());
  await byHand.click("#b button");
  await byHand.assertTold("incorrect-credentials");
  await join(byHand, { ...newcomer(), password: "too-simple" });
  await page.browser.wait(async () => (await page.browser.findElements({ css: "[role=alert]" })).length === 2, 20_000, "the other form tells nothing");
  byHand.assertNotSent();
  note("by attributes", "badly", "register");
});

journey("a form may go its own way when the user is signed in: with its button, without the password", async (page, userPool) => {
  const person = addPerson(userPool);
  const byHand = await UnknownPage.open(page, signIn("a", "submit"));
  await byHand.type(".user", person.username);
  await byHand.type(".password", person.password);
  await byHand.click("button");
  assert.equal(await byHand.sent(), `who=${person.username}&go=in`);
});

journey("a page may ask and lead on by itself, and have other words", async (page, userPool) => {
  const person = addPerson(userPool, { mfa: ["EMAIL_OTP"] });
  const byHand = await UnknownPage.open(page, `${signIn().replace("<form", `<form data-cognito-texts='{"incorrect-credentials":"Nope."}'`)}
    <output></output><script>
      window.noted = [];
      addEventListener("cognipress:challenge", (event) => {
        event.preventDefault();
        noted.push(event.detail.challenge.name);
        window.answer = (code) => event.detail.respond({ name: event.detail.challenge.name, code });
      });
      addEventListener("cognipress:signed-in", (event) => { event.preventDefault(); noted.push(event.detail.user.displayName); });
    </script>`);
  await byHand.type(".user", person.username);
  await byHand.type(".password", newPassword());
  await byHand.click("button");
  assert.equal(await (await byHand.find("[role=alert] p")).getText(), "Nope.");
  await byHand.type(".password", person.password);
  await byHand.click("button");
  await page.browser.wait(async () => (await byHand.noted()).length === 1, 30_000, "nothing is asked");
  const { code } = userPool.mailbox.latest(person.email);
  page.typedCodes.add(code);
  await page.browser.executeScript("answer(arguments[0])", code);
  await page.browser.wait(async () => (await byHand.noted()).length === 2, 30_000, "nobody is signed in");
  assert.deepEqual(await byHand.noted(), ["EMAIL_OTP", person.username]);
  assert.match(await page.browser.getCurrentUrl(), /by-hand$/);
});

journey("a reset with code and password in the form itself signs in", async (page, userPool) => {
  const person = addPerson(userPool);
  const password = `${newPassword()}a`;
  const byHand = await UnknownPage.open(page, `
    <form id="f" data-cognito="forgot"><input aria-label="Name" class="user" data-cognito-field="username"><button>Send</button></form>
    <form id="r" data-cognito="reset" data-cognito-redirect="${TARGET}" data-cognito-texts='{"entries-refused":"Look again."}'>
      <input aria-label="Name" class="user" data-cognito-field="username">
      <input aria-label="Code" class="code" data-cognito-field="code">
      <input aria-label="New" type="password" class="password" data-cognito-field="new-password">
      <input aria-label="Again" type="password" class="password-again" data-cognito-field="password-again">
      <button>Set</button>
    </form>`);
  await byHand.type("#f .user", person.username);
  await byHand.click("#f button");
  await byHand.find("#f #cognipress-new-password");
  await byHand.type("#r .user", "no name");
  const { code } = userPool.mailbox.latest(person.email);
  await byHand.type("#r .code", code === "000000" ? "000001" : "000000");
  await byHand.type("#r .password", password);
  await byHand.click("#r button");
  await byHand.assertTold("passwords-differ");
  await byHand.type("#r .password-again", password);
  await byHand.click("#r button");
  assert.equal(await (await byHand.find("[role=alert] p")).getText(), "Look again.");
  await byHand.type("#r .user", person.username);
  await byHand.click("#r button");
  await byHand.assertTold("code-refused");
  note("by attributes", "badly", "lost password");
  await byHand.type("#r .code", code);
  await byHand.click("#r button");
  await page.waitUntilSignedIn();
  note("by attributes", "well", "lost password");
});
