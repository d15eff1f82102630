import type { AccountCommand, AccountOutcome } from "../src/wasm/account.js";
import type { Step } from "../src/wasm/types.js";
import { loadCore } from "./loader.js";
import { hasContext, type SignInOptions } from "./sign-in.js";
import { send } from "./transport.js";

export type OutcomeOf<Operation extends AccountCommand["operation"]> = AccountOutcome & { operation: Operation };

/** Carries out one operation on an account. */
export async function runOperation<Command extends AccountCommand>(
  command: Command,
  config: string,
  options: SignInOptions,
  call: { signal?: AbortSignal | undefined; keepalive?: boolean | undefined } = {},
): Promise<OutcomeOf<Command["operation"]>> {
  const core = await loadCore("full", options);
  if (hasContext(options)) command = await (await import("./dialogue.js")).withContext(command, options);
  const { request } = await core.call<Extract<Step, { kind: "send" }>>("account_request", config, JSON.stringify(command));
  const { status, body } = await send(request, { ...options, ...call });
  return core.call("account_outcome", command.operation, status, body);
}
