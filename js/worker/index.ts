/** A client whose tokens live in a worker, of which the page sees those that it needs: never the refresh token. */
import type { CognitoClient, Session, SessionChange } from "../client.js";
import { CognipressError } from "../error.js";
import { SIGNALS, type ErrorData, type Method, type ToPage, type ToWorker, type WorkerOptions } from "./messages.js";

export type { WorkerOptions };

export interface WorkerClient extends Pick<CognitoClient, Method | "currentSession" | "onSessionChange"> {
  /** Ends the worker, and the session with it. What was asked for and not answered rejects with `Aborted`. */
  close(): void;
}

interface Waiting {
  resolve: (result: never) => void;
  reject: (error: CognipressError) => void;
}

/**
 * Does all that a `CognitoClient` does, in a worker. The session ends with the page.
 *
 * @param worker The worker, where a bundler must be told of it: `new Worker(new URL("cognipress/worker-script",
 *   import.meta.url), { type: "module" })`, or as it wants it. Unless given, its script lies beside this one.
 */
export function createWorkerClient(options: WorkerOptions, worker: Worker = besideThisScript()): WorkerClient {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(change: SessionChange) => void>();
  let session: Session | null = null;
  let lastId = 0;
  const say = (message: ToWorker) => worker.postMessage(message);
  const rejectAll = (error: CognipressError) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  worker.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
    if (data.kind === "change") {
      session = data.session;
      const change = { session, ...(data.error && { error: errorOf(data.error) }) };
      for (const listener of listeners) listener(change);
      return;
    }
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === "result") call?.resolve(data.result as never);
    else call?.reject(errorOf(data.error));
  });
  worker.addEventListener("error", ({ message }) =>
    rejectAll(new CognipressError("WasmUnavailable", "wasm-unavailable", `The worker failed: ${message}`)),
  );
  say({ kind: "start", options });

  const call = (method: Method, args: unknown[]) => {
    const id = ++lastId;
    const position = SIGNALS[method];
    const sent = [...args];
    let signal: AbortSignal | undefined;
    if (position !== undefined && sent[position]) {
      const { signal: given, ...rest } = sent[position] as { signal?: AbortSignal };
      [signal, sent[position]] = [given, rest];
    }
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      say({ kind: "call", id, method, args: sent });
      if (signal?.aborted) say({ kind: "abort", id });
      else signal?.addEventListener("abort", () => say({ kind: "abort", id }), { once: true });
    });
  };

  const methods = (Object.keys(SIGNALS) as Method[]).map((method) => [method, (...args: unknown[]) => call(method, args)]);
  return {
    ...(Object.fromEntries(methods) as Pick<CognitoClient, Method>),
    currentSession: () => session,
    onSessionChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      worker.terminate();
      session = null;
      rejectAll(new CognipressError("Aborted", "try-again", "The worker was ended"));
    },
  };
}

function errorOf({ code, messageKey, message, retryAfterMs }: ErrorData): CognipressError {
  return new CognipressError(code, messageKey, message, retryAfterMs);
}

function besideThisScript(): Worker {
  return new Worker(new URL("./script.js", import.meta.url), { type: "module" });
}
