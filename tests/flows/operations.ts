/** The cells of an operation of the account, from what is particular to it. */
import assert from "node:assert/strict";
import type { AccountCommand } from "../../src/wasm/account.js";
import type { ErrorCode } from "../../js/error.ts";
import type { StartOptions } from "../user-pool/index.ts";
import type { OutcomeOf } from "./driver.ts";
import { forged, HOUR, PLAIN } from "./fixtures.ts";
import { type Cell, none, type Row, run, type World } from "./table.ts";

type Command<Operation> = Extract<AccountCommand, { operation: Operation }>;

export interface OperationRow<Operation extends AccountCommand["operation"]> {
  readonly operation: Operation;
  readonly options?: StartOptions;
  /** Brings the pool to where the operation can be carried out, and says how. */
  readonly prepare: (world: World) => Promise<Omit<Command<Operation>, "operation">>;
  /** Asserts what it came to. */
  readonly check: (world: World, outcome: OutcomeOf<Operation>) => void | Promise<void>;
  /** What is wrong about which command, and how it is refused; unless given, the access token is forged. */
  readonly wrong?: {
    readonly bend: (right: Command<Operation>, world: World) => Partial<Command<Operation>>;
    readonly code: ErrorCode;
    /** The right command after it is refused with this, because what it needs was used up. */
    readonly usedUp?: ErrorCode;
  };
  /** What expires, after how many seconds; unless given, the access token. */
  readonly expires?: { readonly after: number; readonly code: ErrorCode } | string;
  /** How the same command is refused where it was carried out and its reply was lost; unless given, it is not. */
  readonly again?: ErrorCode;
}

export function operationRow<Operation extends AccountCommand["operation"]>(row: OperationRow<Operation>): Row {
  const { again, check, expires, operation, wrong } = row;
  const prepare = async (world: World) => ({ ...(await row.prepare(world)), operation }) as Command<Operation>;
  const carryOut = (world: World, command: Command<Operation>) => world.client.account<Operation>(command as never);
  const succeed = async (world: World, command: Command<Operation>) => {
    const outcome = await carryOut(world, command);
    assert.equal(outcome.operation, operation);
    await check(world, outcome);
  };

  const wrongAnswer = async (world: World) => {
    const command = await prepare(world);
    const { accessToken } = command as { accessToken: string };
    const bent = wrong === undefined ? { accessToken: forged(accessToken) } : wrong.bend(command, world);
    const code = wrong?.code ?? "InvalidAccessToken";
    await assert.rejects(carryOut(world, { ...command, ...bent }), { code });
    if (wrong?.usedUp !== undefined) await assert.rejects(carryOut(world, command), { code: wrong.usedUp });
    else await succeed(world, command);
  };

  const expired: Cell =
    typeof expires === "string"
      ? none(expires)
      : run(async (world) => {
          const { after, code } = expires ?? { after: HOUR + 1, code: "AccessTokenExpired" };
          const command = await prepare(world);
          world.pool.clock.advance(after);
          await assert.rejects(carryOut(world, command), { code });
        });

  const throttled = async (world: World) => {
    const command = await prepare(world);
    world.pool.faults.plant(operation, { kind: "throttle" });
    await assert.rejects(carryOut(world, command), { code: "TooManyRequests", messageKey: "throttled" });
    await succeed(world, command);
  };

  const cut = async (world: World) => {
    const command = await prepare(world);
    for (const when of ["before", "after"] as const) {
      world.pool.faults.plant(operation, { kind: "cut", when });
      await assert.rejects(carryOut(world, command), { code: "Offline" });
    }
    if (again !== undefined) await assert.rejects(carryOut(world, command), { code: again });
    else await succeed(world, command);
  };

  return {
    group: "operation",
    name: operation,
    options: { ...PLAIN, ...row.options },
    cells: {
      "happy path": run(async (world) => succeed(world, await prepare(world))),
      "wrong answer": run(wrongAnswer),
      expired,
      throttled: run(throttled),
      "network cut": run(cut),
    },
  };
}
