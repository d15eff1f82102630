/**
 * The server's time for the session route beside WordPress' own password login
 * on the same site, in turn, each over a connection of its own:
 *
 *   node --import tsx benches/driver/exchange.ts ADMIN PASSWORD
 *
 * ADMIN is a local user of WordPress.
 */

import assert from "node:assert/strict";

import type { CognitoUserSession } from "amazon-cognito-identity-js";

import { signIn } from "../signin/identity-js.ts";
import { fact, pool } from "./environment.ts";
import { printTimes } from "./lines.ts";

const ROUNDS = 30;
/** Fill WordPress' caches and PHP's. */
const WARM_UP = 3;

const [admin, adminPassword] = process.argv.slice(2) as [string, string];
const origin = fact("COGNIPRESS_SITE_URL");
const endpoint = fact("COGNIPRESS_COGNITO_UPSTREAM");
const ours: number[][] = [];
const theirs: number[][] = [];
for (let round = -WARM_UP; round < ROUNDS; round++) {
  const session = await exchange();
  const login = await passwordLogin();
  if (round < 0) continue;
  ours.push([session]);
  theirs.push([login]);
}
printTimes("exchange.server", ours, { "wp-login": theirs });

async function exchange(): Promise<number> {
  const challenge = await post("wp-json/cognipress/v1/challenge", {}, {});
  assert.equal(challenge.status, 200, challenge.body);
  const tokens = (await signIn({ ...pool(), endpoint })) as CognitoUserSession;
  const session = await post(
    "wp-json/cognipress/v1/session",
    { cookie: challenge.cookies },
    {
      idToken: tokens.getIdToken().getJwtToken(),
      refreshToken: tokens.getRefreshToken().getToken(),
      challenge: JSON.parse(challenge.body).challenge,
      rememberMe: false,
      redirectTo: "",
    },
  );
  assert.equal(session.status, 200, session.body);
  assert.match(session.cookies, /wordpress_logged_in_/);
  return session.ms;
}

async function passwordLogin(): Promise<number> {
  const form = new URLSearchParams({ log: admin, pwd: adminPassword, testcookie: "1" });
  const login = await post("wp-login.php?cognipress=local", { cookie: "wordpress_test_cookie=WP%20Cookie%20check" }, form);
  assert.equal(login.status, 302, login.body);
  assert.match(login.cookies, /wordpress_logged_in_/);
  return login.ms;
}

interface Reply {
  readonly status: number;
  readonly body: string;
  /** As a browser sends them back. */
  readonly cookies: string;
  readonly ms: number;
}

async function post(path: string, headers: Record<string, string>, body: object): Promise<Reply> {
  const isForm = body instanceof URLSearchParams;
  const start = performance.now();
  const response = await fetch(`${origin}/${path}`, {
    method: "POST",
    redirect: "manual",
    headers: {
      ...headers,
      origin,
      connection: "close",
      "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
    },
    body: isForm ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const ms = performance.now() - start;
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return { status: response.status, body: text, cookies: cookies.join("; "), ms };
}
