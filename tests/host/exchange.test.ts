import assert from "node:assert/strict";
import { test } from "node:test";
import { fetchChallenge, openSession } from "../../js/exchange.ts";

const URL_ = "https://example.com/wp-json/cognipress/v1/session";
const REQUEST = { idToken: "a.b.c", challenge: "challenge", rememberMe: true, redirectTo: "/" };
const SESSION = { redirectTo: "https://example.com/account/", user: { id: 7, displayName: "Jane" } };

const answering =
  (body: BodyInit, init?: ResponseInit) =>
  async (_url: unknown, _init?: RequestInit): Promise<Response> =>
    new Response(body, init);

test("the challenge is fetched with the site's cookies and never cached", async (t) => {
  const fetch = t.mock.fn(answering('{"challenge":"abc","expiresAtMs":1}'));
  assert.equal(await fetchChallenge(URL_, { fetch }), "abc");
  const { method, body, credentials, cache, headers } = fetch.mock.calls[0]!.arguments[1]!;
  assert.deepEqual({ method, body, credentials, cache }, {
    method: "POST",
    body: "{}",
    credentials: "same-origin",
    cache: "no-store",
  });
  assert.deepEqual(headers, { "content-type": "application/json" });
});

test("a session is what WordPress answers", async (t) => {
  const fetch = t.mock.fn(answering(JSON.stringify(SESSION)));
  assert.deepEqual(await openSession(URL_, REQUEST, { fetch }), SESSION);
  assert.deepEqual(JSON.parse(String(fetch.mock.calls[0]!.arguments[1]!.body)), REQUEST);
});

const refusals: [number, BodyInit, Record<string, string>, object][] = [
  [401, '{"code":"cognipress_token_refused","message":"Refused."}', {}, { code: "SessionRefused", messageKey: "session-refused", message: "Refused." }],
  [403, "Forbidden by a firewall", {}, { code: "SessionRefused", messageKey: "session-refused" }],
  [404, '{"code":"rest_no_route"}', {}, { code: "SessionRefused", messageKey: "session-refused" }],
  [429, "{}", { "retry-after": "120" }, { code: "SessionRefused", messageKey: "throttled", retryAfterMs: 120_000 }],
  [429, "{}", {}, { code: "SessionRefused", messageKey: "throttled", retryAfterMs: undefined }],
  [500, "<h1>Critical error</h1>", {}, { code: "SessionUnavailable", messageKey: "session-unavailable" }],
  [503, '{"code":"cognipress_keys_unavailable"}', {}, { code: "SessionUnavailable", messageKey: "session-unavailable" }],
  [200, "<br /><b>Warning</b>{}", {}, { code: "SessionUnavailable" }],
  [200, "", {}, { code: "SessionUnavailable" }],
];
for (const [status, body, headers, expected] of refusals) {
  test(`${status} “${body}” ${JSON.stringify(headers)}`, async () => {
    const fetch = answering(body, { status, headers });
    await assert.rejects(openSession(URL_, REQUEST, { fetch }), { name: "CognipressError", ...expected });
  });
}
