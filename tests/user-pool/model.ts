/**
 * What the service model says of each operation (model/facts.json, whose `source` names where the facts come from).
 */
import facts from "./model/facts.json" with { type: "json" };

export interface Shape {
  readonly type: "structure" | "list" | "map" | "string" | "integer" | "boolean" | "timestamp";
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly sensitive?: boolean;
  /** A JSON document of any form, e.g. a passkey's credential. */
  readonly document?: boolean;
}

export interface OperationFacts {
  readonly input: string;
  readonly output?: string;
  readonly errors: readonly string[];
}

export const operations = facts.operations as Readonly<Record<string, OperationFacts>>;

export function shapeOf(name: string): Shape {
  const shape = (facts.shapes as Readonly<Record<string, unknown>>)[name];
  if (shape === undefined) throw new Error(`the model has no shape ${name}`);
  return shape as Shape;
}
