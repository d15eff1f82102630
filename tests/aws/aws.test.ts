/** A page at AWS (ministack, which checks signatures and the roles' policies): as a guest, then as a user. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { alice, carol, newSite, type Site } from "./harness.ts";

/** What is refused before it gets to a service comes without CORS headers: for a page, no answer. */
const REFUSED = /Failed to fetch/;

const get = (site: Site, key: string) =>
  site.run(async ({ aws, urls }, key) => {
    const response = await aws.awsFetch(`${urls.bucket}/${key}`);
    return [response.status, response.ok ? await response.text() : ""];
  }, key);

const put = (site: Site, key: string, text: string) =>
  site.run(
    async ({ aws, urls }, key, text) => {
      const body = new Blob([text], { type: "image/jpeg" });
      return (await aws.awsFetch(`${urls.bucket}/${key}`, { method: "PUT", body })).status;
    },
    key,
    text,
  );

const identity = (site: Site) => site.run(({ aws }) => aws.identity());

/** Asks DynamoDB for an operation on the table. */
const dynamodb = (site: Site, operation: string, input: object) =>
  site.run(
    async ({ aws, urls, account }, operation, input) => {
      const response = await aws.awsFetch(urls.dynamodb, {
        method: "POST",
        headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `DynamoDB_20120810.${operation}` },
        body: JSON.stringify({ TableName: account.table, ...input }),
      });
      return { status: response.status, body: (await response.json()) as { Items?: unknown[] } };
    },
    operation,
    input,
  );

const rowsOf = (owner: string) => ({
  KeyConditionExpression: "#owner = :owner",
  ExpressionAttributeNames: { "#owner": "owner" },
  ExpressionAttributeValues: { ":owner": { S: owner } },
});

test("a guest reads, is refused a write, signs in, stays who it was, and writes", async (t) => {
  const site = await newSite(t);

  const guest = await identity(site);
  assert.match(guest.id, /^eu-west-1:[0-9a-f-]{36}$/);
  assert.equal(guest.user, undefined);
  assert.deepEqual(await get(site, "public/logo.txt"), [200, "for everybody"]);
  const picture = `private/${guest.id}/my picture (1)+é.jpg`;
  assert.equal(await put(site, picture, "a guest's"), 403);
  await site.reload();
  assert.deepEqual(await identity(site), guest, "the next page has the same guest");

  await site.run(async ({ client }, credentials) => void (await client.signIn(credentials)), alice);
  const user = await identity(site);
  assert.equal(user.id, guest.id);
  assert.ok(user.user);

  site.grant(user.id);
  await t.test("a profile picture goes up, and comes down", async () => {
    assert.equal(await put(site, picture, "of alice"), 200);
    assert.deepEqual(await get(site, picture), [200, "of alice"]);
    assert.equal((await get(site, "private/eu-west-1:another/me.jpg"))[0], 403);
    assert.equal(await put(site, "private/eu-west-1:another/me.jpg", "mine now"), 403);
  });

  await t.test("a presigned address shows it to whoever has it, as it stands", async () => {
    const [status, text, spoilt, other] = await site.run(
      async ({ aws, urls }, picture) => {
        const url = await aws.presignUrl(`${urls.bucket}/${picture}`, { expiresInSeconds: 60 });
        const plain = await fetch(url, { credentials: "omit" });
        const last = url.endsWith("0") ? "1" : "0";
        const spoilt = await fetch(url.slice(0, -1) + last);
        const other = await fetch(url, { method: "PUT", body: "x" });
        return [plain.status, await plain.text(), spoilt.status, other.status];
      },
      picture,
    );
    assert.deepEqual([status, text, spoilt, other], [200, "of alice", 403, 403]);
  });

  await t.test("items of DynamoDB", async () => {
    const item = { owner: { S: user.id }, id: { S: "1" }, total: { N: "42" } };
    assert.equal((await dynamodb(site, "PutItem", { Item: item })).status, 200);
    assert.deepEqual((await dynamodb(site, "Query", rowsOf(user.id))).body.Items, [item]);
    const key = { owner: item.owner, id: item.id };
    await assert.rejects(dynamodb(site, "DeleteItem", { Key: key }), REFUSED, "the role allows no more");
  });

  await t.test("an API behind IAM, and one behind JWTs", async () => {
    const rows = () =>
      site.run(async ({ aws, authorizedFetch, urls }) => {
        const answer = (asked: Promise<Response>) => asked.then((response) => response.text(), () => "refused");
        return [await answer(aws.awsFetch(`${urls.iam}/rows`)), await answer(authorizedFetch(`${urls.jwt}/rows`))];
      });
    assert.deepEqual(await rows(), ["rows", "rows"]);
    await site.run(({ client }) => client.signOut().catch(() => {}));
    assert.deepEqual(await rows(), ["refused", "refused"]);
  });

  await t.test("after the sign-out it is another guest, and the next user somebody else", async () => {
    const next = await identity(site);
    assert.equal(next.user, undefined);
    assert.notEqual(next.id, guest.id);
    assert.equal((await get(site, picture))[0], 403);
    await site.run(async ({ client }, credentials) => void (await client.signIn(credentials)), carol);
    assert.equal((await identity(site)).id, next.id);
    await site.run(async ({ client }, credentials) => {
      await client.signOut().catch(() => {});
      await client.signIn(credentials);
    }, alice);
    assert.deepEqual(await identity(site), user, "who comes back finds the own identity");
    assert.deepEqual(await get(site, picture), [200, "of alice"]);
  });
});

test("credentials are asked for once, and anew before they end", async (t) => {
  const site = await newSite(t);
  const asked = () => site.run((page) => page.credentials);
  const statuses = await site.run(({ aws, urls }) =>
    Promise.all(Array.from({ length: 10 }, async () => (await aws.awsFetch(`${urls.bucket}/public/logo.txt`)).status)),
  );
  assert.deepEqual(statuses, Array(10).fill(200));
  assert.equal(await asked(), 1);
  await site.run((page) => void (page.clock = 56 * 60_000));
  assert.equal((await get(site, "public/logo.txt"))[0], 200);
  assert.equal(await asked(), 2);
});

test("where there is no wasm, JavaScript signs", async (t) => {
  const site = await newSite(t, { withoutWasm: true });
  assert.deepEqual(await get(site, "public/logo.txt"), [200, "for everybody"]);
  const marks = await site.run(() => performance.getEntriesByName("cognipress:fallback").map((mark) => (mark as PerformanceMark).detail.program));
  assert.deepEqual(marks, ["aws"]);
});

test("a clock that is a day off, from the beginning or from now on", async (t) => {
  const site = await newSite(t);
  for (const days of [1, -1]) {
    await site.run((page, days) => {
      page.clock = days * 86_400_000;
      page.aws = page.newAws();
    }, days);
    assert.equal((await get(site, "public/logo.txt"))[0], 200, `${days} days`);
    await site.run((page) => void (page.clock = 0));
    assert.equal((await get(site, "public/logo.txt"))[0], 200, `${days} days, then right`);
  }
});

test("nothing goes where it should not", async (t) => {
  const site = await newSite(t);
  const refused = await site.run(({ aws, urls }) =>
    Promise.all(
      ["http://evil.example/", `${urls.jwt}/rows`, urls.bucket.replace("http:", "https:")].map((url) =>
        aws.awsFetch(url).then(String, String),
      ),
    ),
  );
  for (const error of refused) assert.match(error, /^TypeError: awsFetch is not allowed to ask http/);
  assert.deepEqual(
    await site.run(async ({ aws, account }) => {
      await aws.identity();
      const [[key = "", text = ""] = []] = Object.entries(localStorage);
      return [localStorage.length, key.endsWith(account.identityPoolId), Object.keys(JSON.parse(text))];
    }),
    [1, true, ["id"]],
    "the identity alone is kept",
  );
});
