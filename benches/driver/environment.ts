import { readFileSync } from "node:fs";

/** What xtask tells about the servers it started. */
export function fact(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this by \`cargo xtask bench\``);
  return value;
}

/** The local pool and a user of it. */
export function pool(): { userPoolId: string; clientId: string; username: string; password: string } {
  const { userPoolId, clientId, users } = JSON.parse(readFileSync(fact("COGNIPRESS_USERS"), "utf8"));
  return { userPoolId, clientId, ...users.normal };
}
