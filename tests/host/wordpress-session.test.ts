import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { WordPressSession, type WordPressTokens } from "../../js/wordpress-session.ts";

const OPTIONS = { tokenUrl: "/token", nonce: "a", nonceUrl: "/nonce", cookie: "session" };
const TOKENS = { idToken: "i", accessToken: "a", expiresIn: 3600 };

type Answer = () => Response | Promise<Response>;

/** A page of somebody who is logged in, and what WordPress answers there. */
function newPage(t: TestContext, answers: { POST?: Answer; DELETE?: Answer }) {
  // A session has a timer for its end, an hour from now, which would keep this process.
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = {
    document: { cookie: `session=${Math.floor(Date.now() / 1000) + 3600}` },
    addEventListener: () => {},
    BroadcastChannel: class {
      postMessage = () => {};
    },
    fetch: async (_: string, init: RequestInit) => answers[init.method as "POST" | "DELETE"]!(),
  };
  for (const [name, value] of Object.entries(page)) {
    const own = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true });
    t.after(() => (own ? Object.defineProperty(globalThis, name, own) : Reflect.deleteProperty(globalThis, name)));
  }
  return new WordPressSession(OPTIONS);
}

/** The cookie of a session that lasts for an hour. */
const mark = (name: string) => `session=${Math.floor(Date.now() / 1000) + 3600}.${name}`;

test("where somebody else logs in meanwhile, the tokens are theirs", async (t) => {
  const session = newPage(t, {
    POST: () => {
      const [, name] = document.cookie.split(".");
      if (name === undefined) document.cookie = mark("carol");
      return Response.json({ ...TOKENS, accessToken: name ?? "of nobody any more" });
    },
  });
  assert.equal((await session.getSession())!.accessToken, "carol");
});

test("a session that never stops changing is no endless loop", async (t) => {
  let asked = 0;
  const session = newPage(t, {
    POST: () => {
      document.cookie = mark(String(asked++));
      return Response.json(TOKENS);
    },
  });
  await assert.rejects(session.getSession(), { code: "SessionUnavailable" });
  assert.equal(asked, 3);
});

test("nobody waits for WordPress for ever, nor longer than they want", async (t) => {
  const session = newPage(t, { POST: () => new Promise(() => {}) });
  const controller = new AbortController();
  const impatient = session.getSession({ signal: controller.signal });
  const patient = session.getSession();
  controller.abort();
  await assert.rejects(impatient, { code: "Aborted" });
  t.mock.timers.tick(15_000);
  await assert.rejects(patient, { code: "SessionUnavailable" });
});

test("what passes costs nobody the session: it is told, and the next call brings tokens", async (t) => {
  let fault: Answer | undefined;
  const session = newPage(t, { POST: () => (fault ? fault() : Response.json(TOKENS)) });
  await session.getSession();
  const faults: Record<string, Answer> = {
    offline: () => Promise.reject(new TypeError("Failed to fetch")),
    500: () => new Response("", { status: 500 }),
    503: () => Response.json({ code: "cognipress_unavailable" }, { status: 503 }),
    429: () => new Response("", { status: 429 }),
    HTML: () => new Response("<html>"),
    truncated: () => new Response('{"accessToken":"ey'),
  };
  for (const [name, answer] of Object.entries(faults)) {
    fault = answer;
    await assert.rejects(session.getSession({ refresh: true }), { code: "SessionUnavailable" }, name);
    assert.ok(session.currentSession(), `${name}: still logged in`);
    fault = undefined;
    assert.ok(await session.getSession({ refresh: true }), name);
  }
  fault = () => new Response("", { status: 401 });
  assert.equal(await session.getSession({ refresh: true }), null, "revoked: logged out");
});

test("who is still logged in is not told that they are logged out", async (t) => {
  const session = newPage(t, { DELETE: () => new Response(null, { status: 500 }) });
  await assert.rejects(session.signOut(), { code: "SessionUnavailable" });
});

test("who is logged out already can log out", async (t) => {
  await newPage(t, { DELETE: () => new Response(null, { status: 401 }) }).signOut();
});

test("tokens that come while the user logs out are forgotten", async (t) => {
  let logOut = (_: Response) => {};
  const session = newPage(t, {
    POST: () => Response.json(TOKENS),
    DELETE: () => new Promise<Response>((resolve) => (logOut = resolve)),
  });
  const seen: (WordPressTokens | null)[] = [];
  session.onSessionChange((tokens) => seen.push(tokens));
  const asked = session.getSession();
  const over = session.signOut();
  await asked;
  document.cookie = "";
  logOut(Response.json(null));
  await over;
  assert.equal(seen.at(-1), null);
});
