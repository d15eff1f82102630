/** The least that a host does: it sends what the full program asks for, and hands the replies back. */
import { Core, CoreFlow } from "../../js/core.ts";
import { post } from "../../js/transport.ts";
import type { AccountCommand, AccountOutcome, DeviceSecret } from "../../src/wasm/account.js";
import type { RefreshStep } from "../../src/wasm/session.js";
import type { ChallengeAnswer, DialogueContext, Request, Standing, Start, Step } from "../../src/wasm/types.js";
import { wasmFile } from "../host/wasm-files.ts";
import type { UserPool } from "../user-pool/index.ts";

const core = await Core.instantiate(new WebAssembly.Module(wasmFile("cognipress-full")));

export type Question = Extract<Step, { kind: "challenge" }>;
export type SignedIn = Extract<Step, { kind: "signed-in" }>;
export type Tokens = SignedIn["tokens"];
export type Refreshed = Exclude<RefreshStep, { kind: "send" }>;
export type Outcome = Question | SignedIn;
export type OutcomeOf<Operation> = Extract<AccountOutcome, { operation: Operation }>;
export type Device = NonNullable<DialogueContext["device"]>;

export interface Sent {
  readonly operation: string;
  // Read loosely: the simulated pool checks the shapes of requests.
  readonly body: Record<string, any>;
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** One page: at most one sign-in at a time, and operations on the account. */
export class Client {
  readonly #config: string;
  #flow: CoreFlow | undefined;
  /** Every request that left. */
  readonly sent: Sent[] = [];
  /** Runs before a request leaves: what happens in the meantime. */
  meanwhile: (request: Sent) => void = () => {};

  constructor({ poolId: userPoolId, clientId, url: endpoint }: Pick<UserPool, "poolId" | "clientId" | "url">) {
    this.#config = JSON.stringify({ userPoolId, clientId, endpoint, issuer: "Shop" });
  }

  async start(start: Start): Promise<Outcome> {
    const flow = await this.#open();
    return this.#run(flow, flow.call("start", JSON.stringify(start), random(32)));
  }

  /** Goes on with a challenge as a page does that was loaded again. */
  async resume(standing: Standing, context: DialogueContext = {}): Promise<Outcome> {
    const flow = await this.#open();
    const texts = [JSON.stringify(context), JSON.stringify(standing)];
    return this.#run(flow, flow.call("resume", Date.now(), ...texts, random(32)));
  }

  answer(answer: ChallengeAnswer): Promise<Outcome> {
    const flow = this.#flow!;
    return this.#run(flow, flow.call("answer", Date.now(), JSON.stringify(answer), random(32)));
  }

  /** Whether a challenge waits for an answer. */
  async isOpen(): Promise<boolean> {
    return Boolean(await this.#flow!.call("is_open"));
  }

  async account<Operation extends AccountCommand["operation"]>(
    command: AccountCommand & { operation: Operation },
  ): Promise<OutcomeOf<Operation>> {
    const texts = [this.#config, JSON.stringify(command)];
    const { request } = await core.call<Extract<Step, { kind: "send" }>>("account_request", ...texts);
    const { status, body } = await this.#post(request);
    return core.call("account_outcome", command.operation, status, body);
  }

  /** New tokens, without the pauses between the retries. */
  async refresh(tokens: Tokens): Promise<Refreshed> {
    const flow = await CoreFlow.create(core, "refresh", this.#config, JSON.stringify(tokens));
    let step = await flow.call<RefreshStep>("start");
    while (step.kind === "send") {
      const reply = await this.#post(step.request).catch(() => undefined);
      const numbers = [reply?.status ?? 0, Date.now(), 0, 0];
      step = await flow.call<RefreshStep>("receive", ...numbers, reply?.body ?? new Uint8Array());
    }
    flow.free();
    return step;
  }

  async revoke(refreshToken: string): Promise<void> {
    const request = await core.call<Request>("revoke_token", this.#config, refreshToken);
    const { status, body } = await this.#post(request);
    await core.call("acknowledge", status, body);
  }

  /** The secret of a device that Cognito told of, and what ConfirmDevice says of it. */
  async makeDevice({ key: deviceKey, groupKey: deviceGroupKey }: { key: string; groupKey: string }) {
    const entropy = Buffer.from(random(56)).toString("base64");
    const command = { operation: "DeviceSecret", deviceGroupKey, deviceKey, entropy };
    const made = await core.call<DeviceSecret>("account_make", JSON.stringify(command));
    const { deviceSecretVerifierConfig, password } = made;
    const device: Device = { key: deviceKey, groupKey: deviceGroupKey, password };
    return { device, deviceSecretVerifierConfig };
  }

  free(): void {
    this.#flow?.free();
    this.#flow = undefined;
  }

  async #open(): Promise<CoreFlow> {
    this.free();
    return (this.#flow = await CoreFlow.create(core, "dialogue", this.#config));
  }

  async #run(flow: CoreFlow, first: Promise<Step>): Promise<Outcome> {
    let step = await first;
    while (step.kind === "send") {
      const { status, body } = await this.#post(step.request);
      step = await flow.call<Step>("receive", status, Date.now(), body, random(32));
    }
    return step as Outcome;
  }

  #post(request: Request) {
    const target = request.headers["x-amz-target"]!;
    const sent = { operation: target.split(".")[1]!, body: JSON.parse(request.body) };
    this.sent.push(sent);
    this.meanwhile(sent);
    return post(request, {});
  }
}
