import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "../browser/harness/site.ts";
import { newUsername } from "../browser/harness/users.ts";
import { askWordPress, usersWithEmail } from "../browser/harness/wordpress.ts";
import { setExchange } from "./harness/exchange.ts";
import { controlToken } from "./harness/forgery.ts";
import { freshClaims } from "./harness/token.ts";
import { Visitor, type Reply } from "./harness/visitor.ts";

/** A user with a WordPress password that is right. */
interface Account {
  login: string;
  password: string;
}

let linked: Account;
let local: Account;

const exchange = setExchange(async () => {
  const claims = freshClaims();
  assert.equal((await new Visitor().signIn(controlToken(exchange.keys, claims))).status, 200);
  const [user] = await usersWithEmail(String(claims["email"]));
  linked = await givePassword(user?.login ?? "");
  const login = newUsername();
  await askWordPress("return wp_insert_user(['user_login' => $arguments, 'user_pass' => 'x', 'role' => 'subscriber']);", login);
  local = await givePassword(login);
});

async function givePassword(login: string): Promise<Account> {
  const password = `Local-${newUsername()}`;
  await askWordPress("wp_set_password($arguments[1], get_user_by('login', $arguments[0])->ID);", [login, password]);
  return { login, password };
}

/**
 * Each way to use a WordPress password, and how its success shows. Application
 * passwords want https, which this site has not: the plugin's own tests have them.
 */
const doors: Record<string, { open(account: Account, visitor: Visitor): Promise<Reply>; isOpen(reply: Reply, visitor: Visitor): boolean }> = {
  "wp-login.php?cognipress=local": {
    open: ({ login, password }, visitor) =>
      visitor.send(
        "POST",
        `${site.url}/wp-login.php`,
        { "content-type": "application/x-www-form-urlencoded" },
        new URLSearchParams({ log: login, pwd: password, cognipress: "local" }).toString(),
      ),
    isOpen: (_, visitor) => visitor.isSignedIn,
  },
  "XML-RPC": {
    open: ({ login, password }, visitor) =>
      visitor.send(
        "POST",
        `${site.url}/xmlrpc.php`,
        { "content-type": "text/xml" },
        `<methodCall><methodName>wp.getProfile</methodName><params>${[1, login, password]
          .map((value) => `<param><value>${value}</value></param>`)
          .join("")}</params></methodCall>`,
      ),
    isOpen: ({ body }) => /<name>username<\/name>/.test(body),
  },
};

for (const [name, { open, isOpen }] of Object.entries(doors)) {
  test(`${name} is open to a user of WordPress alone`, async () => {
    const visitor = new Visitor();
    const reply = await open(local, visitor);
    assert.ok(isOpen(reply, visitor), `${reply.status} ${JSON.stringify(reply.body)}`);
  });

  test(`${name} is closed to a user of the pool, even with the right password`, async () => {
    const visitor = new Visitor();
    assert.equal(isOpen(await open(linked, visitor), visitor), false);
    assert.equal(visitor.isSignedIn, false);
  });
}

test("a password posted to the adopted login form is refused unread", async () => {
  const visitor = new Visitor();
  const body = new URLSearchParams({ log: local.login, pwd: local.password }).toString();
  const reply = await visitor.send("POST", `${site.url}/wp-login.php`, { "content-type": "application/x-www-form-urlencoded" }, body);
  assert.equal(reply.status, 403);
  assert.match(reply.body, /was not read/);
  assert.equal(visitor.isSignedIn, false);
});
