/**
 * The users of a pool and the names they answer to.
 * Followed: UserType (UserStatus), "Customizing sign-in attributes" and "User pool case sensitivity" of the
 * developer guide.
 */
import { randomUUID } from "node:crypto";
import type { Device } from "./devices.ts";
import type { Contact, MfaType, PoolOptions } from "./options.ts";
import { newSalt, type Verifier, verifierOf } from "./srp.ts";
import type { Passkey } from "./webauthn.ts";

export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED";

export class User {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Map<string, string>;
  readonly groups: string[] = [];
  readonly devices = new Map<string, Device>();
  readonly passkeys = new Map<string, Passkey>();
  readonly mfa = new Set<MfaType>();
  status: UserStatus = "UNCONFIRMED";
  enabled = true;
  /** Signs in with codes or passkeys alone when there is none. */
  password: Verifier | undefined;
  readonly passwordHistory: Verifier[] = [];
  preferredMfa: MfaType | undefined;
  /** SetUserMFAPreference.WebAuthnMfaSettings. */
  webAuthnMfa = false;
  totp: { readonly secret: string; verified: boolean; friendlyName: string; lastStep: number } | undefined;
  /** A secret that waits for its first code. */
  pendingTotpSecret: string | undefined;
  /** Addresses that wait for their code before they replace the old ones. */
  readonly pendingContacts = new Map<Contact, string>();
  /** The registration challenge that waits for its passkey. */
  pendingPasskeyChallenge: { readonly challenge: string; readonly expiresAt: number } | undefined;

  constructor(username: string, sub: string, attributes: Readonly<Record<string, string>>) {
    this.username = username;
    this.sub = sub;
    this.attributes = new Map([["sub", sub], ...Object.entries(attributes)]);
  }

  isVerified(contact: Contact): boolean {
    return this.attributes.get(`${contact}_verified`) === "true";
  }

  setContact(contact: Contact, value: string, verified: boolean): void {
    this.attributes.set(contact, value);
    this.attributes.set(`${contact}_verified`, String(verified));
  }
}

export class Users {
  readonly #options: PoolOptions;
  readonly #byName = new Map<string, User>();

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  #fold(name: string): string {
    return this.#options.caseSensitive ? name : name.toLowerCase();
  }

  add(username: string, attributes: Readonly<Record<string, string>>): User {
    const sub = randomUUID();
    const user = new User(this.#options.usernameAttributes.length > 0 ? sub : username, sub, attributes);
    this.#byName.set(this.#fold(user.username), user);
    return user;
  }

  remove(user: User): void {
    this.#byName.delete(this.#fold(user.username));
  }

  has(user: User): boolean {
    return this.#byName.get(this.#fold(user.username)) === user;
  }

  [Symbol.iterator](): Iterator<User> {
    return this.#byName.values();
  }

  /** By user name, by sub, or by an attribute that the pool lets users sign in with. */
  find(name: string): User | undefined {
    return this.findByName(name) ?? this.#bySub(name) ?? this.#byAlias(name);
  }

  findByName(username: string): User | undefined {
    return this.#byName.get(this.#fold(username));
  }

  #bySub(name: string): User | undefined {
    return [...this.#byName.values()].find((user) => user.sub === name);
  }

  #byAlias(name: string): User | undefined {
    const { aliasAttributes, usernameAttributes } = this.#options;
    return (
      usernameAttributes.map((attribute) => this.holderOf(attribute, name)).find(Boolean) ??
      aliasAttributes.map((attribute) => this.holderOf(attribute, name, true)).find(Boolean)
    );
  }

  /** Who has this value; with `asAlias` only once it counts as an alias: an address when it is verified. */
  holderOf(attribute: string, value: string, asAlias = false): User | undefined {
    const folded = this.#fold(value);
    return [...this.#byName.values()].find((user) => {
      const held = user.attributes.get(attribute);
      if (held === undefined || this.#fold(held) !== folded) return false;
      return !asAlias || attribute === "preferred_username" || user.isVerified(attribute as Contact);
    });
  }

  isAlias(attribute: string): boolean {
    return (this.#options.aliasAttributes as readonly string[]).includes(attribute);
  }

  setPassword(user: User, password: string): void {
    if (user.password !== undefined) user.passwordHistory.unshift(user.password);
    user.passwordHistory.length = Math.min(user.passwordHistory.length, this.#options.passwordPolicy.historySize);
    const salt = newSalt(this.#options.awkward.salts);
    user.password = verifierOf(this.identity(user), password, salt);
  }

  isPassword(user: User, password: string): boolean {
    return user.password !== undefined && this.#matches(user, user.password, password);
  }

  /** Whether the password is one of the last that PasswordPolicy.historySize counts. */
  wasPassword(user: User, password: string): boolean {
    const size = this.#options.passwordPolicy.historySize;
    const earlier = [user.password, ...user.passwordHistory].slice(0, size);
    return earlier.some((verifier) => verifier !== undefined && this.#matches(user, verifier, password));
  }

  #matches(user: User, verifier: Verifier, password: string): boolean {
    return verifierOf(this.identity(user), password, verifier.salt).value === verifier.value;
  }

  identity(user: User): { readonly realm: string; readonly name: string } {
    return { realm: this.#options.poolId.split("_")[1] ?? "", name: user.username };
  }
}
