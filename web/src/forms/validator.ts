import { Validator, type OutputUnit, type Schema as CheckedSchema } from "@cfworker/json-schema";
import { toErrorSchema, type RJSFValidationError, type ValidatorType } from "@rjsf/utils";
import { fault } from "./texts";
import type { Schema, Values } from "./schema";

/** Keywords that only say that something inside them is wrong. */
const AROUND = new Set(["properties", "items", "prefixItems", "$ref", "allOf", "anyOf", "oneOf", "if", "then", "else"]);

function broken(schema: Schema, data: unknown): OutputUnit[] {
  // a value that is undefined is not there: JSON has no such word
  const told: unknown = data === undefined ? {} : JSON.parse(JSON.stringify(data));
  return new Validator(schema as CheckedSchema, "2020-12", false).validate(told).errors;
}

function path(location: string): string[] {
  const parts = location.replace(/^#\/?/, "").split("/");
  return parts.filter(Boolean).map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function nodeAt(schema: Schema, names: readonly string[]): Schema | undefined {
  let node: Schema | undefined = schema;
  for (const name of names) node = (node?.properties?.[name] ?? node?.items) as Schema | undefined;
  return node;
}

function shown(schema: Schema, unit: OutputUnit): RJSFValidationError {
  const names = path(unit.instanceLocation);
  const missing = unit.keyword === "required" ? /"([^"]*)"\.$/.exec(unit.error)?.[1] : undefined;
  if (missing) names.push(missing);
  const message = fault(unit.keyword, nodeAt(schema, names));
  return { name: unit.keyword, property: `.${names.join(".")}`, message, stack: message, params: {}, schemaPath: "" };
}

function errorsOf(schema: Schema, data: unknown): RJSFValidationError[] {
  const found = broken(schema, data).filter((unit) => !AROUND.has(unit.keyword));
  const first = new Map<string, RJSFValidationError>();
  for (const error of found.map((unit) => shown(schema, unit)))
    if (!first.has(error.property ?? "")) first.set(error.property ?? "", error);
  return [...first.values()];
}

/**
 * Checks a form by its JSON Schema in the browser, with one Russian message per field. It interprets the schema: the
 * Content-Security-Policy allows no compiled one. A courtesy to the user; the service is the judge.
 */
export const validator: ValidatorType<unknown, Schema, Values> = {
  isValid: (schema, data, root) => broken({ ...schema, $defs: root.$defs }, data).length === 0,
  rawValidation: <Result>(schema: Schema, data: unknown) => ({ errors: broken(schema, data) as Result[] }),
  validateFormData(data, schema) {
    const errors = errorsOf(schema, data);
    return { errors, errorSchema: toErrorSchema(errors) };
  },
};
