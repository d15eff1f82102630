/** The challenges that are put to the user. */
import assert from "node:assert/strict";
import type { Challenge, ChallengeAnswer } from "../../src/wasm/types.js";
import { codeAt } from "../user-pool/index.ts";
import type { Outcome } from "./driver.ts";
import {
  EMAIL,
  expectQuestion,
  NEW_PASSWORD,
  otherCode,
  PASSWORD,
  PHONE,
  start,
  TOTP_SECRET,
} from "./fixtures.ts";
import { newAuthenticator, passkeyAnswer, passkeyPool, registeredOf, signInAndRegister } from "./authenticator.ts";
import { questionRow } from "./questions.ts";
import { riddle } from "./riddle.ts";
import { none, type Row, throughout, type World } from "./table.ts";

type SentCode = "SMS_MFA" | "SMS_OTP" | "EMAIL_OTP";
const sentTo = { SMS_MFA: PHONE, SMS_OTP: PHONE, EMAIL_OTP: EMAIL };

const sentCode = (name: SentCode) => ({ pool }: World) => ({
  name,
  code: pool.mailbox.latest(sentTo[name], "sign-in").code,
});
const wrongCode = {
  bend: ({ code, name }: { code: string; name: SentCode }) => ({ name, code: otherCode(code) }),
  code: "CodeMismatch",
  stands: true,
};

const bySrp = ({ client }: World) => client.start(start("USER_SRP_AUTH"));
const byPreference = (preferred: string) => ({ client }: World) =>
  client.start({ flow: "USER_AUTH", username: "alice", preferred });

/** TOTP codes are good once: each sign-in has a time step of its own. */
const bySrpLater = (world: World) => {
  world.pool.clock.advance(60);
  return bySrp(world);
};

const enterSentCode = (name: SentCode) => async (world: World, outcome: Outcome) => {
  expectQuestion(outcome, name);
  return world.client.answer(sentCode(name)(world));
};

const secretOf = (challenge: Challenge): string => {
  assert.ok(challenge.name === "MFA_SETUP_TOTP");
  return challenge.secret;
};

const setUpTotp = ({ pool }: World, challenge: Challenge): ChallengeAnswer & { code: string } => ({
  name: "MFA_SETUP_TOTP",
  code: codeAt(secretOf(challenge), pool.clock.seconds()),
  deviceName: "phone",
});

export const challenges: readonly Row[] = [
  questionRow({
    question: "SMS_MFA",
    options: { mfa: "OPTIONAL", mfaTypes: ["SMS_MFA"] },
    user: { mfa: ["SMS_MFA"] },
    begin: bySrp,
    right: sentCode("SMS_MFA"),
    wrong: wrongCode,
  }),
  questionRow({
    question: "EMAIL_OTP",
    variant: "second factor",
    options: { mfa: "OPTIONAL", mfaTypes: ["EMAIL_OTP"] },
    user: { mfa: ["EMAIL_OTP"] },
    begin: bySrp,
    right: sentCode("EMAIL_OTP"),
    wrong: wrongCode,
  }),
  questionRow({
    question: "EMAIL_OTP",
    variant: "first factor",
    options: { firstFactors: ["PASSWORD", "EMAIL_OTP"] },
    begin: byPreference("EMAIL_OTP"),
    right: sentCode("EMAIL_OTP"),
    wrong: wrongCode,
  }),
  questionRow({
    question: "SMS_OTP",
    options: { firstFactors: ["PASSWORD", "SMS_OTP"] },
    begin: byPreference("SMS_OTP"),
    right: sentCode("SMS_OTP"),
    wrong: wrongCode,
  }),
  questionRow({
    question: "SOFTWARE_TOKEN_MFA",
    options: { mfa: "OPTIONAL" },
    user: { mfa: ["SOFTWARE_TOKEN_MFA"], totpSecret: TOTP_SECRET },
    begin: bySrpLater,
    right: ({ pool }) => ({ name: "SOFTWARE_TOKEN_MFA", code: codeAt(TOTP_SECRET, pool.clock.seconds()) }),
    wrong: wrongCode,
  }),
  questionRow({
    question: "SELECT_MFA_TYPE",
    options: { mfa: "OPTIONAL", mfaTypes: ["SMS_MFA", "EMAIL_OTP"] },
    user: { mfa: ["SMS_MFA", "EMAIL_OTP"] },
    begin: bySrp,
    right: () => ({ name: "SELECT_MFA_TYPE", choice: "SMS_MFA" }),
    finish: enterSentCode("SMS_MFA"),
    wrong: {
      bend: () => ({ name: "SELECT_MFA_TYPE", choice: "SOFTWARE_TOKEN_MFA" }),
      code: "InvalidAnswer",
      stands: true,
    },
  }),
  questionRow({
    question: "MFA_SETUP",
    variant: "choice",
    options: { mfa: "ON", mfaTypes: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"], requiredAttributes: [] },
    user: { attributes: {} },
    begin: bySrp,
    right: () => ({ name: "MFA_SETUP", choice: "SOFTWARE_TOKEN_MFA" }),
    operation: "AssociateSoftwareToken",
    finish: async (world, outcome) => {
      const { challenge } = expectQuestion(outcome, "MFA_SETUP_TOTP");
      return world.client.answer(setUpTotp(world, challenge));
    },
    wrong: { bend: () => ({ name: "MFA_SETUP", choice: "SMS_MFA" }), code: "InvalidAnswer", stands: true },
  }),
  questionRow({
    question: "MFA_SETUP_TOTP",
    name: "MFA_SETUP",
    variant: "TOTP",
    options: { mfa: "ON", requiredAttributes: [] },
    user: { attributes: {} },
    begin: bySrpLater,
    right: setUpTotp,
    operation: "VerifySoftwareToken",
    wrong: {
      bend: ({ code }) => ({ name: "MFA_SETUP_TOTP", code: otherCode(code) }),
      code: "EnableSoftwareTokenMFA",
      stands: true,
    },
    isSecret: true,
  }),
  questionRow({
    question: "MFA_SETUP_EMAIL",
    name: "MFA_SETUP",
    variant: "e-mail",
    options: { mfa: "ON", mfaTypes: ["EMAIL_OTP"], requiredAttributes: [] },
    user: { attributes: {} },
    begin: bySrp,
    right: () => ({ name: "MFA_SETUP_EMAIL", email: EMAIL }),
    finish: enterSentCode("EMAIL_OTP"),
    wrong: { bend: () => ({ name: "MFA_SETUP_EMAIL", email: "nonsense" }), code: "InvalidParameter", stands: true },
  }),
  questionRow({
    question: "NEW_PASSWORD_REQUIRED",
    options: { requiredAttributes: ["email", "name"] },
    user: { status: "FORCE_CHANGE_PASSWORD" },
    begin: bySrp,
    right: () => ({ name: "NEW_PASSWORD_REQUIRED", newPassword: NEW_PASSWORD, attributes: { name: "Alice" } }),
    wrong: { bend: (right) => ({ ...right, newPassword: "short" }), code: "InvalidPassword", stands: true },
    afterLoss: ({ client }) => client.start(start("USER_SRP_AUTH", { password: NEW_PASSWORD })),
  }),
  questionRow({
    question: "CUSTOM_CHALLENGE",
    options: { triggers: { customAuth: riddle({ tries: 2 }) } },
    begin: ({ client }) => client.start({ flow: "CUSTOM_AUTH", username: "alice" }),
    right: () => ({ name: "CUSTOM_CHALLENGE", answer: "7" }),
    wrong: { bend: () => ({ name: "CUSTOM_CHALLENGE", answer: "8" }), stands: true },
    late: "NotAuthorized",
  }),
  questionRow({
    question: "SELECT_CHALLENGE",
    options: { firstFactors: ["PASSWORD", "EMAIL_OTP"] },
    begin: ({ client }) => client.start({ flow: "USER_AUTH", username: "alice" }),
    right: () => ({ name: "SELECT_CHALLENGE", choice: "PASSWORD_SRP", password: PASSWORD }),
    wrong: {
      bend: () => ({ name: "SELECT_CHALLENGE", choice: "PASSWORD", password: NEW_PASSWORD }),
      code: "NotAuthorized",
      stands: false,
    },
    late: "NotAuthorized",
  }),
  ...(["PASSWORD", "PASSWORD_SRP"] as const).map((question) =>
    questionRow({
      question,
      options: {},
      begin: byPreference(question),
      right: () => ({ name: question, password: PASSWORD }),
      wrong: { bend: () => ({ name: question, password: NEW_PASSWORD }), code: "NotAuthorized", stands: false },
      late: "NotAuthorized",
    }),
  ),
  questionRow({
    question: "WEB_AUTHN",
    options: passkeyPool,
    prepare: signInAndRegister,
    begin: byPreference("WEB_AUTHN"),
    right: ({ pool }, challenge) => passkeyAnswer(registeredOf(pool), challenge),
    wrong: {
      bend: (_, _world, challenge) => passkeyAnswer(newAuthenticator(), challenge),
      code: "NotAuthorized",
      stands: false,
    },
    late: "NotAuthorized",
  }),
  {
    group: "ChallengeName",
    name: "ADMIN_NO_SRP_AUTH",
    cells: throughout(none("only AdminInitiateAuth answers with it, which needs AWS credentials")),
  },
];
