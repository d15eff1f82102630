/** The script of the worker: it alone holds the refresh token, and does every request that one is in. */
import { CognitoClient, type SessionChange } from "../client.js";
import { CognipressError, isCognipressError } from "../error.js";
import { SIGNALS, type ErrorData, type ToPage, type ToWorker } from "./messages.js";

const say = (message: ToPage) => postMessage(message);
const calls = new Map<number, AbortController>();
let client: CognitoClient;

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "start") {
    client = new CognitoClient(data.options);
    client.onSessionChange(({ session, error }: SessionChange) =>
      say({ kind: "change", session, ...(error !== undefined && { error: dataOf(error) }) }),
    );
  } else if (data.kind === "call") {
    void answer(data);
  } else {
    calls.get(data.id)?.abort();
  }
});

async function answer({ id, method, args }: Extract<ToWorker, { kind: "call" }>): Promise<void> {
  const controller = new AbortController();
  calls.set(id, controller);
  try {
    // Whatever a page asks for: nothing but these methods.
    if (!Object.hasOwn(SIGNALS, method)) throw new CognipressError("InvalidCommand", "unavailable", `No method ${method}`);
    const position = SIGNALS[method];
    if (position !== undefined) args[position] = { ...(args[position] as object), signal: controller.signal };
    const call = client[method] as (...args: unknown[]) => Promise<unknown>;
    say({ kind: "result", id, result: await call.apply(client, args) });
  } catch (error) {
    say({ kind: "error", id, error: dataOf(error) });
  } finally {
    calls.delete(id);
  }
}

function dataOf(error: unknown): ErrorData {
  if (!isCognipressError(error)) return { code: "InvalidCommand", messageKey: "unavailable", message: String(error) };
  const { code, messageKey, message, retryAfterMs } = error;
  return { code, messageKey, message, retryAfterMs };
}
