/** Faults a test plants in front of, or behind, an operation. Each is used once, or `times` times. */
export type Fault =
  /** HTTP 400 TooManyRequestsException before the operation runs. */
  | { readonly kind: "throttle" }
  /** Any other error before the operation runs. */
  | { readonly kind: "error"; readonly type: string; readonly message: string; readonly status?: number }
  /** The connection ends: before the operation runs, or after it has had its effect. */
  | { readonly kind: "cut"; readonly when: "before" | "after" }
  /** The reply comes late. */
  | { readonly kind: "delay"; readonly ms: number }
  /** The reply waits until the reply to a later request has left. */
  | { readonly kind: "overtaken" }
  /** The operation runs, but these bytes are sent in place of its reply. */
  | { readonly kind: "reply"; readonly status: number; readonly body: string }
  /** The operation runs, and its reply is edited. */
  | { readonly kind: "tamper"; readonly edit: (reply: Record<string, unknown>) => void };

interface Planted {
  readonly operation: string;
  readonly fault: Fault;
  left: number;
}

export class Faults {
  readonly #planted: Planted[] = [];

  /** `operation` is a name such as `InitiateAuth`, or `*`. */
  plant(operation: string, fault: Fault, times = 1): void {
    this.#planted.push({ operation, fault, left: times });
  }

  /** Whether some have met no request yet. */
  get areWaiting(): boolean {
    return this.#planted.length > 0;
  }

  clear(): void {
    this.#planted.length = 0;
  }

  /** Takes the first fault planted for this operation. */
  take(operation: string): Fault | undefined {
    const index = this.#planted.findIndex((planted) => planted.operation === operation || planted.operation === "*");
    const planted = this.#planted[index];
    if (planted === undefined) return undefined;
    planted.left -= 1;
    if (planted.left === 0) this.#planted.splice(index, 1);
    return planted.fault;
  }
}
