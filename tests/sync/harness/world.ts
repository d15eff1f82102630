/** A local Cognito that can be stopped, and PHP processes that can be killed. */

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fromEnvironment } from "../../browser/harness/environment.ts";
import { Recorder } from "./recorder.ts";

const python = fromEnvironment("COGNIPRESS_PYTHON");
const root = fromEnvironment("COGNIPRESS_SITE_DIR");
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export interface Person {
  login: string;
  /** Null: deleted. */
  version: number | null;
}

export interface PoolUser {
  attributes: Record<string, string>;
  groups: string[];
  enabled: boolean;
  status: string;
}

export interface Site {
  users: Record<string, { id: string; email: string; name: string; roles: string[] }>;
  queue: { waiting: number; dead: number; error: string };
  refused: { login: string; error: string }[];
}

export class World {
  /** Processes that may be killed. */
  readonly living = new Set<ChildProcess>();
  #ministack: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    readonly recorder: Recorder,
    private constants: Record<string, string>,
  ) {}

  static async make(): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), "cognipress-sync-"));
    const port = await freePort();
    const recorder = await Recorder.listen(await freePort(), `http://127.0.0.1:${port}`);
    const world = new World(folder, port, recorder, {});
    await world.startCognito();
    const pool = await world.#askPool("make", await documentedPolicy());
    world.constants = {
      COGNIPRESS_USER_POOL_ID: pool.userPoolId,
      COGNIPRESS_CLIENT_ID: "unused",
      COGNIPRESS_ENDPOINT: recorder.url,
      COGNIPRESS_AWS_ACCESS_KEY_ID: pool.accessKeyId,
      COGNIPRESS_AWS_SECRET_ACCESS_KEY: pool.secretAccessKey,
    };
    const settings = {
      sync: true,
      sync_disable: true,
      sync_attributes: { email: "user_email", given_name: "first_name", "custom:account": "ID" },
      sync_groups: { editor: "editors, staff" },
    };
    await once(world.php("set", settings), "exit");
    return world;
  }

  async startCognito(): Promise<void> {
    const log = createWriteStream(join(this.folder, "ministack.log"), { flags: "a" });
    await once(log, "open");
    this.#ministack = spawn(join(python, "../ministack"), [], {
      cwd: this.folder,
      stdio: ["ignore", log, log],
      env: {
        ...process.env,
        AUTH: "true",
        GATEWAY_PORT: String(this.port),
        BIND_HOST: "127.0.0.1",
        MINISTACK_HOST: "localhost",
        MINISTACK_REGION: "eu-west-1",
        IOT_MTLS_ENABLED: "0",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        PERSIST_STATE: "1",
        STATE_DIR: join(this.folder, "state"),
      },
    });
    const health = () => fetch(`http://127.0.0.1:${this.port}/_ministack/health`).then(({ ok }) => ok, () => false);
    while (!(await health())) await sleep(100);
  }

  /** It writes its state down on the way. */
  async stopCognito(): Promise<void> {
    const ended = once(this.#ministack!, "exit");
    this.#ministack!.kill("SIGTERM");
    await ended;
  }

  /** A PHP process of the site. */
  php(task: string, argument: unknown = null): ChildProcess {
    const child = spawn("php", [path("process.php"), root, JSON.stringify(this.constants), task, JSON.stringify(argument)], { stdio: "ignore" });
    this.living.add(child);
    child.on("exit", () => this.living.delete(child));
    return child;
  }

  /** Runs a PHP process to its end; tells whether it reached it. */
  async finish(task: string, argument: unknown = null): Promise<boolean> {
    const [code] = await once(this.php(task, argument), "exit");
    return code === 0;
  }

  async site(): Promise<Site> {
    const { stdout } = await promisify(execFile)("php", [path("process.php"), root, JSON.stringify(this.constants), "look"], { maxBuffer: 2 ** 26 });
    return JSON.parse(stdout.slice(stdout.lastIndexOf("\n")));
  }

  poolUsers(): Promise<Record<string, PoolUser>> {
    return this.#askPool("dump", this.constants["COGNIPRESS_USER_POOL_ID"]!);
  }

  async close(): Promise<void> {
    await this.recorder.close();
    await this.stopCognito();
    await once(this.php("set", {}), "exit");
    await rm(this.folder, { recursive: true, force: true });
  }

  async #askPool(command: string, argument: string) {
    const { stdout } = await promisify(execFile)(python, [path("pool.py"), command, `http://127.0.0.1:${this.port}`, argument], { maxBuffer: 2 ** 26 });
    return JSON.parse(stdout);
  }
}

/** What the documentation tells people to allow, and no more. */
async function documentedPolicy(): Promise<string> {
  const page = await readFile(path("../../../www/pages/sync.md"), "utf8");
  return /```json\n(.*?)```/s.exec(page)![1]!;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
