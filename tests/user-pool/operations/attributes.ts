/** UpdateUserAttributes, DeleteUserAttributes, GetUserAttributeVerificationCode, VerifyUserAttribute. */
import { type Attribute, checkChange, checkRemoval, isContact } from "../attributes.ts";
import { aliasExists, invalidParameter, limitExceeded } from "../errors.ts";
import type { Contact } from "../options.ts";
import type { CodeDelivery, Pool } from "../pool.ts";
import type { User } from "../users.ts";
import type { Input } from "../validate.ts";

const CODE_SECONDS = 24 * 3600;

const codeKey = (user: User, contact: Contact) => `verify ${contact} ${user.sub}`;

export function updateUserAttributes(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken);
  const attributes = input.UserAttributes as readonly Attribute[];
  for (const { Name, Value = "" } of attributes) checkChange(pool.options, Name, Value);
  checkPreferredUsername(pool, user, attributes);
  const deliveries = attributes.flatMap(({ Name, Value = "" }) => change(pool, user, Name, Value) ?? []);
  return deliveries.length > 0 ? { CodeDeliveryDetailsList: deliveries } : {};
}

function checkPreferredUsername(pool: Pool, user: User, attributes: readonly Attribute[]): void {
  const wanted = attributes.find(({ Name }) => Name === "preferred_username")?.Value;
  if (!wanted || !pool.users.isAlias("preferred_username")) return;
  const holder = pool.users.find(wanted);
  if (holder !== undefined && holder !== user) throw aliasExists("preferred_username");
}

/** Changes one attribute; a new address starts its verification. */
function change(pool: Pool, user: User, name: string, value: string): CodeDelivery | undefined {
  if (value === "") {
    remove(user, name);
    return undefined;
  }
  if (!isContact(name) || user.attributes.get(name) === value) {
    user.attributes.set(name, value);
    return undefined;
  }
  if (pool.options.verifyBeforeUpdate.includes(name)) user.pendingContacts.set(name, value);
  else user.setContact(name, value, false);
  return pool.options.autoVerified.includes(name) ? sendCode(pool, user, name) : undefined;
}

function remove(user: User, name: string): void {
  user.attributes.delete(name);
  user.attributes.delete(`${name}_verified`);
}

function sendCode(pool: Pool, user: User, contact: Contact): CodeDelivery {
  const code = pool.codes.issue(codeKey(user, contact), CODE_SECONDS);
  return pool.send(
    user,
    contact,
    "verify-attribute",
    code,
    user.pendingContacts.get(contact) ?? user.attributes.get(contact),
  );
}

export function deleteUserAttributes(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken);
  const names = input.UserAttributeNames as readonly string[];
  for (const name of names) checkRemoval(pool.options, name);
  for (const name of names) remove(user, name);
  return {};
}

/** The contact attribute of a request, which must be one that the user has or waits for. */
function contactOf(user: User, name: string): Contact {
  const held = user.attributes.has(name) || user.pendingContacts.has(name as Contact);
  if (!isContact(name) || !held) throw invalidParameter("User does not have attribute to verify.");
  return name;
}

export function getUserAttributeVerificationCode(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken);
  const contact = contactOf(user, input.AttributeName);
  pool.codes.limitRequests(codeKey(user, contact), limitExceeded);
  return { CodeDeliveryDetails: sendCode(pool, user, contact) };
}

export function verifyUserAttribute(pool: Pool, input: Input): object {
  const { user } = pool.authorize(input.AccessToken);
  const contact = contactOf(user, input.AttributeName);
  const value = user.pendingContacts.get(contact) ?? user.attributes.get(contact) ?? "";
  const rival = pool.users.isAlias(contact) ? pool.users.holderOf(contact, value, true) : undefined;
  if (rival !== undefined && rival !== user) throw aliasExists(contact);
  pool.codes.redeem(codeKey(user, contact), input.Code, limitExceeded);
  user.setContact(contact, value, true);
  user.pendingContacts.delete(contact);
  return {};
}
