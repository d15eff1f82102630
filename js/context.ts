import type { AccountCommand } from "../src/wasm/account.js";
import type { Config, DialogueContext } from "../src/wasm/types.js";
import type { CognipressError } from "./error.js";
import type { TransportOptions } from "./transport.js";

export interface ContextOptions extends Config, Pick<TransportOptions, "timeoutMs"> {
  /** `ClientMetadata` for the pool's triggers, asked anew for each sign-in and each operation that runs one. */
  clientMetadata?: (() => Texts | Promise<Texts>) | undefined;
}

type Texts = Record<string, string>;

declare global {
  /** Cognito's script for threat protection (`amazon-cognito-advanced-security-data.min.js`), where the page has it. */
  var AmazonCognitoAdvancedSecurityData:
    | { getData(username: string, userPoolId: string, clientId: string): string | undefined }
    | undefined;
}

/** As for a request. */
const DEFAULT_TIMEOUT_MS = 15_000;

/** What goes along with the requests of a sign-in. */
export async function contextOf(
  { clientMetadata, userPoolId, clientId, timeoutMs = DEFAULT_TIMEOUT_MS }: ContextOptions,
  username: string,
): Promise<Pick<DialogueContext, "clientMetadata" | "encodedData">> {
  const encodedData = globalThis.AmazonCognitoAdvancedSecurityData?.getData(username.trim(), userPoolId, clientId);
  const metadata = clientMetadata && (await within(timeoutMs, clientMetadata()));
  return { ...(metadata && { clientMetadata: metadata }), ...(encodedData && { encodedData }) };
}

/** The page's own answer, unless that does not come. */
function within(timeoutMs: number, answer: Texts | Promise<Texts>): Promise<Texts> {
  return new Promise((resolve, reject) => {
    // Not by the library's own class, which is in the main script.
    const error = { name: "CognipressError", code: "Timeout", messageKey: "timeout" } satisfies Partial<CognipressError>;
    const late = () => reject(Object.assign(new Error(`clientMetadata gave nothing within ${timeoutMs} ms`), error));
    const timer = setTimeout(late, timeoutMs);
    Promise.resolve(answer)
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}

/** Operations that run triggers although a user is signed in: they take the metadata alone. */
const FOR_SIGNED_IN = ["UpdateUserAttributes", "GetUserAttributeVerificationCode"];

/** The command with what goes along with it, as far as it can take that and does not bring its own. */
export async function withContext<Command extends AccountCommand>(
  command: Command,
  options: ContextOptions,
): Promise<Command> {
  const { operation } = command;
  const username = "username" in command && operation !== "UpdateAuthEventFeedback" ? command.username : undefined;
  if (username === undefined && !FOR_SIGNED_IN.includes(operation)) return command;
  const { clientMetadata, encodedData } = await contextOf(options, username ?? "");
  return {
    ...(clientMetadata && { clientMetadata }),
    ...(username !== undefined && encodedData && { userContextData: encodedData }),
    ...command,
  };
}
