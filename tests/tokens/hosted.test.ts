/** Signing in on the user pool's own page: what goes there, and what becomes of it under each fault on the way back. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { HostedSignIn, type AuthorizeOptions } from "../../js/hosted/index.ts";
import { FAULTS, TIMEOUT_MS } from "./fetch-faults.ts";
import { newWorld, wasm, withoutPauses, type World } from "./world.ts";

const PAGE = "https://site.example/wp-login.php";

interface Browser {
  readonly world: World;
  readonly signIn: HostedSignIn;
  /** The same for who does not wait. */
  readonly impatient: HostedSignIn;
  /** Every attempt at `/oauth2/token`, whatever became of it. */
  attempts: number;
  /** In the place of the network, until it is set back. */
  fetch: typeof fetch;
  /** Leaves for the pool's page; returns the address. */
  leave(options?: AuthorizeOptions): Promise<URL>;
  /** Leaves, signs in there, and is back. */
  goAndReturn(): Promise<void>;
}

/** A page with an address and a storage. */
async function newBrowser(t: TestContext): Promise<Browser> {
  const world = await newWorld(t);
  withoutPauses(t);
  const kept = new Map<string, string>();
  let left = "";
  const page = {
    location: { href: PAGE, assign: (url: string) => void (left = url) },
    history: { state: null, replaceState: (_state: unknown, _: string, url: URL) => void (location.href = url.href) },
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
      removeItem: (key: string) => void kept.delete(key),
    },
    window: { name: "" },
  };
  for (const [name, value] of Object.entries(page)) {
    const own = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() => (own ? Object.defineProperty(globalThis, name, own) : Reflect.deleteProperty(globalThis, name)));
  }
  const { poolId: userPoolId, clientId, url: endpoint } = world.pool;
  const newSignIn = (timeoutMs: number) =>
    new HostedSignIn({
      userPoolId,
      clientId,
      endpoint,
      domain: endpoint,
      redirectUri: PAGE,
      wasm,
      timeoutMs,
      fetch: (...args) => {
        browser.attempts++;
        return browser.fetch(...args);
      },
    });
  const browser: Browser = {
    world,
    attempts: 0,
    fetch: globalThis.fetch,
    signIn: newSignIn(20_000),
    impatient: newSignIn(TIMEOUT_MS),
    async leave(options) {
      await browser.signIn.redirect(options);
      return new URL(left);
    },
    async goAndReturn() {
      const url = await browser.leave();
      location.href = world.pool.pool.hosted.signIn(world.pool.users.find("jane")!, url.href);
    },
  };
  return browser;
}

test("all that a site can ask for is asked by its standard name", async (t) => {
  const { leave, world } = await newBrowser(t);
  const { origin, pathname, searchParams } = await leave({
    scopes: ["openid", "orders/read"],
    identityProvider: "Google",
    idpIdentifier: "example.com",
    loginHint: "jane@example.com",
    lang: "de",
    acrValues: "urn:cognito:loa:2",
    prompt: "login",
  });
  assert.equal(`${origin}${pathname}`, `${world.pool.url}/oauth2/authorize`);
  const { state, nonce, code_challenge, ...rest } = Object.fromEntries(searchParams);
  for (const random of [state, nonce, code_challenge]) assert.match(random!, /^[\w-]{43}$/);
  assert.deepEqual(rest, {
    response_type: "code",
    client_id: world.pool.clientId,
    redirect_uri: PAGE,
    code_challenge_method: "S256",
    scope: "openid orders/read",
    identity_provider: "Google",
    idp_identifier: "example.com",
    login_hint: "jane@example.com",
    lang: "de",
    acr_values: "urn:cognito:loa:2",
    prompt: "login",
  });
});

for (const [name, { fault, isSpent, code }] of Object.entries(FAULTS)) {
  test(`/oauth2/token, ${name}: tried again, then told, and one click begins anew`, async (t) => {
    const browser = await newBrowser(t);
    const { signIn, impatient, goAndReturn } = browser;
    const network = browser.fetch;
    const isTimeout = name === "time-out";
    const once: typeof fetch = (...args) => {
      browser.fetch = network;
      return fault(() => network(...args));
    };

    // What ends a time-out, a busy machine may take longer than.
    if (!isTimeout) {
      await goAndReturn();
      browser.fetch = once;
      // A code that was spent on a reply which got lost is spent.
      if (isSpent) await assert.rejects(signIn.finish(), { code: "invalid_grant", messageKey: "try-again" });
      else assert.ok((await signIn.finish())!.refreshToken);
      assert.equal(browser.attempts, 2);
    }

    await goAndReturn();
    browser.attempts = 0;
    browser.fetch = (...args) => fault(() => network(...args));
    await assert.rejects((isTimeout ? impatient : signIn).finish(), { code: /Offline|Timeout/.test(code) ? code : "InvalidReply" });
    assert.equal(browser.attempts, 4);
    assert.equal(location.href, PAGE, "nothing is left in the address");

    browser.fetch = network;
    await goAndReturn();
    assert.ok(await signIn.finish());
  });
}

test("/oauth2/token, a slow reply: waited for", async (t) => {
  const browser = await newBrowser(t);
  await browser.goAndReturn();
  browser.world.pool.faults.plant("/oauth2/token", { kind: "delay", ms: TIMEOUT_MS });
  assert.ok(await browser.signIn.finish());
  assert.equal(browser.attempts, 1);
});

/** What Cognito, or the core, decides for good: told at once. */
const FINAL: Readonly<Record<string, { happen: (browser: Browser) => void | Promise<void>; code: string; attempts: number }>> = {
  "disabled user": {
    happen: ({ world }) => void (world.pool.users.find("jane")!.enabled = false),
    code: "invalid_grant",
    attempts: 1,
  },
  "an expired code": { happen: ({ world }) => world.pool.clock.advance(301), code: "invalid_grant", attempts: 1 },
  "a code that was used": {
    async happen({ signIn, goAndReturn }) {
      const code = new URL(location.href).searchParams.get("code")!;
      await signIn.finish();
      await goAndReturn();
      const url = new URL(location.href);
      url.searchParams.set("code", code);
      location.href = url.href;
    },
    code: "invalid_grant",
    attempts: 1,
  },
  "a wrong verifier": { happen: () => spoil("verifier"), code: "invalid_grant", attempts: 1 },
  "a wrong nonce": { happen: () => spoil("nonce"), code: "Untrusted", attempts: 1 },
  "a wrong state": { happen: () => spoil("state"), code: "Untrusted", attempts: 0 },
  "a wrong iss": { happen: () => answer({ iss: "https://evil.example" }), code: "Untrusted", attempts: 0 },
  "cancelled by the user": { happen: () => answer({ error: "access_denied" }), code: "access_denied", attempts: 0 },
};

/** What was remembered is another. */
function spoil(part: string): void {
  const pending = JSON.parse(sessionStorage.getItem("cognipress:hosted")!);
  sessionStorage.setItem("cognipress:hosted", JSON.stringify({ ...pending, [part]: "A".repeat(43) }));
}

/** Something is added to the answer. */
function answer(more: Record<string, string>): void {
  location.href = `${location.href}&${new URLSearchParams(more)}`;
}

for (const [name, { happen, code, attempts }] of Object.entries(FINAL)) {
  test(`/oauth2/token, ${name}: refused at once`, async (t) => {
    const browser = await newBrowser(t);
    await browser.goAndReturn();
    await happen(browser);
    browser.attempts = 0;
    await assert.rejects(browser.signIn.finish(), { code });
    assert.equal(browser.attempts, attempts);
    assert.equal(location.href, PAGE);
  });
}
