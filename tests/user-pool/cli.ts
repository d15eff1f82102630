/**
 * Starts a simulated user pool and prints where it is, as one line of JSON:
 *
 *     node --import tsx tests/user-pool/cli.ts [options.json]
 *
 * The file holds the options of startUserPool (triggers cannot be given) and `users`, a list for addUser.
 * Ends on SIGTERM, SIGINT, or when its standard input is closed.
 */
import { readFileSync } from "node:fs";
import { type StartOptions, startUserPool } from "./index.ts";
import type { NewUser } from "./seed.ts";

type File = StartOptions & { readonly users?: readonly NewUser[] };

const [path] = process.argv.slice(2);
const { users = [], ...options } = (path === undefined ? {} : JSON.parse(readFileSync(path, "utf8"))) as File;
const userPool = await startUserPool(options);
for (const user of users) userPool.addUser(user);
const { clientId, poolId, url } = userPool;
console.log(JSON.stringify({ fake: "simulated user pool, not Amazon Cognito", url, poolId, clientId }));

const stop = () =>
  void userPool.close().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
process.stdin.once("end", stop).resume();
