/** Everything a pool knows, and the checks that most operations begin with. */
import { createHmac, randomBytes } from "node:crypto";
import { Attempts } from "./attempts.ts";
import { mediumOf } from "./attributes.ts";
import type { Clock } from "./clock.ts";
import { Codes } from "./codes.ts";
import { notAuthorized, resourceNotFound, type ServiceError, userDisabled, userNotFound } from "./errors.ts";
import { HostedPage } from "./hosted.ts";
import { type Mailbox, mask, type Purpose } from "./mailbox.ts";
import type { Contact, PoolOptions } from "./options.ts";
import { Sessions } from "./sessions.ts";
import { type Holder, Tokens } from "./tokens.ts";
import { type User, Users } from "./users.ts";

/** What an operation learns from the HTTP request around its input. */
export interface Caller {
  readonly userAgent: string;
  readonly ipAddress: string;
}

/** CodeDeliveryDetailsType. */
export interface CodeDelivery {
  readonly Destination: string;
  readonly DeliveryMedium: "EMAIL" | "SMS";
  readonly AttributeName: string;
}

export class Pool {
  readonly options: PoolOptions;
  readonly clock: Clock;
  readonly mailbox: Mailbox;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly codes: Codes;
  readonly attempts: Attempts;
  readonly tokens: Tokens;
  readonly hosted: HostedPage;
  /** Keeps what is said of unknown users the same from one request to the next. */
  readonly seed = randomBytes(32);
  /** Feedback given on authentication events (UpdateAuthEventFeedback). */
  readonly feedback = new Map<string, string>();

  constructor(options: PoolOptions, clock: Clock, mailbox: Mailbox) {
    this.options = options;
    this.clock = clock;
    this.mailbox = mailbox;
    this.users = new Users(options);
    this.sessions = new Sessions(clock, options.awkward.longSessions);
    this.codes = new Codes(clock);
    this.attempts = new Attempts(clock);
    this.tokens = new Tokens(options, clock);
    this.hosted = new HostedPage(this);
  }

  /** Throws unless this is the pool's app client; "Computing secret hash values" of the developer guide. */
  checkClient(clientId: string, secretHash: string | undefined, ...names: readonly string[]): void {
    if (clientId !== this.options.clientId) {
      throw resourceNotFound(`User pool client ${clientId} does not exist.`);
    }
    const { clientSecret } = this.options;
    if (clientSecret === undefined && secretHash === undefined) return;
    if (secretHash === undefined) {
      throw notAuthorized(`Client ${clientId} is configured with secret but SECRET_HASH was not received`);
    }
    const hashes = names.map((name) =>
      createHmac("sha256", clientSecret ?? "")
        .update(name + clientId)
        .digest("base64"),
    );
    if (clientSecret === undefined || !hashes.includes(secretHash)) {
      throw notAuthorized(`Unable to verify secret hash for client ${clientId}`);
    }
  }

  /** Whose access token this is; throws when the user is disabled, or `gone` (not every operation can say so). */
  authorize(accessToken: string, gone: () => ServiceError = userNotFound): Holder {
    const holder = this.tokens.holderOf(accessToken);
    if (!this.users.has(holder.user)) throw gone();
    if (!holder.user.enabled) throw userDisabled();
    return holder;
  }

  /** Sends a code to an address of the user. */
  send(user: User, contact: Contact, purpose: Purpose, code: string, to = user.attributes.get(contact)): CodeDelivery {
    const medium = mediumOf(contact);
    const address = to ?? "";
    this.mailbox.deliver({ medium, to: address, purpose, username: user.username, code });
    return { Destination: mask(medium, address), DeliveryMedium: medium, AttributeName: contact };
  }

  /** What an unknown user is told (PreventUserExistenceErrors): a delivery that never happens. */
  simulatedDelivery(name: string): CodeDelivery {
    const letter = (use: string) => String.fromCharCode(97 + (this.digest(`${use} ${name}`).readUInt8(0) % 26));
    const address = `${letter("local")}@${letter("domain")}`;
    return { Destination: mask("EMAIL", address), DeliveryMedium: "EMAIL", AttributeName: "email" };
  }

  /** The user id that stands for a name which nobody has: a UUID, always the same. */
  simulatedUsername(name: string): string {
    const hex = this.digest(`username ${name}`).toString("hex");
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join("-");
  }

  digest(text: string): Buffer {
    return createHmac("sha256", this.seed).update(text).digest();
  }

  /** The first verified address that codes can go to. */
  verifiedContact(user: User): Contact | undefined {
    return (["email", "phone_number"] as const).find((contact) => user.isVerified(contact));
  }
}
