import type { WidgetProps } from "@rjsf/utils";
import type { Schema, Values } from "../schema";

/** What every widget is given. */
export type Props = WidgetProps<unknown, Schema, Values>;

/** Attributes of the control itself: its id, which the label names, and what it says of its state. */
export function control({ id, required, disabled, readonly, rawErrors }: Props) {
  const bad = (rawErrors?.length ?? 0) > 0;
  return {
    id,
    disabled: disabled || readonly,
    "aria-required": required || undefined,
    "aria-invalid": bad || undefined,
    "aria-describedby": bad ? errorId(id) : undefined,
    status: bad ? ("error" as const) : undefined,
  };
}

/** Id of the element with the errors of a field. */
export function errorId(id: string): string {
  return `${id}__error`;
}

/** Id of the label of a field whose control is a group. */
export function labelId(id: string): string {
  return `${id}__label`;
}

/** A value of a text box: an empty one is none. */
export function text(value: string): string | undefined {
  return value === "" ? undefined : value;
}

/** Options of a field with a list of values, in Russian by `x-labels`. */
export function options(schema: Schema): { value: string | number; label: string }[] {
  const labels = (schema["x-labels"] ?? {}) as Record<string, string>;
  const values = (schema.enum ?? (schema.items as Schema | undefined)?.enum ?? []) as (string | number)[];
  return values.map((value) => ({ value, label: labels[String(value)] ?? String(value) }));
}

/** What a list or a row of buttons says while nothing is chosen. */
export function noneOf(schema: Schema): string {
  return String(schema["x-empty"] ?? "Не выбрано");
}
