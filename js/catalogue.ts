import errors, { meanings } from "cognipress-errors";
import type { Failure } from "./error.js";

export interface Explanation extends Failure {
  messageKey: string;
  retryAfterMs?: number | undefined;
}

/** Of one exception only its words tell what it means; the program for the sign-in hands it over as it came. */
const AMBIGUOUS = ["NotAuthorized", "InvalidParameter"];

/** What an error of the core is to the user and to the developer. */
export function explain({ code, message }: Failure): Explanation {
  const isSaid = ([words]: [string, string]) => message.startsWith(words) || message.endsWith(words);
  const meaning = (AMBIGUOUS.includes(code) && meanings.find(isSaid)?.[1]) || code;
  const [messageKey, sentence, minutes] = errors[meaning] ?? ["misconfigured", ""];
  return { code: meaning, messageKey, message: message || sentence, retryAfterMs: minutes && minutes * 60_000 };
}
