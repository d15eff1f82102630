/**
 * A simulated Amazon Cognito user pool for tests: a fake, strict where the service is strict and awkward where it may
 * be. It knows the 34 operations that a browser can call without AWS credentials, and shares no code with what it
 * tests. Start it with {@link startUserPool}; its limits are told in README.md.
 */
import { Clock } from "./clock.ts";
import { Faults } from "./faults.ts";
import { Mailbox } from "./mailbox.ts";
import { type StartOptions, withDefaults } from "./options.ts";
import { Pool } from "./pool.ts";
import { addUser, type NewUser } from "./seed.ts";
import { PoolServer } from "./server.ts";
import type { User, Users } from "./users.ts";

export interface UserPool {
  /** `http://127.0.0.1:<port>`: the endpoint to give to clients. */
  readonly url: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly mailbox: Mailbox;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly users: Users;
  /** The whole state, for tests that look behind the API. */
  readonly pool: Pool;
  addUser(user: NewUser): User;
  /** Stops the server. Throws if the fake answered anything that the service model rules out. */
  close(): Promise<void>;
}

export async function startUserPool(options: StartOptions = {}): Promise<UserPool> {
  const clock = new Clock();
  const mailbox = new Mailbox();
  const faults = new Faults();
  const pool = new Pool(withDefaults(options), clock, mailbox);
  const server = new PoolServer(pool, faults);
  const url = await server.listen(pool.options.port);
  return {
    url,
    poolId: pool.options.poolId,
    clientId: pool.options.clientId,
    mailbox,
    clock,
    faults,
    users: pool.users,
    pool,
    addUser: (user) => addUser(pool, user),
    close: async () => {
      await server.close();
      if (server.violations.length > 0) throw new Error(`not as the model has it:\n${server.violations.join("\n")}`);
    },
  };
}

export { codeAt } from "./totp.ts";
export type { Fault } from "./faults.ts";
export type { StartOptions } from "./options.ts";
