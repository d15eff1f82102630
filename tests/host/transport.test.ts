import assert from "node:assert/strict";
import { test } from "node:test";
import { post } from "../../js/transport.ts";

const REQUEST = { url: "https://example.com/", headers: { "x-amz-target": "Operation" }, body: "{}" };
const LIMIT = 256 * 1024;

const silence = () => new Promise<never>(() => {});

test("a request goes out as it stands, without credentials, and with the preflight that is known", async (t) => {
  const fetch = t.mock.fn(async (_url: unknown, _init?: RequestInit) => new Response("text", { status: 400 }));
  const reply = await post(REQUEST, { fetch });
  assert.equal(reply.status, 400);
  assert.equal(new TextDecoder().decode(reply.body), "text");
  const [url, init] = fetch.mock.calls[0]!.arguments;
  const { signal: _, ...rest } = init!;
  assert.equal(url, REQUEST.url);
  assert.deepEqual(rest, {
    method: "POST",
    headers: REQUEST.headers,
    body: "{}",
    credentials: "omit",
    cache: "default",
    redirect: "error",
    keepalive: false,
  });
});

test("a reply without a body is an empty one", async () => {
  const reply = await post(REQUEST, { fetch: async () => new Response(null, { status: 204 }) });
  assert.equal(reply.body.length, 0);
});

test("a reply of 256 KiB comes whole", async () => {
  const reply = await post(REQUEST, { fetch: async () => new Response("x".repeat(LIMIT)) });
  assert.equal(reply.body.length, LIMIT);
});

test("an endless reply is left after 256 KiB, one byte too long for the core", async () => {
  let sent = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(16 * 1024).fill((sent += 1))),
    cancel: () => void (cancelled = true),
  });
  const reply = await post(REQUEST, { fetch: async () => new Response(endless) });
  assert.equal(reply.body.length, LIMIT + 1);
  assert.ok(cancelled);
  assert.ok(sent < 20, `${sent} chunks were read`);
});

test("no network: Offline", async () => {
  const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  await assert.rejects(post(REQUEST, { fetch }), { code: "Offline", messageKey: "offline" });
});

test("a connection that breaks in the middle: Offline", async () => {
  const broken = new ReadableStream({ pull: (controller) => controller.error(new TypeError("network error")) });
  await assert.rejects(post(REQUEST, { fetch: async () => new Response(broken) }), { code: "Offline" });
});

test("no reply in time: Timeout, and the request is ended", async () => {
  let signal: AbortSignal | null | undefined;
  const fetch = (_: unknown, init?: RequestInit) => ((signal = init?.signal), silence());
  await assert.rejects(post(REQUEST, { fetch, timeoutMs: 20 }), { code: "Timeout", messageKey: "timeout" });
  assert.ok(signal?.aborted);
});

test("headers that the page never gives: Timeout, and nothing is sent", async (t) => {
  const fetch = t.mock.fn(silence);
  await assert.rejects(post(REQUEST, { fetch, timeoutMs: 20, headers: silence }), { code: "Timeout" });
  assert.equal(fetch.mock.callCount(), 0);
});

test("a reply that stops in the middle: Timeout", async () => {
  const stalled = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) });
  const fetch = async () => new Response(stalled);
  await assert.rejects(post(REQUEST, { fetch, timeoutMs: 20 }), { code: "Timeout" });
});

test("ended by the caller before: nothing is sent", async (t) => {
  const fetch = t.mock.fn(silence);
  await assert.rejects(post(REQUEST, { fetch, signal: AbortSignal.abort() }), { code: "Aborted" });
  assert.equal(fetch.mock.callCount(), 0);
});

test("ended by the caller meanwhile: Aborted, also where fetch does not heed its signal", async () => {
  const controller = new AbortController();
  const waiting = post(REQUEST, { fetch: silence, signal: controller.signal });
  controller.abort();
  await assert.rejects(waiting, { code: "Aborted" });
});

test("ended by the caller, with a fetch that does: Aborted", async () => {
  const controller = new AbortController();
  const fetch = (_: unknown, init?: RequestInit) =>
    new Promise<Response>((_, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("AbortError"))));
  const waiting = post(REQUEST, { fetch, signal: controller.signal });
  controller.abort();
  await assert.rejects(waiting, { code: "Aborted" });
});
