/** Every row of the table, in its order. */
import { account } from "./account.ts";
import { attributes } from "./attributes.ts";
import { challenges } from "./challenges.ts";
import { devices } from "./devices.ts";
import { passkeys } from "./passkeys.ts";
import { refreshes } from "./refresh.ts";
import { sessions } from "./sessions.ts";
import { flows } from "./sign-in.ts";
import { type Row, titleOf } from "./table.ts";

const subjects = [...account, ...attributes, ...devices, ...passkeys, ...sessions, ...flows, ...refreshes, ...challenges];

/** An operation of a sign-in has the cells of a flow or challenge in which it is the one that fails. */
const signIn = (name: string, from: string): Row => {
  const { options = {}, cells } = subjects.find((row) => titleOf(row) === from)!;
  return { group: "operation", name, options, cells };
};

const all: readonly Row[] = [
  signIn("InitiateAuth", "USER_AUTH (after sign-up)"),
  signIn("RespondToAuthChallenge", "EMAIL_OTP (first factor)"),
  ...subjects,
];

export const rows: readonly Row[] = (["operation", "AuthFlow", "ChallengeName"] as const).flatMap((group) =>
  all.filter((row) => row.group === group),
);
