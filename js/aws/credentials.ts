import type { AwsConfig, Identity, IdentityStep, RequestToPresign, SignedRequest, UnsignedRequest } from "../../src/wasm/aws.js";
import { awsBesideThisScript } from "../beside.js";
import type { CognitoClient } from "../client.js";
import { CoreFlow, type Script } from "../core.js";
import { coreError } from "../error.js";
import { instantiate, type WasmProgram } from "../loader.js";
import { pause } from "../session/pause.js";
import type { SessionStore } from "../session/store.js";
import { abortable, post, type TransportOptions } from "../transport.js";

/** Who knows whether somebody is signed in: a client, or a client in a worker. */
export type SessionSource = Pick<CognitoClient, "getSession">;

export interface CredentialsOptions
  extends Omit<AwsConfig, "kept">,
    Pick<TransportOptions, "fetch" | "timeoutMs"> {
  /**
   * Where the identity outlives the page, so that a guest stays the same. Nothing more is kept, but nothing more is
   * needed either to be that guest. In memory alone unless given.
   */
  store?: SessionStore;
  /** The address of `cognipress-aws.wasm`, or the compiled module. Unless given, it lies beside this script. */
  wasm?: WasmProgram;
}

/**
 * Credentials of an identity pool, which never leave the core: it says when they are due and how to get them, and signs
 * with them. One call comes after the other, so that none signs with what another one has just replaced.
 */
export class AwsCredentials {
  readonly #client: SessionSource;
  readonly #options: CredentialsOptions;
  readonly #key: string;
  #flow: Promise<CoreFlow> | undefined;
  #kept: string | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: SessionSource, options: CredentialsOptions) {
    this.#client = client;
    this.#options = options;
    this.#key = `cognipress:identity:${options.identityPoolId}`;
  }

  identity(): Promise<Identity> {
    return this.#inTurn(async () => this.#ready(await this.#theFlow()));
  }

  /** @param body What is to be hashed of the body. */
  sign(request: UnsignedRequest, body: Uint8Array, signal: AbortSignal): Promise<SignedRequest> {
    return abortable(() => this.#signed("sign", request, body), signal);
  }

  presign(request: RequestToPresign): Promise<SignedRequest> {
    return this.#signed("presign", request);
  }

  #signed(how: "sign" | "presign", request: UnsignedRequest, ...body: Uint8Array[]): Promise<SignedRequest> {
    return this.#inTurn(async () => {
      const flow = await this.#theFlow();
      await this.#ready(flow);
      return flow.call(how, Date.now(), JSON.stringify(request), ...body);
    });
  }

  /** Whether a refused request may do with another signature. */
  async mayBeSignedAnew(response: Response): Promise<boolean> {
    if (response.status < 400 || response.status >= 500) return false;
    const body = new Uint8Array(await response.clone().arrayBuffer());
    const flow = await this.#theFlow();
    const refused = await flow.call<number>("refused", response.status, Date.now(), dateOf(response.headers), body);
    return refused !== 0;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }

  #theFlow(): Promise<CoreFlow> {
    this.#flow ??= this.#newFlow().catch((error) => {
      this.#flow = undefined;
      throw error;
    });
    return this.#flow;
  }

  async #newFlow(): Promise<CoreFlow> {
    const { identityPoolId, endpoint, customRoleArn, store, wasm = awsBesideThisScript() } = this.#options;
    const core = await instantiate(wasm, this.#options, loadScript);
    this.#kept = (await store?.getItem(this.#key)) ?? undefined;
    const kept: Identity | undefined = this.#kept && JSON.parse(this.#kept);
    const config: AwsConfig = { identityPoolId, endpoint, customRoleArn, kept };
    return CoreFlow.create(core, "identity", JSON.stringify(config));
  }

  /** Sees to it that there are good credentials of who is signed in now. */
  async #ready(flow: CoreFlow): Promise<Identity> {
    const session = await this.#client.getSession();
    let step = await flow.call<IdentityStep>("begin", Date.now(), session?.idToken ?? "");
    let unanswered: unknown;
    while (step.kind === "send") {
      await pause(step.afterMs);
      unanswered = undefined;
      const reply = await post(step.request, this.#options).catch((error) => void (unanswered = error));
      const numbers = [reply?.status ?? 0, Date.now(), reply ? dateOf(reply.headers) : 0, Math.random() * 0x1_0000];
      step = await flow.call<IdentityStep>("receive", ...numbers, reply?.body ?? new Uint8Array());
    }
    if (step.kind === "failed") throw unanswered ?? (await coreError(step.error));
    await this.#keep(step.identity);
    return step.identity;
  }

  async #keep(identity: Identity): Promise<void> {
    const text = JSON.stringify(identity);
    if (text === this.#kept) return;
    this.#kept = text;
    try {
      await this.#options.store?.setItem(this.#key, text);
    } catch (error) {
      console.warn(error);
    }
  }
}

async function loadScript(reason: unknown): Promise<Script> {
  const { asScript } = await import("../fallback.js");
  return asScript("aws", reason, () => import("cognipress-scripts/aws-script.js"));
}

/** In milliseconds since the epoch; 0 where the reply does not tell it. */
function dateOf(headers: Headers): number {
  return Date.parse(headers.get("date") ?? "") || 0;
}
