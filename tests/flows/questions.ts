/** The cells of a challenge that is put to the user, from what is particular to it. */
import assert from "node:assert/strict";
import type { ErrorCode } from "../../js/error.ts";
import type { Challenge, ChallengeAnswer } from "../../src/wasm/types.js";
import type { StartOptions } from "../user-pool/index.ts";
import type { NewUser } from "../user-pool/seed.ts";
import type { Outcome, Question } from "./driver.ts";
import { ATTRIBUTES, expectQuestion, expectSignedIn, PASSWORD, SESSION_OVER, USERNAME } from "./fixtures.ts";
import { type Row, run, type World } from "./table.ts";

export interface QuestionRow<Name extends Challenge["name"]> {
  /** As the core asks it. */
  readonly question: Name;
  /** As the service model has it; the same unless given. */
  readonly name?: string;
  readonly variant?: string;
  readonly options: StartOptions;
  readonly user?: Partial<NewUser>;
  /** What the user has to do before the sign-in; unless given, nothing. */
  readonly prepare?: (world: World) => Promise<void>;
  /** Begins the sign-in, which asks this question at once. */
  readonly begin: (world: World) => Promise<Outcome>;
  readonly right: (world: World, challenge: Challenge) => ChallengeAnswer;
  /** Goes on to the tokens; unless given, the answer led to them. */
  readonly finish?: (world: World, outcome: Outcome) => Promise<Outcome>;
  readonly wrong: {
    readonly bend: (right: any, world: World, challenge: Challenge) => ChallengeAnswer;
    /** How it is refused; unless given, the question is asked once more. */
    readonly code?: ErrorCode;
    /** Whether the question stands afterwards. */
    readonly stands: boolean;
  };
  /** How the right answer is refused that comes too late, or the second time; `ChallengeExpired` unless given. */
  readonly late?: ErrorCode;
  /** Where the answer goes; `RespondToAuthChallenge` unless given. */
  readonly operation?: string;
  /** There is a secret in it, so that it ends with the page: the user begins again. */
  readonly isSecret?: true;
  /** Begins again where the answer took effect, though its reply was lost; unless given, with the same question. */
  readonly afterLoss?: (world: World) => Promise<Outcome>;
}

export function questionRow<Name extends Challenge["name"]>(row: QuestionRow<Name>): Row {
  const { begin, finish, late = "ChallengeExpired", operation = "RespondToAuthChallenge", question, wrong } = row;
  const ask = async (world: World) => expectQuestion(await begin(world), question);
  const answer = (world: World, { challenge }: Question) => world.client.answer(row.right(world, challenge));
  const signsIn = async (world: World, asked: Question) => {
    const outcome = await answer(world, asked);
    expectSignedIn(finish === undefined ? outcome : await finish(world, outcome));
  };
  const resume = async (world: World, { standing }: Question) => {
    if (row.isSecret) {
      assert.equal(standing, undefined, "what holds a secret is not kept");
      return ask(world);
    }
    return expectQuestion(await world.client.resume(standing!), question);
  };
  const isOver = async (world: World, asked: Question) => {
    assert.equal(await world.client.isOpen(), false);
    await assert.rejects(answer(world, asked), { code: "FlowOver" });
  };

  const wrongAnswer = async (world: World) => {
    const asked = await ask(world);
    const bent = wrong.bend(row.right(world, asked.challenge), world, asked.challenge);
    if (wrong.code === undefined) {
      return signsIn(world, expectQuestion(await world.client.answer(bent), question));
    }
    await assert.rejects(world.client.answer(bent), { code: wrong.code });
    assert.equal(await world.client.isOpen(), wrong.stands);
    if (wrong.stands) return signsIn(world, asked);
    await isOver(world, asked);
    await signsIn(world, await ask(world));
  };

  const expired = async (world: World) => {
    const asked = await ask(world);
    world.pool.clock.advance(SESSION_OVER);
    await assert.rejects(answer(world, asked), { code: late });
    await isOver(world, asked);
  };

  const throttled = async (world: World) => {
    const asked = await ask(world);
    world.pool.faults.plant(operation, { kind: "throttle" });
    await assert.rejects(answer(world, asked), { code: "TooManyRequests", messageKey: "throttled" });
    await signsIn(world, asked);
  };

  const cut = async (world: World) => {
    const asked = await ask(world);
    world.pool.faults.plant(operation, { kind: "cut", when: "before" });
    await assert.rejects(answer(world, asked), { code: "Offline" });
    const resumed = await resume(world, asked);
    world.pool.faults.plant(operation, { kind: "cut", when: "after" });
    await assert.rejects(answer(world, resumed), { code: "Offline" });
    if (!row.isSecret) await assert.rejects(answer(world, await resume(world, resumed)), { code: late });
    if (row.afterLoss) expectSignedIn(await row.afterLoss(world));
    else await signsIn(world, await ask(world));
  };

  const seeded = (body: (world: World) => Promise<void>) =>
    run(async (world) => {
      world.pool.addUser({ username: USERNAME, password: PASSWORD, attributes: ATTRIBUTES, ...row.user });
      await row.prepare?.(world);
      await body(world);
    });

  return {
    group: "ChallengeName",
    name: row.name ?? question,
    ...(row.variant !== undefined && { variant: row.variant }),
    options: row.options,
    cells: {
      "happy path": seeded(async (world) => signsIn(world, await ask(world))),
      "wrong answer": seeded(wrongAnswer),
      expired: seeded(expired),
      throttled: seeded(throttled),
      "network cut": seeded(cut),
    },
  };
}
