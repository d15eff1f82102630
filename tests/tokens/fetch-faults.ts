/** Faults between a page and a service, as `fetch` sees them. */
import type { ErrorCode } from "../../js/error.ts";

/** For who waits for nothing. */
export const TIMEOUT_MS = 150;

interface FetchFault {
  fault: (send: () => Promise<Response>) => Promise<Response>;
  /** Whether the service has had the request. */
  isSpent: boolean;
  /** Where it does not pass within all retries. */
  code: ErrorCode;
}

const HOTEL = "<html>Log in to the hotel's Wi-Fi</html>";

/** Faults that pass. */
export const FAULTS: Readonly<Record<string, FetchFault>> = {
  offline: { fault: () => fetch("http://127.0.0.1:9/"), isSpent: false, code: "Offline" },
  "DNS failure": { fault: () => Promise.reject(new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } })), isSpent: false, code: "Offline" },
  "reply lost": {
    fault: async (send) => {
      await send();
      throw new TypeError("network error");
    },
    isSpent: true,
    code: "Offline",
  },
  500: { fault: async () => Response.json({ __type: "InternalErrorException" }, { status: 500 }), isSpent: false, code: "InternalError" },
  "503 of a proxy": { fault: async () => new Response("Service Unavailable", { status: 503 }), isSpent: false, code: "InvalidReply" },
  429: { fault: async () => Response.json({ __type: "TooManyRequestsException" }, { status: 429 }), isSpent: false, code: "TooManyRequests" },
  "time-out": { fault: () => new Promise(() => {}), isSpent: false, code: "Timeout" },
  HTML: { fault: async () => new Response(HOTEL), isSpent: false, code: "InvalidReply" },
  truncated: {
    fault: async (send) => {
      const text = await (await send()).text();
      return new Response(text.slice(0, text.length / 2));
    },
    isSpent: true,
    code: "InvalidReply",
  },
};
