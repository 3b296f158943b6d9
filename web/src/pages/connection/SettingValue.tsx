import { plain } from "../../forms/prepare";
import { fieldsOf, type Schema } from "../../forms/schema";
import { options } from "../../forms/widgets/common";
import { useLabels } from "../../forms/widgets/choices";
import type { FormInfo } from "./model";

/** A value of a setting as a person reads it: labels of its list, «да» and «нет», rows of a table in lines. */
export function SettingValue({ field, value, form }: { field: string; value: unknown; form: FormInfo }) {
  const path = field.split(".");
  let node: Schema | undefined = { properties: { config: plain(form.schema as Schema) } };
  for (const name of path) node = node?.properties?.[name] as Schema | undefined;
  return <Value schema={node ?? {}} value={value} />;
}

function Value({ schema, value }: { schema: Schema; value: unknown }) {
  if (value === null || value === undefined || value === "") return "не задано";
  if (typeof value === "boolean") return value ? "да" : "нет";
  if (Array.isArray(value)) return value.length > 0 ? <List schema={schema} values={value} /> : "не задано";
  if (typeof value === "object") return <Row schema={schema} value={value as Record<string, unknown>} />;
  if (schema["x-list"]) return <Named list={String(schema["x-list"])} value={String(value)} />;
  return options(schema).find((option) => option.value === value)?.label ?? String(value);
}

function List({ schema, values }: { schema: Schema; values: unknown[] }) {
  const items = {
    ...(schema.items as Schema | undefined),
    ...(schema["x-list"] ? { "x-list": schema["x-list"] } : {}),
  };
  return (
    <ul className="value-list">
      {values.map((value, place) => (
        <li key={place}>
          <Value schema={items} value={value} />
        </li>
      ))}
    </ul>
  );
}

function Row({ schema, value }: { schema: Schema; value: Record<string, unknown> }) {
  const known = fieldsOf(schema);
  return known.map(([name, field], place) => (
    <span key={name}>
      {place > 0 && " → "}
      <Value schema={field} value={value[name]} />
    </span>
  ));
}

function Named({ list, value }: { list: string; value: string }) {
  return useLabels(list)(value);
}
