/** Every AuthFlow, and the challenge of a password's proof, which asks the user nothing. */
import assert from "node:assert/strict";
import type { ErrorCode } from "../../js/error.ts";
import type { Start } from "../../src/wasm/types.js";
import type { StartOptions } from "../user-pool/index.ts";
import type { Outcome } from "./driver.ts";
import {
  ATTRIBUTES,
  EMAIL,
  expectQuestion,
  expectSignedIn,
  expireBefore,
  NEW_PASSWORD,
  otherCode,
  PASSWORD,
  PHONE,
  SESSION_OVER,
  signInAgain,
  start,
  user,
  USERNAME,
} from "./fixtures.ts";
import { newAuthenticator, passkeyAnswer, passkeyPool, registeredOf, signInAndRegister } from "./authenticator.ts";
import { riddle } from "./riddle.ts";
import { type Cell, none, type Row, run, throughout, type World } from "./table.ts";

type How = "right" | "wrong";

interface Flow {
  readonly name: string;
  readonly variant?: string;
  readonly options?: StartOptions;
  readonly prepare?: (world: World) => Promise<void>;
  /** The whole sign-in, with what the user knows or with something else. */
  readonly carryOut: (world: World, how: How) => Promise<Outcome>;
  /** How something else is refused; `NotAuthorized` unless given. */
  readonly refusal?: ErrorCode;
  /** How a Session is refused that ended; `NotAuthorized` unless given, or why there is none. */
  readonly late?: ErrorCode | { readonly because: string };
  /** The operation that brings the Session; `RespondToAuthChallenge` unless given. */
  readonly lateAt?: "InitiateAuth";
}

function flowRow(flow: Flow): Row {
  const { carryOut, late = "NotAuthorized", name, refusal = "NotAuthorized", variant } = flow;
  const succeed = async (world: World) => {
    world.client.meanwhile = () => {};
    world.client.sent.length = 0;
    expectSignedIn(await carryOut(world, "right"));
    assert.equal(world.client.sent[0]?.body["AuthFlow"], name);
  };
  const seeded = (body: (world: World) => Promise<void>) =>
    run(async (world) => {
      world.pool.addUser({ username: USERNAME, password: PASSWORD, attributes: ATTRIBUTES });
      await flow.prepare?.(world);
      await body(world);
    });
  /** The two operations of a sign-in in turn, as far as it takes them. */
  const eachOperation = async (world: World, work: (operation: string) => Promise<void>) => {
    await succeed(world);
    for (const operation of new Set(world.client.sent.map(({ operation }) => operation))) await work(operation);
    await succeed(world);
  };

  const expired: Cell =
    typeof late === "object"
      ? none(late.because)
      : seeded(async (world) => {
          expireBefore(world, SESSION_OVER, flow.lateAt ?? "RespondToAuthChallenge");
          await assert.rejects(carryOut(world, "right"), { code: late });
          await succeed(world);
        });

  return {
    group: "AuthFlow",
    name,
    ...(variant !== undefined && { variant }),
    ...(flow.options !== undefined && { options: flow.options }),
    cells: {
      "happy path": seeded(succeed),
      "wrong answer": seeded(async (world) => {
        await assert.rejects(carryOut(world, "wrong"), { code: refusal });
        await succeed(world);
      }),
      expired,
      throttled: seeded((world) =>
        eachOperation(world, async (operation) => {
          world.pool.faults.plant(operation, { kind: "throttle" });
          await assert.rejects(carryOut(world, "right"), { code: "TooManyRequests", messageKey: "throttled" });
        }),
      ),
      "network cut": seeded((world) =>
        eachOperation(world, async (operation) => {
          for (const when of ["before", "after"] as const) {
            world.pool.faults.plant(operation, { kind: "cut", when });
            await assert.rejects(carryOut(world, "right"), { code: "Offline" });
          }
        }),
      ),
    },
  };
}

/** A start that has the right password or another one. */
const password = (flow: Start["flow"], more: Partial<Start> = {}) => ({ client }: World, how: How) =>
  client.start(start(flow, { password: how === "right" ? PASSWORD : NEW_PASSWORD, ...more }));

const answerCode = (name: "EMAIL_OTP" | "SMS_OTP", to: string) => ({ client, pool }: World, how: How) => {
  const { code } = pool.mailbox.latest(to, "sign-in");
  return client.answer({ name, code: how === "right" ? code : otherCode(code) });
};

/** A start without a password, answered with a code that was sent. */
const code = (name: "EMAIL_OTP" | "SMS_OTP", to: string) => async (world: World, how: How) => {
  expectQuestion(await world.client.start({ flow: "USER_AUTH", username: USERNAME, preferred: name }), name);
  return answerCode(name, to)(world, how);
};

const answerRiddle = async ({ client }: World, first: Outcome, how: How) => {
  expectQuestion(first, "CUSTOM_CHALLENGE");
  return client.answer({ name: "CUSTOM_CHALLENGE", answer: how === "right" ? "7" : "8" });
};

/** The Session of ConfirmSignUp signs in who was confirmed, and nobody else. */
async function afterSignUp({ client, pool }: World, how: How): Promise<Outcome> {
  const username = `new-${crypto.randomUUID()}`;
  const email = `${username}@example.com`;
  await client.account({ operation: "SignUp", username, password: PASSWORD, userAttributes: { email } });
  const confirmationCode = pool.mailbox.latest(email, "sign-up").code;
  const { session } = await client.account({ operation: "ConfirmSignUp", username, confirmationCode });
  client.sent.length = 0;
  return client.start({ flow: "USER_AUTH", username: how === "right" ? username : USERNAME, session: session! });
}

/** Up from the password, which was shown before, to the level of a password and a code by e-mail. */
async function stepUp(world: World, how: How): Promise<Outcome> {
  const { client } = world;
  const { mfa } = user(world);
  mfa.clear();
  const { accessToken } = await signInAgain(world);
  mfa.add("EMAIL_OTP");
  client.sent.length = 0;
  const acrValues = "urn:cognito:loa:3";
  const start = { flow: "USER_AUTH", username: USERNAME, acrValues, maxAge: 300, accessToken } as const;
  expectQuestion(await client.start(start), "EMAIL_OTP");
  const outcome = await answerCode("EMAIL_OTP", EMAIL)(world, how);
  assert.equal(expectSignedIn(outcome).tokens.unverifiedClaims["acr"], acrValues);
  return outcome;
}

const oneRequest = { because: "there is one request, and no Session" };
const customAuth: StartOptions = { triggers: { customAuth: riddle({ tries: 1 }) } };

const forServers = (name: string): Row => ({
  group: "AuthFlow",
  name,
  cells: throughout(none("InitiateAuth refuses it: it is AdminInitiateAuth's, which needs AWS credentials")),
});

const srp: Flow = { name: "USER_SRP_AUTH", carryOut: password("USER_SRP_AUTH") };

export const flows: readonly Row[] = [
  flowRow(srp),
  flowRow({
    name: "CUSTOM_AUTH",
    variant: "without SRP",
    options: customAuth,
    carryOut: async (world, how) =>
      answerRiddle(world, await world.client.start({ flow: "CUSTOM_AUTH", username: USERNAME }), how),
  }),
  flowRow({
    name: "CUSTOM_AUTH",
    variant: "after SRP",
    options: customAuth,
    carryOut: async (world, how) => answerRiddle(world, await password("CUSTOM_AUTH")(world, how), how),
  }),
  flowRow({
    name: "USER_AUTH",
    variant: "choice",
    options: { firstFactors: ["PASSWORD", "EMAIL_OTP"] },
    carryOut: async (world, how) => {
      const { client } = world;
      expectQuestion(await client.start({ flow: "USER_AUTH", username: USERNAME }), "SELECT_CHALLENGE");
      expectQuestion(await client.answer({ name: "SELECT_CHALLENGE", choice: "EMAIL_OTP" }), "EMAIL_OTP");
      return answerCode("EMAIL_OTP", EMAIL)(world, how);
    },
    refusal: "CodeMismatch",
    late: "ChallengeExpired",
  }),
  flowRow({
    name: "USER_AUTH",
    variant: "PASSWORD",
    carryOut: password("USER_AUTH", { preferred: "PASSWORD" }),
    late: oneRequest,
  }),
  flowRow({
    name: "USER_AUTH",
    variant: "PASSWORD_SRP",
    carryOut: password("USER_AUTH", { preferred: "PASSWORD_SRP" }),
  }),
  flowRow({
    name: "USER_AUTH",
    variant: "EMAIL_OTP",
    options: { firstFactors: ["PASSWORD", "EMAIL_OTP"] },
    carryOut: code("EMAIL_OTP", EMAIL),
    refusal: "CodeMismatch",
    late: "ChallengeExpired",
  }),
  flowRow({
    name: "USER_AUTH",
    variant: "SMS_OTP",
    options: { firstFactors: ["PASSWORD", "SMS_OTP"] },
    carryOut: code("SMS_OTP", PHONE),
    refusal: "CodeMismatch",
    late: "ChallengeExpired",
  }),
  flowRow({
    name: "USER_AUTH",
    variant: "WEB_AUTHN",
    options: passkeyPool,
    prepare: signInAndRegister,
    carryOut: async ({ client, pool }, how) => {
      const first = await client.start({ flow: "USER_AUTH", username: USERNAME, preferred: "WEB_AUTHN" });
      const { challenge } = expectQuestion(first, "WEB_AUTHN");
      return client.answer(passkeyAnswer(how === "right" ? registeredOf(pool) : newAuthenticator(), challenge));
    },
  }),
  flowRow({
    name: "USER_AUTH",
    variant: "after sign-up",
    carryOut: afterSignUp,
    lateAt: "InitiateAuth",
  }),
  flowRow({
    name: "USER_AUTH",
    variant: "step-up",
    options: { authFlows: ["USER_AUTH", "USER_PASSWORD_AUTH"], mfa: "OPTIONAL", mfaTypes: ["EMAIL_OTP"] },
    carryOut: stepUp,
    refusal: "CodeMismatch",
    late: "ChallengeExpired",
  }),
  flowRow({
    name: "USER_PASSWORD_AUTH",
    options: { authFlows: ["USER_PASSWORD_AUTH"] },
    carryOut: password("USER_PASSWORD_AUTH"),
    late: oneRequest,
  }),
  forServers("ADMIN_NO_SRP_AUTH"),
  forServers("ADMIN_USER_PASSWORD_AUTH"),
  { ...flowRow(srp), group: "ChallengeName", name: "PASSWORD_VERIFIER" },
];
