import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { WordPressSession, type WordPressTokens } from "../../js/wordpress-session.ts";

const OPTIONS = { tokenUrl: "/token", nonce: "a", nonceUrl: "/nonce", cookie: "session" };
const TOKENS = { idToken: "i", accessToken: "a", expiresIn: 3600 };

type Answer = () => Response | Promise<Response>;

/** A page of somebody who is logged in, and what WordPress answers there. */
function newPage(t: TestContext, answers: { POST?: Answer; DELETE: Answer }) {
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

test("who is still logged in is not told that they are logged out", async (t) => {
  const session = newPage(t, { DELETE: () => new Response(null, { status: 500 }) });
  await assert.rejects(session.signOut(), { code: "SessionUnavailable" });
});

test("who is logged out already can log out", async (t) => {
  await newPage(t, { DELETE: () => new Response(null, { status: 401 }) }).signOut();
});

test("tokens that come while the user logs out are forgotten", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
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
