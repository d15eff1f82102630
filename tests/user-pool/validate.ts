/**
 * Requests and replies against the service model.
 *
 * Requests: AWS JSON 1.1 ignores unknown members, answers SerializationException to a member of the wrong JSON type,
 * and collects every broken limit in one InvalidParameterException, worded as here.
 * Replies are checked more strictly: they may hold nothing that the model does not name.
 */
import { invalidParameter, ServiceError } from "./errors.ts";
import { type OperationFacts, type Shape, shapeOf } from "./model.ts";

/** A request whose members have passed {@link validateRequest}. */
export type Input = Readonly<Record<string, any>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const serialization = (message: string) => new ServiceError("SerializationException", message);

/** Throws if the request does not fit the operation's input shape; returns it without its null members. */
export function validateRequest(operation: OperationFacts, body: unknown): Input {
  if (!isObject(body)) throw serialization("Start of structure or map found where not expected.");
  const broken: string[] = [];
  const input = readValue(operation.input, body, "", broken) as Input;
  if (broken.length > 0) {
    const noun = broken.length === 1 ? "error" : "errors";
    throw invalidParameter(`${broken.length} validation ${noun} detected: ${broken.join("; ")}`);
  }
  return input;
}

function readValue(shapeName: string, value: unknown, path: string, broken: string[]): unknown {
  const shape = shapeOf(shapeName);
  if (shape.document) {
    if (!isObject(value)) throw serialization("Expected a document");
    return value;
  }
  switch (shape.type) {
    case "structure":
      return readStructure(shape, value, path, broken);
    case "list":
      if (!Array.isArray(value)) throw serialization("Expected list or null");
      checkLimits(shape, value.length, value, path, broken);
      return value.map((item, index) => readValue(shape.member!, item, `${path}.${index + 1}.member`, broken));
    case "map": {
      if (!isObject(value)) throw serialization("Expected map or null");
      const entries = Object.entries(value).filter(([, item]) => item !== null);
      return Object.fromEntries(entries.map(([key, item]) => [key, readValue(shape.value!, item, path, broken)]));
    }
    case "string":
      if (typeof value !== "string") throw serialization(`${kindOf(value)} can not be converted to a String`);
      checkString(shape, value, path, broken);
      return value;
    case "integer":
      if (!Number.isInteger(value)) throw serialization(`${kindOf(value)} can not be converted to an Integer`);
      checkLimits(shape, value as number, value, path, broken);
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw serialization(`${kindOf(value)} can not be converted to a Boolean`);
      return value;
    case "timestamp":
      if (typeof value !== "number") throw serialization(`${kindOf(value)} can not be converted to a Date`);
      return value;
  }
}

function readStructure(shape: Shape, value: unknown, path: string, broken: string[]): Record<string, unknown> {
  if (!isObject(value)) throw serialization("Expected structure or null");
  const result: Record<string, unknown> = {};
  for (const [name, memberShape] of Object.entries(shape.members ?? {})) {
    const memberPath = path === "" ? lowerFirst(name) : `${path}.${lowerFirst(name)}`;
    const member = value[name];
    if (member !== undefined && member !== null) {
      result[name] = readValue(memberShape, member, memberPath, broken);
    } else if (shape.required?.includes(name)) {
      const shown = shapeOf(memberShape).sensitive ? "" : " null";
      broken.push(`Value${shown} at '${memberPath}' failed to satisfy constraint: Member must not be null`);
    }
  }
  return result;
}

function checkString(shape: Shape, value: string, path: string, broken: string[]): void {
  const fail = constraint(shape, value, path, broken);
  checkLimits(shape, value.length, value, path, broken);
  if (shape.pattern !== undefined && !patternOf(shape.pattern).test(value)) {
    fail(`Member must satisfy regular expression pattern: ${shape.pattern}`);
  }
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    fail(`Member must satisfy enum value set: [${shape.enum.join(", ")}]`);
  }
}

function checkLimits(shape: Shape, size: number, value: unknown, path: string, broken: string[]): void {
  const fail = constraint(shape, value, path, broken);
  const measure = shape.type === "integer" ? "value" : "length";
  if (shape.min !== undefined && size < shape.min) {
    fail(`Member must have ${measure} greater than or equal to ${shape.min}`);
  }
  if (shape.max !== undefined && size > shape.max) {
    fail(`Member must have ${measure} less than or equal to ${shape.max}`);
  }
}

const constraint = (shape: Shape, value: unknown, path: string, broken: string[]) => (text: string) => {
  const shown = shape.sensitive ? "" : ` '${String(value)}'`;
  broken.push(`Value${shown} at '${path}' failed to satisfy constraint: ${text}`);
};

const patterns = new Map<string, RegExp>();

/** The model's patterns are Java's and match the whole value. */
function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = new RegExp(`^(?:${source})$`, source.includes("\\p{") ? "u" : "");
    patterns.set(source, pattern);
  }
  return pattern;
}

const lowerFirst = (name: string) => name.slice(0, 1).toLowerCase() + name.slice(1);

const kindOf = (value: unknown) => {
  if (typeof value === "number") return "NUMBER_VALUE";
  if (typeof value === "boolean") return value ? "TRUE_VALUE" : "FALSE_VALUE";
  if (typeof value === "string") return "STRING_VALUE";
  return Array.isArray(value) ? "START_ARRAY" : "START_OBJECT";
};

/** What a reply has that the model does not, or lacks that the model requires; empty when it fits. */
export function replyFaults(operation: OperationFacts, reply: unknown): string[] {
  if (operation.output === undefined) return reply === undefined ? [] : ["a body where the model has none"];
  return faultsOf(operation.output, reply, "reply");
}

function faultsOf(shapeName: string, value: unknown, path: string): string[] {
  const shape = shapeOf(shapeName);
  if (shape.document) return isObject(value) ? [] : [`${path} is not a document`];
  switch (shape.type) {
    case "structure": {
      if (!isObject(value)) return [`${path} is not a structure`];
      const members = shape.members ?? {};
      const missing = (shape.required ?? []).filter((name) => value[name] === undefined);
      return [
        ...missing.map((name) => `${path}.${name} is missing`),
        ...Object.entries(value).flatMap(([name, member]) => {
          if (member === undefined) return [];
          const memberShape = members[name];
          return memberShape === undefined
            ? [`${path}.${name} is not in the model`]
            : faultsOf(memberShape, member, `${path}.${name}`);
        }),
      ];
    }
    case "list":
      if (!Array.isArray(value)) return [`${path} is not a list`];
      return value.flatMap((item, index) => faultsOf(shape.member!, item, `${path}[${index}]`));
    case "map":
      if (!isObject(value)) return [`${path} is not a map`];
      return Object.entries(value).flatMap(([key, item]) => faultsOf(shape.value!, item, `${path}.${key}`));
    case "string": {
      if (typeof value !== "string") return [`${path} is not a string`];
      const broken: string[] = [];
      checkString(shape, value, path, broken);
      return broken;
    }
    case "boolean":
      return typeof value === "boolean" ? [] : [`${path} is not a boolean`];
    case "integer":
      return Number.isInteger(value) ? [] : [`${path} is not an integer`];
    case "timestamp":
      return typeof value === "number" ? [] : [`${path} is not a timestamp`];
  }
}
