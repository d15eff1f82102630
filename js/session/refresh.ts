import type { Freshness, KeptTokens, RefreshStep } from "../../src/wasm/session.js";
import type { TokenSet } from "../../src/wasm/types.js";
import { CoreFlow } from "../core.js";
import { coreError } from "../error.js";
import { loadCore } from "../loader.js";
import type { SignInOptions } from "../sign-in.js";
import { post } from "../transport.js";
import { pause } from "./pause.js";

/** A refresh that brought nothing. */
export class RefreshFailure {
  /** @param retryAfterMs When to begin again; `undefined` where the session is over. */
  constructor(
    readonly error: unknown,
    readonly retryAfterMs: number | undefined,
  ) {}
}

/** The tokens of a sign-in, with what the core says of their time. */
export async function withFreshness(tokens: TokenSet, options: SignInOptions): Promise<KeptTokens> {
  const core = await loadCore("full", options);
  const { freshFromMs, refreshAtMs, expiresAtMs, clockDriftMs } = await core.call<Freshness>(
    "token_freshness",
    tokens.expiresAtMs,
    JSON.stringify(tokens),
  );
  return { ...tokens, freshFromMs, refreshAtMs, expiresAtMs, clockDriftMs };
}

/** New tokens for those; throws a `RefreshFailure` that says whether the session is over. */
export async function refresh(kept: KeptTokens, config: string, options: SignInOptions): Promise<KeptTokens> {
  const core = await loadCore("full", options);
  const flow = await CoreFlow.create(core, "refresh", config, JSON.stringify(kept));
  try {
    let step = await flow.call<RefreshStep>("start");
    let unanswered: unknown;
    while (step.kind === "send") {
      const { request, afterMs } = step;
      await pause(afterMs);
      unanswered = undefined;
      const reply = await post(request, options).catch((error) => void (unanswered = error));
      const dateMs = Date.parse(reply?.headers.get("date") ?? "") || 0;
      const random = Math.random() * 0x1_0000;
      const numbers = [reply?.status ?? 0, Date.now(), dateMs, random];
      step = await flow.call<RefreshStep>("receive", ...numbers, reply?.body ?? new Uint8Array());
    }
    if (step.kind === "failed") throw new RefreshFailure(unanswered ?? (await coreError(step.error)), step.retryAfterMs);
    const { tokens, freshFromMs, refreshAtMs, expiresAtMs, clockDriftMs } = step;
    return { ...tokens, freshFromMs, refreshAtMs, expiresAtMs, clockDriftMs };
  } finally {
    flow.free();
  }
}
