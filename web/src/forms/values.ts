import type { Values } from "./schema";

/** The same values without empty ones (null, undefined, "", lists without entries): a cleared field has no value. */
export function filled(values: Values): Values {
  const kept = Object.entries(values).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(kept.map(([name, value]) => [name, isObject(value) ? filled(value) : value]));
}

/** Whether two forms hold the same, whatever the order of their fields. */
export function same(one: unknown, other: unknown): boolean {
  return spelled(one) === spelled(other);
}

/** A copy of the values without these dotted paths. */
export function without(values: Values, paths: readonly string[]): Values {
  let made = values;
  for (const path of paths) made = withoutOne(made, path.split("."));
  return made;
}

function withoutOne(values: Values, [name = "", ...rest]: string[]): Values {
  if (!(name in values)) return values;
  const { [name]: value, ...others } = values;
  if (rest.length === 0) return others;
  return isObject(value) ? { ...values, [name]: withoutOne(value, rest) } : values;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function spelled(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner)
      ? Object.fromEntries(Object.entries(filled(inner)).toSorted(([a], [b]) => a.localeCompare(b)))
      : inner,
  );
}
