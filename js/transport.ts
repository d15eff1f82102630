import type { Request } from "../src/wasm/types.js";
import { CognipressError, isCognipressError } from "./error.js";

/** Nothing is read beyond this; the core refuses what is longer. */
const REPLY_LIMIT = 256 * 1024;

const DEFAULT_TIMEOUT_MS = 15_000;

export interface TransportOptions {
  /** Used in place of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
  /** How long one request may take, with what the page adds to it and its reply. 15,000 unless given. */
  timeoutMs?: number | undefined;
  /** Headers for Cognito besides its own, a token of AWS WAF's, say: asked anew for each request. */
  headers?: (() => Headers | Promise<Headers>) | undefined;
}

type Headers = Record<string, string>;

export interface Reply {
  status: number;
  headers: globalThis.Headers;
  /** At most one byte longer than 256 KiB. */
  body: Uint8Array;
}

export interface PostOptions extends TransportOptions {
  signal?: AbortSignal | undefined;
  /** `omit` unless given. */
  credentials?: RequestCredentials | undefined;
  /** `default` unless given: with `no-store` Chromium asks Cognito's preflight anew before every request. */
  cache?: RequestCache | undefined;
  /** Whether the request outlives the page. */
  keepalive?: boolean | undefined;
}

/** Sends a request as it stands. Any status is a reply; what brings none is `Offline`, `Timeout` or `Aborted`. */
export function post(request: Request, options: PostOptions): Promise<Reply> {
  return fetchWithin(
    request.url,
    async () => ({
      method: "POST",
      headers: { ...request.headers, ...(await options.headers?.()) },
      body: request.body,
      credentials: options.credentials ?? "omit",
      cache: options.cache ?? "default",
      redirect: "error",
      keepalive: options.keepalive ?? false,
    }),
    options,
    async (response) => ({ status: response.status, headers: response.headers, body: await read(response) }),
  );
}

/** The longest that the first and the second pause after a throttled request can be; after a third there is none. */
const [FIRST_PAUSE_MS, LAST_PAUSE_MS] = [400, 800];

/**
 * Sends a request to Cognito. One that was throttled did nothing, and spent no `Session`: it is sent again, after a
 * pause of random length. Any other may have taken effect, and is left to the user.
 */
export async function send(request: Request, options: PostOptions): Promise<Reply> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
    const reply = await post(request, options);
    const isThrottled = reply.headers.get("x-amzn-errortype")?.startsWith("TooManyRequests");
    if (!isThrottled || pauseMs > LAST_PAUSE_MS) return reply;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * pauseMs));
  }
}

/** Asks for `init`, fetches, and lets `use` read the response, all within the time-out. */
export async function fetchWithin<T>(
  url: string | URL,
  init: () => RequestInit | Promise<RequestInit>,
  { fetch = globalThis.fetch, timeoutMs = DEFAULT_TIMEOUT_MS, signal }: PostOptions,
  use: (response: Response) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, timeoutMs);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  try {
    return await abortable(
      async () => use(await fetch(url, { ...(await init()), signal: controller.signal })),
      controller.signal,
    );
  } catch (error) {
    if (timedOut) throw new CognipressError("Timeout", "timeout", `No reply within ${timeoutMs} ms from ${url}`);
    if (isCognipressError(error)) throw error;
    throw new CognipressError("Offline", "offline", `No reply from ${url}: ${error}`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** Ends the wait, with `Aborted`, even where the work itself does not heed the signal. */
export function abortable<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new CognipressError("Aborted", "try-again", "Ended by the caller"));
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort);
    work()
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener("abort", abort));
  });
}

async function read(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  for (let size = 0; reader && size <= REPLY_LIMIT; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
  }
  void reader?.cancel();
  return new Uint8Array(await new Blob(chunks).slice(0, REPLY_LIMIT + 1).arrayBuffer());
}
