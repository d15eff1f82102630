import assert from "node:assert/strict";
import { test } from "node:test";
import { site } from "../browser/harness/site.ts";
import { countUsers } from "../browser/harness/wordpress.ts";
import { setExchange } from "./harness/exchange.ts";
import { controlToken } from "./harness/forgery.ts";
import { Visitor } from "./harness/visitor.ts";

let usersBefore: number;
const exchange = setExchange(async () => {
  usersBefore = await countUsers();
});
const { host, hostname } = new URL(site.url);

const foreign: Record<string, Record<string, string | null>> = {
  "another site": { origin: "https://example.org", "sec-fetch-site": "cross-site" },
  "null": { origin: "null" },
  "empty": { origin: "" },
  "another port": { origin: `http://${hostname}:1` },
  "no port": { origin: `http://${hostname}` },
  "another scheme": { origin: `https://${host}` },
  "a subdomain": { origin: `http://www.${host}` },
  "a name that goes on": { origin: `http://${host}.example.org` },
  "a user name": { origin: `http://${host}@example.org` },
  "a path after it": { origin: `${site.url}/` },
  "upper case": { origin: site.url.toUpperCase() },
  "two origins": { origin: `${site.url} https://example.org` },
  "missing, fetched across sites": { origin: null, "sec-fetch-site": "cross-site" },
  "missing, fetched from the same site": { origin: null, "sec-fetch-site": "same-site" },
  "missing, typed by the user": { origin: null, "sec-fetch-site": "none" },
  "missing, nothing else known": { origin: null, "sec-fetch-site": null },
  "missing, with a Referer of ours": { origin: null, "sec-fetch-site": null, referer: `${site.url}/wp-login.php` },
};

for (const [name, headers] of Object.entries(foreign)) {
  test(`a good token and challenge are refused when the origin is ${name}`, async () => {
    const visitor = new Visitor();
    const challenge = await visitor.newChallenge();
    const reply = await visitor.requestSession({ idToken: controlToken(exchange.keys), challenge }, headers);
    assert.equal(reply.status, 403, JSON.stringify(reply.body));
    assert.equal(visitor.isSignedIn, false);
    const allowed = reply.headers["access-control-allow-origin"];
    assert.ok(allowed === undefined || allowed === site.url, `CORS allows ${allowed}`);
  });

  test(`no challenge is given when the origin is ${name}`, async () => {
    const visitor = new Visitor();
    assert.equal((await visitor.requestChallenge(headers)).status, 403);
    assert.equal(visitor.cookies.size, 0);
  });
}

test("none of these requests has made a user", async () => {
  assert.equal(await countUsers(), usersBefore);
});

test("a browser that sends no Origin is believed when it says same-origin", async () => {
  const visitor = new Visitor();
  const headers = { origin: null, "sec-fetch-site": "same-origin" };
  const { challenge } = (await visitor.requestChallenge(headers)).body;
  const reply = await visitor.requestSession({ idToken: controlToken(exchange.keys), challenge }, headers);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
});

for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", null]) {
  test(`a body of type ${type} is refused even from the site's own pages`, async () => {
    const visitor = new Visitor();
    const challenge = await visitor.newChallenge();
    const reply = await visitor.requestSession(
      { idToken: controlToken(exchange.keys), challenge },
      { "content-type": type },
    );
    assert.equal(reply.status, 400, JSON.stringify(reply.body));
    assert.equal(visitor.isSignedIn, false);
  });
}

test("a preflight from another origin is not allowed to send JSON", async () => {
  const visitor = new Visitor();
  const { headers } = await visitor.send("OPTIONS", (await visitor.routes()).sessionUrl, {
    origin: "https://example.org",
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type",
  });
  assert.notEqual(headers["access-control-allow-origin"], "https://example.org");
  assert.notEqual(headers["access-control-allow-origin"], "*");
});

for (const redirectTo of ["https://example.org/", "//example.org/", "\\\\example.org", "javascript:alert(1)", "http://localhost@example.org/"]) {
  test(`a redirect to ${redirectTo} stays on the site`, async () => {
    const visitor = new Visitor();
    const challenge = await visitor.newChallenge();
    const reply = await visitor.requestSession({ idToken: controlToken(exchange.keys), challenge, redirectTo });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    assert.equal(new URL(reply.body.redirectTo, site.url).origin, site.url);
  });
}
