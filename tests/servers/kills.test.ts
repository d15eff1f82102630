/** First sign-ins whose PHP process, or whose database, is killed in the midst: who comes again is one user, and whole. */

import assert from "node:assert/strict";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fromEnvironment } from "../browser/harness/environment.ts";
import { site } from "../browser/harness/site.ts";
import { askWordPress } from "../browser/harness/wordpress.ts";
import { freshClaims, signToken, type Claims } from "../exchange/harness/token.ts";
import { Visitor, type Reply } from "../exchange/harness/visitor.ts";
import { setFarm, useObjectCache } from "./farm.ts";

const PHP_KILLS = Number(fromEnvironment("COGNIPRESS_PHP_KILLS"));
const DATABASE_KILLS = Number(fromEnvironment("COGNIPRESS_DATABASE_KILLS"));
const AT_ONCE = 8;
const DATABASE = `${dirname(site.directory)}/mariadb`;

const farm = setFarm();
before(() => useObjectCache(false));

const newcomer = (): Claims => ({ ...freshClaims(), given_name: "Ada" });

/** A token of somebody who may have come before. */
const tokenOf = (claims: Claims): string => signToken({ ...claims, jti: freshClaims()["jti"] }, farm.key);

async function comeAgain(people: Claims[]): Promise<Reply[]> {
  // After 15 seconds whoever was making a user counts as dead.
  await askWordPress(`global $wpdb; $wpdb->query("UPDATE {$wpdb->base_prefix}cognipress_links SET reserved_at = reserved_at - 16 WHERE user_id = 0");`);
  return Promise.all(people.map((claims) => new Visitor().signIn(tokenOf(claims))));
}

/** Each is one user, linked, with everything that a sign-in in peace gives. */
async function assertWhole(people: Claims[]): Promise<void> {
  const found = await askWordPress<Record<string, unknown>[]>(
    `global $wpdb;
    return array_map(function ($claims) use ($wpdb) {
      $id    = (new Cognipress\\Link_Table())->user_id($claims['iss'], $claims['sub']);
      $user  = get_userdata($id);
      $users = $wpdb->get_col($wpdb->prepare("SELECT ID FROM $wpdb->users WHERE user_login LIKE %s", $claims['cognito:username'] . '%'));
      return ['isOne' => $users === [(string) $id], 'login' => $user->user_login, 'email' => $user->user_email, 'name' => $user->first_name, 'roles' => array_values($user->roles), 'given' => get_user_option('cognipress_roles', $id)];
    }, $arguments);`,
    people,
  );
  assert.deepEqual(found, people.map(({ "cognito:username": login, email, given_name }) => ({ isOne: true, login, email, name: given_name, roles: ["subscriber"], given: ["subscriber"] })));
}

async function exchangeInProcess(claims: Claims, diesBefore: number): Promise<{ status: number; queries: number } | "killed"> {
  const script = fileURLToPath(new URL("process.php", import.meta.url));
  try {
    const { stdout } = await promisify(execFile)("php", [script, site.directory, site.url, tokenOf(claims), String(diesBefore)]);
    return JSON.parse(stdout.slice(stdout.lastIndexOf("\n")));
  } catch (error) {
    if ((error as { signal?: string }).signal === "SIGKILL") return "killed";
    throw error;
  }
}

test(`${PHP_KILLS} kills of PHP, spread over all queries of an exchange`, async (t) => {
  await exchangeInProcess(newcomer(), 0); // It reads the key set.
  const whole = await exchangeInProcess(newcomer(), 0);
  assert.ok(whole !== "killed" && whole.status === 200, JSON.stringify(whole));
  const people = Array.from({ length: PHP_KILLS }, newcomer);
  const dies = [...people.entries()];
  const work = async () => {
    for (let next = dies.pop(); next; next = dies.pop()) {
      const [index, claims] = next;
      let diesBefore = 1 + Math.floor((index * whole.queries) / PHP_KILLS);
      // Not every exchange has as many queries.
      while ((await exchangeInProcess(claims, diesBefore)) !== "killed") assert.ok((diesBefore >>= 1) > 0, "nothing kills a process");
    }
  };
  await Promise.all([work(), work()]);
  t.diagnostic(`${PHP_KILLS} processes killed, over ${whole.queries} queries`);
  const replies = await comeAgain(people);
  assert.deepEqual(replies.filter(({ status }) => status !== 200).map(({ body }) => body), []);
  await assertWhole(people);
});

let restarted: ChildProcess | undefined;
// The site has no database from here on: this is the last file of its suite.
after(async () => {
  if (restarted?.kill()) await once(restarted, "exit");
});

/** Kills the database server, and starts it again as it was. */
async function killDatabase(): Promise<void> {
  const pid = Number(readFileSync(`${DATABASE}/pid`, "utf8"));
  const [program, ...options] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, -1);
  process.kill(pid, "SIGKILL");
  const isThere = () => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  await until("the database is gone", async () => !isThere());
  const server = (restarted = spawn(program!, options, { stdio: ["ignore", "ignore", "inherit"] }));
  const ask = () => promisify(execFile)("mariadb", ["--no-defaults", `--socket=${DATABASE}/socket`, "--user=root", "--execute", "SELECT 1"]);
  await until("the database is back", async () => {
    assert.equal(server.exitCode ?? server.signalCode, null, "the database does not start again");
    return ask().then(() => true, () => false);
  });
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, `not within two minutes: ${what}`);
    await sleep(50);
  }
}

test(`${DATABASE_KILLS} kills of the database, with ${AT_ONCE} exchanges at once`, async (t) => {
  const people: Claims[] = [];
  let underWay = 0;
  let refused = 0;
  for (let count = 0; count < DATABASE_KILLS; count++) {
    let unsettled = Array.from({ length: AT_ONCE }, newcomer);
    people.push(...unsettled);
    let isIn = 0;
    const coming = unsettled.map(async (claims) => {
      const { status } = await new Visitor().signIn(tokenOf(claims)).catch(() => ({ status: 0 }));
      isIn++;
      return status;
    });
    await Promise.race(coming);
    underWay += AT_ONCE - isIn;
    await killDatabase();
    const statuses = await Promise.all(coming);
    unsettled = unsettled.filter((_, index) => statuses[index] !== 200);
    refused += unsettled.length;
    const replies = await comeAgain(unsettled);
    assert.deepEqual(replies.filter(({ status }) => status !== 200).map(({ body }) => body), []);
  }
  assert.ok(underWay > 0, "no exchange was under way when the database was killed");
  t.diagnostic(`of ${people.length} exchanges ${underWay} were under way, and ${refused} had to begin anew`);
  await assertWhole(people);
});
