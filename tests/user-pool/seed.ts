/** Users that are there before a test begins: AdminCreateUser and its relatives, in one call. */
import type { MfaType } from "./options.ts";
import type { Pool } from "./pool.ts";
import type { User, UserStatus } from "./users.ts";

export interface NewUser {
  readonly username: string;
  readonly password?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groups?: readonly string[];
  /** CONFIRMED unless said otherwise; FORCE_CHANGE_PASSWORD makes the password a temporary one. */
  readonly status?: UserStatus;
  readonly mfa?: readonly MfaType[];
  readonly preferredMfa?: MfaType;
  /** Base32 secret of an authenticator app that is set up already. */
  readonly totpSecret?: string;
}

/** Addresses count as verified unless the attributes say they are not. */
export function addUser(pool: Pool, seed: NewUser): User {
  const { email, phone_number } = seed.attributes ?? {};
  const user = pool.users.add(seed.username, {
    ...(email !== undefined && { email_verified: "true" }),
    ...(phone_number !== undefined && { phone_number_verified: "true" }),
    ...seed.attributes,
  });
  if (seed.password !== undefined) pool.users.setPassword(user, seed.password);
  user.status = seed.status ?? "CONFIRMED";
  user.groups.push(...(seed.groups ?? []));
  user.preferredMfa = seed.preferredMfa;
  for (const type of seed.mfa ?? []) user.mfa.add(type);
  if (seed.totpSecret !== undefined) {
    user.totp = { secret: seed.totpSecret, verified: true, friendlyName: "", lastStep: 0 };
  }
  return user;
}
