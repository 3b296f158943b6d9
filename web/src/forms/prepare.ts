import type { UiSchema } from "@rjsf/utils";
import { fieldsOf, type Schema, type Section, type Values } from "./schema";

/** What rjsf draws a form from, and the sections that its fields stand in. */
export interface Prepared {
  schema: Schema;
  ui: UiSchema;
  sections: Section[];
}

const LOOKS = new Set(["buttons", "radio", "textarea"]);

/**
 * A pydantic schema as a form needs it now: references put in place, «or null» unwrapped into `x-nullable`, fields that
 * `x-visible-if` hides for these `values` left out, a widget chosen for each field. Stored secrets (`kept`, dotted
 * paths) need not be given again. Defaults are left out: a field that was cleared would be filled again.
 */
export function prepare(given: Schema, values: Values, kept: readonly string[]): Prepared {
  const schema = plain(given);
  const shown = visible(schema, values);
  return { schema: withoutKept(shown, kept), ui: widgetsOf(shown, kept), sections: sectionsOf(shown) };
}

/** The schema with references put in place and «or null» unwrapped; all its fields, without their defaults. */
export function plain(given: Schema): Schema {
  const { $defs: _, ...schema } = resolved(given, (given.$defs ?? {}) as Record<string, Schema>);
  return schema;
}

/** The values of the fields that are shown; a cleared field that may be empty is null, since its default is a value. */
export function outgoing(given: Schema, values: Values): Values {
  const { schema } = prepare(given, values, []);
  const told: Values = {};
  for (const [name, field] of fieldsOf(schema)) {
    const value = values[name];
    if (value !== undefined) told[name] = value;
    else if (field["x-nullable"]) told[name] = null;
  }
  return told;
}

function resolved(node: Schema, defs: Record<string, Schema>): Schema {
  // hidden fields keep their values while the form is open, so a field that is not shown is no fault
  const { $ref, anyOf, default: _, additionalProperties: _more, ...own } = node;
  let made: Schema = own;
  if ($ref) {
    // titles and descriptions of a referenced model are for programmers
    const {
      title: _title,
      description: _description,
      ...model
    } = resolved(defs[$ref.split("/").pop() ?? ""] ?? {}, defs);
    made = { ...model, ...own };
  }
  const variants = (anyOf as Schema[] | undefined)?.filter((variant) => variant.type !== "null");
  if (anyOf && variants) {
    const one = variants.length === 1 ? resolved(variants[0] as Schema, defs) : { anyOf: variants };
    made = { ...one, ...made, ...(variants.length < anyOf.length ? { "x-nullable": true } : {}) };
  }
  if (made.properties)
    made.properties = Object.fromEntries(fieldsOf(made).map(([name, field]) => [name, resolved(field, defs)]));
  if (made.items && !Array.isArray(made.items)) made.items = resolved(made.items as Schema, defs);
  return made;
}

function visible(schema: Schema, values: Values): Schema {
  const fields = fieldsOf(schema).filter(([, field]) => isVisible(field, values));
  const names = new Set(fields.map(([name]) => name));
  return {
    ...schema,
    properties: Object.fromEntries(fields),
    required: schema.required?.filter((name) => names.has(name)),
  };
}

function isVisible(field: Schema, values: Values): boolean {
  const rule = (field["x-visible-if"] ?? {}) as Record<string, unknown[]>;
  return Object.entries(rule).every(([name, wanted]) => wanted.includes(values[name]));
}

function withoutKept(schema: Schema, kept: readonly string[], above = ""): Schema {
  const properties = Object.fromEntries(
    fieldsOf(schema).map(([name, field]) => [
      name,
      field.properties ? withoutKept(field, kept, `${above}${name}.`) : field,
    ]),
  );
  return { ...schema, properties, required: schema.required?.filter((name) => !kept.includes(above + name)) };
}

function widgetsOf(schema: Schema, kept: readonly string[], above = ""): UiSchema {
  return Object.fromEntries(
    fieldsOf(schema).map(([name, field]): [string, UiSchema] => {
      const path = above + name;
      if (field.properties) return [name, widgetsOf(field, kept, `${path}.`)];
      const items = field.items as Schema | undefined;
      if (field.type === "array" && items?.properties) return [name, { items: widgetsOf(items, []) }];
      return [name, { "ui:widget": widgetOf(field), "ui:options": { kept: kept.includes(path) } }];
    }),
  );
}

function widgetOf(field: Schema): string {
  const asked = String(field["x-widget"] ?? "");
  if (LOOKS.has(asked)) return asked;
  if (field["x-list"]) return "remote";
  if (field.format === "password" || field.writeOnly) return "password";
  if (field.enum || (field.items as Schema | undefined)?.enum) return "choice";
  if (field.type === "boolean") return "tick";
  if (field.type === "integer" || field.type === "number") return "figure";
  if (field.type === "array") return "words";
  return field.format === "date" ? "day" : "line";
}

function sectionsOf(schema: Schema): Section[] {
  const told = (schema["x-sections"] ?? []) as Section[];
  const names = new Set(fieldsOf(schema).map(([, field]) => String(field["x-section"] ?? "")));
  const listed = told.filter((section) => names.has(section.title));
  const rest = [...names].filter((name) => !told.some((section) => section.title === name));
  return [...listed, ...rest.map((title) => ({ title }))];
}
