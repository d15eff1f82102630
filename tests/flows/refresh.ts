/** New tokens for old ones, by the operation for it and by the flow that came before. */
import assert from "node:assert/strict";
import type { StartOptions } from "../user-pool/index.ts";
import { claimsOf } from "../user-pool/support/tokens.ts";
import type { Refreshed, Tokens } from "./driver.ts";
import { DAY, PLAIN, signIn } from "./fixtures.ts";
import { none, type Row, run, throughout, type World } from "./table.ts";

interface RefreshRow {
  readonly group: Row["group"];
  readonly name: string;
  readonly options: StartOptions;
  /** The operation that brings the tokens. */
  readonly operation: string;
  /** What stands in the way of another one. */
  readonly before?: (world: World) => void;
}

/** A refresh that must bring tokens. */
function expectTokens(step: Refreshed): Tokens {
  assert.ok(step.kind === "signed-in", JSON.stringify(step));
  return step.tokens;
}

function expectFailure(step: Refreshed, code: string, isOver: boolean): void {
  assert.ok(step.kind === "failed", "it brought tokens");
  assert.equal(step.error.code, code);
  assert.equal(step.retryAfterMs === undefined, isOver);
}

function refreshRow({ before = () => {}, group, name, operation, options }: RefreshRow): Row {
  const refresh = (world: World, tokens: Tokens) => {
    before(world);
    return world.client.refresh(tokens);
  };
  return {
    group,
    name,
    options: { ...PLAIN, ...options },
    cells: {
      "happy path": run(async (world) => {
        const first = await signIn(world);
        world.pool.clock.advance(100);
        const second = expectTokens(await refresh(world, first));
        assert.equal(claimsOf(second.idToken)["auth_time"], claimsOf(first.idToken)["auth_time"]);
        assert.notEqual(second.accessToken, first.accessToken);
        assert.equal(second.refreshToken === first.refreshToken, options.rotation === undefined);
        expectTokens(await refresh(world, second));
        assert.equal(world.client.sent.at(-1)?.operation, operation);
      }),
      "wrong answer": run(async (world) => {
        const tokens = await signIn(world);
        expectFailure(await refresh(world, { ...tokens, refreshToken: "nobodys" }), "InvalidRefreshToken", true);
        expectTokens(await refresh(world, tokens));
      }),
      expired: run(async (world) => {
        const tokens = await signIn(world);
        world.pool.clock.advance(31 * DAY);
        expectFailure(await refresh(world, tokens), "RefreshTokenExpired", true);
      }),
      throttled: run(async (world) => {
        const tokens = await signIn(world);
        world.pool.faults.plant(operation, { kind: "throttle" }, 4);
        expectFailure(await refresh(world, tokens), "TooManyRequests", false);
        world.pool.faults.plant(operation, { kind: "throttle" }, 3);
        expectTokens(await refresh(world, tokens));
      }),
      "network cut": run(async (world) => {
        const tokens = await signIn(world);
        world.pool.faults.plant(operation, { kind: "cut", when: "before" });
        world.pool.faults.plant(operation, { kind: "cut", when: "after" });
        expectTokens(await refresh(world, tokens));
      }),
    },
  };
}

export const refreshes: readonly Row[] = [
  refreshRow({
    group: "operation",
    name: "GetTokensFromRefreshToken",
    operation: "GetTokensFromRefreshToken",
    options: { rotation: { graceSeconds: 30 } },
  }),
  refreshRow({
    group: "AuthFlow",
    name: "REFRESH_TOKEN_AUTH",
    operation: "InitiateAuth",
    options: {},
    before: ({ pool }) =>
      pool.faults.plant("GetTokensFromRefreshToken", { kind: "error", type: "OperationNotEnabledException", message: "" }),
  }),
  {
    group: "AuthFlow",
    name: "REFRESH_TOKEN",
    cells: throughout(none("another name of REFRESH_TOKEN_AUTH")),
  },
];
