import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { createAuthorizedFetch } from "../../js/authorized-fetch.ts";
import { claimsOf } from "../user-pool/support/tokens.ts";
import { JANE, newWorld, type World } from "./world.ts";

async function serve(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An API that knows the tokens of a pool, but for those it is told to refuse. */
async function newApi(t: TestContext, { pool }: World) {
  const seen: { token: string; body: string }[] = [];
  const refused = new Set<string>();
  const url = await serve(t, (request, response) => {
    void readBody(request).then((body) => {
      const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
      seen.push({ token, body });
      const isGood = !refused.has(token) && (pool.pool.tokens.keys.read("access", token) ?? pool.pool.tokens.keys.read("id", token));
      response.writeHead(isGood ? 200 : 401).end(isGood ? "rows" : "");
    });
  });
  return { url, seen, refused };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

test("the access token goes along, or the ID token", async (t) => {
  const world = await newWorld(t);
  const client = world.newClient();
  await client.signIn(JANE);
  const { url, seen } = await newApi(t, world);
  for (const token of ["access", "id"] as const) {
    const response = await createAuthorizedFetch(client, { origins: [url], token })(`${url}/orders`);
    assert.equal(await response.text(), "rows");
    assert.equal(claimsOf(seen.at(-1)!.token)["token_use"], token);
  }
});

test("after a 401 it refreshes and asks once more, with the same body", async (t) => {
  const world = await newWorld(t);
  const client = world.newClient();
  await client.signIn(JANE);
  const { url, seen, refused } = await newApi(t, world);
  const authorizedFetch = createAuthorizedFetch(client, { origins: [url] });
  refused.add(client.currentSession()!.accessToken);
  const response = await authorizedFetch(url, { method: "POST", body: "order" });
  assert.equal(response.status, 200);
  assert.deepEqual(seen.map(({ body }) => body), ["order", "order"]);
  assert.equal(world.refreshes(), 1);
});

test("a second 401 is the answer", async (t) => {
  const world = await newWorld(t);
  const client = world.newClient();
  await client.signIn(JANE);
  let requests = 0;
  const url = await serve(t, (_, response) => {
    requests++;
    response.writeHead(401).end();
  });
  const authorizedFetch = createAuthorizedFetch(client, { origins: [url] });
  assert.equal((await authorizedFetch(url)).status, 401);
  assert.deepEqual([requests, world.refreshes()], [2, 1]);
});

test("where nobody is signed in there is no token, and no second attempt", async (t) => {
  const world = await newWorld(t);
  const { url, seen } = await newApi(t, world);
  const authorizedFetch = createAuthorizedFetch(world.newClient(), { origins: [url] });
  assert.equal((await authorizedFetch(url)).status, 401);
  assert.deepEqual(seen, [{ token: "", body: "" }]);
});

test("no other origin sees the token, by its name or by a redirect", async (t) => {
  const world = await newWorld(t);
  const client = world.newClient();
  await client.signIn(JANE);
  const foreign = await newApi(t, world);
  const url = await serve(t, (_, response) => response.writeHead(307, { location: foreign.url }).end());
  const authorizedFetch = createAuthorizedFetch(client, { origins: [url] });
  for (const input of [foreign.url, new URL(foreign.url), new Request(foreign.url), url.replace("127.0.0.1", "localhost")]) {
    await assert.rejects(authorizedFetch(input), { name: "TypeError", message: /not allowed/ });
  }
  for (const redirect of ["follow", "manual", "error"] as const) {
    await assert.rejects(authorizedFetch(url, { redirect }), TypeError);
  }
  assert.deepEqual(foreign.seen, []);
});
