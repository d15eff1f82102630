/** NEW_PASSWORD_REQUIRED: a temporary password gives way to one of the user's own, with the attributes still missing. */
import { checkAttribute } from "../attributes.ts";
import { invalidParameter, notAuthorized } from "../errors.ts";
import { setPassword } from "../operations/passwords.ts";
import { checkPassword } from "../passwords.ts";
import type { Caller, Pool } from "../pool.ts";
import type { SignIn } from "../sessions.ts";
import { afterPassword } from "./next.ts";
import { type Answer, challenge, type Reply, required, userOf } from "./reply.ts";

const PREFIX = "userAttributes.";

export function newPasswordChallenge(pool: Pool, signIn: SignIn): Reply {
  const { attributes } = userOf(signIn);
  const missing = pool.options.requiredAttributes.filter((name) => !attributes.has(name));
  const shown = [...attributes].filter(([name]) => name !== "sub");
  return challenge(
    pool,
    "NEW_PASSWORD_REQUIRED",
    signIn,
    {},
    {
      USER_ID_FOR_SRP: signIn.username,
      requiredAttributes: JSON.stringify(missing.map((name) => PREFIX + name)),
      userAttributes: JSON.stringify(Object.fromEntries(shown)),
    },
  );
}

export function answerNewPassword(pool: Pool, { responses, standing }: Answer, caller: Caller): Reply {
  const user = userOf(standing.signIn);
  const password = required(responses, "NEW_PASSWORD");
  const given = Object.entries(responses).flatMap(([name, value]): [string, string][] =>
    name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value]] : [],
  );
  const { requiredAttributes } = pool.options;
  for (const [name, value] of given) {
    if (requiredAttributes.includes(name) && user.attributes.has(name)) {
      throw notAuthorized(`Cannot modify an already provided ${name}`);
    }
    checkAttribute(pool.options, name, value);
  }
  const missing = requiredAttributes.find(
    (name) => !user.attributes.has(name) && !given.some(([givenName, value]) => givenName === name && value !== ""),
  );
  if (missing !== undefined) throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  checkPassword(pool.options.passwordPolicy, password);
  setPassword(pool, user, password);
  for (const [name, value] of given) user.attributes.set(name, value);
  user.status = "CONFIRMED";
  pool.sessions.spend(standing);
  return afterPassword(pool, standing.signIn, caller);
}
