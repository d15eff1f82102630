/** Users of the pool, made afresh for each test. */

import { randomBytes } from "node:crypto";
import { callAdminApi } from "./admin-api.ts";
import { pool } from "./site.ts";

export interface PoolUser {
  username: string;
  password: string;
  email: string;
  sub: string;
}

/** A password that looks different in every encoding the canary knows. */
export function newPassword(): string {
  return `Zü9+/"&=%<~€${randomBytes(9).toString("base64url")}`;
}

export function newUsername(): string {
  return `user-${randomBytes(5).toString("hex")}`;
}

/** A confirmed user with a password of their own. */
export async function createUser(
  attributes: Record<string, string> = {},
  username = newUsername(),
): Promise<PoolUser> {
  const user = await createUserWithTemporaryPassword(attributes, username);
  await callAdminApi("AdminSetUserPassword", {
    UserPoolId: pool.userPoolId,
    Username: user.username,
    Password: user.password,
    Permanent: true,
  });
  return user;
}

/** A user whom Cognito asks for a new password at the first sign-in. */
export async function createUserWithTemporaryPassword(
  { email = `${newUsername()}@example.org`, ...attributes }: Record<string, string> = {},
  username = newUsername(),
): Promise<PoolUser> {
  const password = newPassword();
  const reply = await callAdminApi("AdminCreateUser", {
    UserPoolId: pool.userPoolId,
    Username: username,
    TemporaryPassword: password,
    MessageAction: "SUPPRESS",
    UserAttributes: Object.entries({ email, email_verified: "true", ...attributes }).map(([Name, Value]) => ({
      Name,
      Value,
    })),
  });
  const sub = reply["User"].Attributes.find(({ Name }: { Name: string }) => Name === "sub").Value;
  return { username, password, email, sub };
}

export async function disableUser({ username }: PoolUser): Promise<void> {
  await callAdminApi("AdminDisableUser", { UserPoolId: pool.userPoolId, Username: username });
}

export async function requirePasswordReset({ username }: PoolUser): Promise<void> {
  await callAdminApi("AdminResetUserPassword", { UserPoolId: pool.userPoolId, Username: username });
}
