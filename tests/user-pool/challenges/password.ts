/** Passwords: sent as they are, or proved by SRP (PASSWORD_VERIFIER, PASSWORD_SRP, PASSWORD). */
import { randomBytes } from "node:crypto";
import { deviceGone, incorrectCredentials, invalidParameter } from "../errors.ts";
import type { Caller, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import {
  type Identity,
  isTimestamp,
  readPublicValue,
  saltText,
  simulatedVerifier,
  SrpServer,
  type Verifier,
} from "../srp.ts";
import type { Strings } from "../triggers.ts";
import { decide } from "./custom.ts";
import { afterFirstFactor } from "./next.ts";
import { type Answer, challenge, type Reply, required } from "./reply.ts";

/** The public values of one SRP run, and what the pool keeps of it. */
export function startSrp(pool: Pool, verifier: Verifier, clientPublicHex: string) {
  const clientPublic = readPublicValue(clientPublicHex);
  if (clientPublic === undefined) throw invalidParameter("Invalid SRP_A parameter.");
  const { salts, shortB } = pool.options.awkward;
  const server = new SrpServer(verifier, clientPublic, shortB);
  const secretBlock = randomBytes(660).toString("base64");
  return {
    srp: { server, secretBlock },
    parameters: {
      SALT: saltText(verifier.salt, salts),
      SECRET_BLOCK: secretBlock,
      SRP_B: server.serverPublic.toString(16),
    },
  };
}

/** Whether the answer proves the secret of `identity`; the timestamp must have the one form that there is. */
export function isProof(identity: Identity, { responses, standing }: Answer): boolean {
  const secretBlock = required(responses, "PASSWORD_CLAIM_SECRET_BLOCK");
  const signature = required(responses, "PASSWORD_CLAIM_SIGNATURE");
  const timestamp = required(responses, "TIMESTAMP");
  if (!isTimestamp(timestamp)) {
    throw invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");
  }
  const { srp } = standing.facts;
  if (srp === undefined || srp.secretBlock !== secretBlock) return false;
  return srp.server.accepts(identity, secretBlock, timestamp, signature);
}

/** PASSWORD_VERIFIER. Without a Session the answer is found by its SECRET_BLOCK. */
export function passwordVerifier(pool: Pool, signIn: SignIn, clientPublicHex: string, withSession: boolean): Reply {
  const verifier = signIn.user?.password ?? simulatedVerifier(pool.seed, signIn.username);
  const { parameters, srp } = startSrp(pool, verifier, clientPublicHex);
  const shown = { ...parameters, USERNAME: signIn.username, USER_ID_FOR_SRP: signIn.username };
  if (withSession) return challenge(pool, "PASSWORD_VERIFIER", signIn, { srp }, shown);
  pool.sessions.open("PASSWORD_VERIFIER", signIn, { srp }, pool.options.sessionSeconds, srp.secretBlock);
  return { ChallengeName: "PASSWORD_VERIFIER", ChallengeParameters: shown };
}

export function answerPasswordVerifier(pool: Pool, answer: Answer, caller: Caller): Reply {
  const { responses, standing } = answer;
  const { signIn } = standing;
  pool.attempts.check(signIn.username);
  const realm = pool.options.poolId.split("_")[1] ?? "";
  const proved = isProof({ realm, name: signIn.username }, answer);
  if (!proved || signIn.user?.password === undefined) {
    pool.sessions.spend(standing);
    pool.attempts.failed(signIn.username);
    throw incorrectCredentials();
  }
  const deviceKey = responses.DEVICE_KEY;
  checkDevice(pool, signIn, deviceKey);
  pool.sessions.spend(standing);
  pool.attempts.succeeded(signIn.username);
  return afterPasswordProof(pool, { ...signIn, deviceKey }, caller);
}

/** A forgotten device leaves the challenge standing, so that the client can answer again without it. */
function checkDevice(pool: Pool, signIn: SignIn, deviceKey: string | undefined): void {
  if (pool.options.devices === "OFF" || deviceKey === undefined) return;
  if (signIn.user?.devices.get(deviceKey)?.confirmed !== true) throw deviceGone();
}

function afterPasswordProof(pool: Pool, signIn: SignIn, caller: Caller): Reply {
  const passed = { ...signIn, methods: [...signIn.methods, "PASSWORD"] };
  if (signIn.flow !== "CUSTOM_AUTH") return afterFirstFactor(pool, passed, caller);
  const results = [...signIn.results, { challengeName: "PASSWORD_VERIFIER", challengeResult: true }];
  return decide(pool, { ...passed, results }, caller);
}

/** A password sent as it is: USER_PASSWORD_AUTH, or PASSWORD of USER_AUTH. */
export function checkPlainPassword(pool: Pool, signIn: SignIn, values: Strings, caller: Caller): Reply {
  const password = required(values, "PASSWORD");
  pool.attempts.check(signIn.username);
  if (signIn.user === undefined || !pool.users.isPassword(signIn.user, password)) {
    pool.attempts.failed(signIn.username);
    throw incorrectCredentials();
  }
  checkDevice(pool, signIn, values.DEVICE_KEY);
  pool.attempts.succeeded(signIn.username);
  return afterPasswordProof(pool, { ...signIn, deviceKey: values.DEVICE_KEY }, caller);
}
