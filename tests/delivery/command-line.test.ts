/* The crate without a browser: the example for a terminal, as a process of its own. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { codeAt, startUserPool } from "../user-pool/index.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TARGET = join(ROOT, "target/command-line");
const PASSWORD = "Correct-Horse-7 é";
const TOTP_SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const pool = await startUserPool({ mfa: "OPTIONAL", mfaTypes: ["SOFTWARE_TOKEN_MFA"] });
pool.addUser({ username: "jane", password: PASSWORD });
pool.addUser({ username: "new", password: PASSWORD, status: "FORCE_CHANGE_PASSWORD" });
pool.addUser({ username: "totp", password: PASSWORD, mfa: ["SOFTWARE_TOKEN_MFA"], totpSecret: TOTP_SECRET });
after(() => pool.close());

before(() => {
  const arguments_ = ["build", "--quiet", "--locked", "--target-dir", TARGET];
  execFileSync("cargo", arguments_, { cwd: join(ROOT, "www/examples/command-line"), stdio: "inherit" });
});

/** How the program ends when these lines are its answers. */
async function signIn(username: string, ...answers: string[]) {
  const place = [pool.poolId, pool.clientId, username, "--endpoint", pool.url];
  const program = spawn(join(TARGET, "debug/cognipress-sign-in"), place);
  program.stdin.end(answers.map((answer) => `${answer}\n`).join(""));
  const [printed, said, [exitCode]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, "close") as Promise<[number]>,
  ]);
  return { printed, said, exitCode };
}

/** Whom the claims that were printed name. */
function userOf({ printed, said }: { printed: string; said: string }): unknown {
  assert.notEqual(printed, "", said);
  return (JSON.parse(printed) as Record<string, unknown>)["cognito:username"];
}

test("prints the claims of who signs in", async () => {
  assert.equal(userOf(await signIn("jane", PASSWORD)), "jane");
});

test("a wrong password is told, and nothing is printed", async () => {
  const { printed, said, exitCode } = await signIn("jane", "wrong");
  assert.deepEqual([printed, exitCode], ["", 1]);
  assert.match(said, /NotAuthorized/);
});

test("asks for a new password and what else is missing", async () => {
  assert.equal(userOf(await signIn("new", PASSWORD, `${PASSWORD} 2`, "new@example.org")), "new");
});

test("asks again after a wrong code", async () => {
  const code = codeAt(TOTP_SECRET, Date.now() / 1000);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
  const result = await signIn("totp", PASSWORD, wrong, code);
  assert.equal(userOf(result), "totp");
  assert.match(result.said, /CodeMismatch/);
});

test("says how it is called", async () => {
  const program = spawn(join(TARGET, "debug/cognipress-sign-in"), ["jane"]);
  assert.match(await text(program.stderr), /USER_POOL_ID CLIENT_ID USERNAME/);
});
