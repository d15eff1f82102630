import type { AccountCommand, AccountOutcome } from "../src/wasm/account.js";
import type { Step } from "../src/wasm/types.js";
import { loadCore } from "./loader.js";
import type { SignInOptions } from "./sign-in.js";
import { post } from "./transport.js";

export type OutcomeOf<Operation extends AccountCommand["operation"]> = AccountOutcome & { operation: Operation };

/** Carries out one operation on an account. */
export async function runOperation<Command extends AccountCommand>(
  command: Command,
  config: string,
  options: SignInOptions,
  call: { signal?: AbortSignal | undefined; keepalive?: boolean } = {},
): Promise<OutcomeOf<Command["operation"]>> {
  const core = await loadCore(options.wasm.full, options);
  const { request } = await core.call<Extract<Step, { kind: "send" }>>("account_request", config, JSON.stringify(command));
  const { status, body } = await post(request, { ...options, ...call });
  return core.call("account_outcome", command.operation, status, body);
}
