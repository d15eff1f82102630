/** What the pool would have sent by e-mail or SMS. */
export type Purpose = "sign-up" | "forgot-password" | "verify-attribute" | "sign-in" | "risk-notification";

export interface Message {
  readonly medium: "EMAIL" | "SMS";
  /** The full address; replies of the API carry it masked. */
  readonly to: string;
  readonly purpose: Purpose;
  readonly username: string;
  /** The code; for a risk notification the feedback token. */
  readonly code: string;
  /** The authentication event a risk notification is about. */
  readonly eventId?: string;
}

export class Mailbox {
  readonly messages: Message[] = [];

  deliver(message: Message): void {
    this.messages.push(message);
  }

  /** The newest message to this address; throws when there is none, so that a test cannot go on without its code. */
  latest(to: string, purpose?: Purpose): Message {
    const found = this.messages.findLast(
      (message) => message.to === to && (purpose === undefined || message.purpose === purpose),
    );
    if (found === undefined) throw new Error(`no ${purpose ?? ""} message to ${to}`);
    return found;
  }
}

/** `j***@e***`, `+*******1234`: CodeDeliveryDetailsType.Destination as the service masks it. */
export function mask(medium: "EMAIL" | "SMS", address: string): string {
  if (medium === "SMS") return `+${"*".repeat(Math.max(address.length - 5, 0))}${address.slice(-4)}`;
  const [local = "", domain = ""] = address.split("@");
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}
