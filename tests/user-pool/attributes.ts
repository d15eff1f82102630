/**
 * User attributes: which exist, who may write them, what they may hold.
 * Followed: "Working with user attributes" of the developer guide; AttributeType for the limits.
 */
import { invalidParameter, notAuthorized, type ServiceError } from "./errors.ts";
import type { Contact, PoolOptions } from "./options.ts";

const STANDARD = new Set([
  "address",
  "birthdate",
  "email",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "picture",
  "preferred_username",
  "profile",
  "updated_at",
  "website",
  "zoneinfo",
]);

/** Set by the service alone. */
const SERVICE_OWNED = new Set(["sub", "email_verified", "phone_number_verified"]);

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+\d{5,15}$/;

export const isEmail = (text: string) => EMAIL.test(text);
export const isPhone = (text: string) => PHONE.test(text);

/** AttributeListType. */
export interface Attribute {
  readonly Name: string;
  readonly Value?: string;
}

export const toRecord = (list: readonly Attribute[] | undefined): Record<string, string> =>
  Object.fromEntries((list ?? []).map(({ Name, Value }) => [Name, Value ?? ""]));

export const toList = (attributes: ReadonlyMap<string, string>): Attribute[] =>
  Array.from(attributes, ([Name, Value]) => ({ Name, Value }));

const schemaError = (name: string, text: string): ServiceError =>
  invalidParameter(`Attributes did not conform to the schema: ${name}: ${text}\n`);

/** Throws unless the app client may write this attribute and the value fits it. */
export function checkAttribute(options: PoolOptions, name: string, value: string): void {
  if (SERVICE_OWNED.has(name) || options.readOnlyAttributes.includes(name)) {
    throw notAuthorized("A client attempted to write unauthorized attribute");
  }
  const custom = options.customAttributes.find((attribute) => `custom:${attribute.name}` === name);
  if (custom === undefined && !STANDARD.has(name)) throw schemaError(name, "Attribute does not exist in the schema.");
  if (custom?.maxLength !== undefined && value.length > custom.maxLength) {
    throw schemaError(name, `String must be no longer than ${custom.maxLength} characters`);
  }
  if (name === "email" && value !== "" && !isEmail(value)) throw invalidParameter("Invalid email address format.");
  if (name === "phone_number" && value !== "" && !isPhone(value)) {
    throw invalidParameter("Invalid phone number format.");
  }
}

/** As {@link checkAttribute}, for a user who is there already. */
export function checkChange(options: PoolOptions, name: string, value: string): void {
  checkAttribute(options, name, value);
  const custom = options.customAttributes.find((attribute) => `custom:${attribute.name}` === name);
  if (custom?.mutable === false) throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
  if (value === "") checkRemoval(options, name);
}

export function checkRemoval(options: PoolOptions, name: string): void {
  if (SERVICE_OWNED.has(name)) throw notAuthorized("A client attempted to write unauthorized attribute");
  if (options.requiredAttributes.includes(name)) throw schemaError(name, "The attribute is required");
}

export function checkRequired(options: PoolOptions, attributes: Readonly<Record<string, string>>): void {
  for (const name of options.requiredAttributes) {
    if (!attributes[name]) throw schemaError(name, "The attribute is required");
  }
}

export const mediumOf = (contact: Contact): "EMAIL" | "SMS" => (contact === "email" ? "EMAIL" : "SMS");
export const isContact = (name: string): name is Contact => name === "email" || name === "phone_number";
