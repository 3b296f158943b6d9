import type { RJSFSchema } from "@rjsf/utils";

/** JSON Schema of an integration's settings, with the x-hints of the service. */
export type Schema = RJSFSchema;

/** Values of a form by the names of their fields. */
export type Values = Record<string, unknown>;

/** A part of the form under its own heading, as `x-sections` of the schema tells it. */
export interface Section {
  /** The heading; fields with this `x-section` stand under it. */
  title: string;
  /** Label of the first row of tick boxes («Настройка выгрузки»). */
  ticks?: string;
  /** Kinds of runs whose buttons stand under the section. */
  runs?: readonly string[];
  /** Short fields stand beside each other, each under its label. */
  compact?: boolean;
  /** The check of the access stands under the section. */
  check?: boolean;
}

/** What the form is about besides its fields. */
export interface FormSource {
  service: string;
  slug: string;
}

/** The members of a schema node that are nodes themselves. */
export function fieldsOf(schema: Schema): [string, Schema][] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => [name, field as Schema]);
}
