import type { ObjectFieldTemplateProps } from "@rjsf/utils";
import { useId, type ReactNode } from "react";
import type { Schema, Section, Values } from "../schema";
import { useFormAround } from "../Source";

type Props = ObjectFieldTemplateProps<unknown, Schema, Values>;
type Field = Props["properties"][number];

/** The form as its sections; a row of a table, or a group of fields inside, as it is. */
export function ObjectTemplate(props: Props) {
  const { fieldPathId, properties, title } = props;
  const { sections } = useFormAround();
  const last = fieldPathId.path.at(-1);
  if (last === undefined) return properties.map((field) => field.content);
  if (typeof last === "number") return <div className="table-fields">{properties.map((field) => field.content)}</div>;
  if (fieldPathId.path.length === 1)
    return sections.map((section) => <Part key={section.title} section={section} {...props} />);
  return (
    <fieldset className="field-group">
      <legend>{title}</legend>
      {properties.map((field) => field.content)}
    </fieldset>
  );
}

function Part({ section, schema, properties }: Props & { section: Section }) {
  const { end } = useFormAround();
  const id = useId();
  const node = (field: Field) => (schema.properties?.[field.name] ?? {}) as Schema;
  const mine = properties.filter((field) => String(node(field)["x-section"] ?? "") === section.title);
  if (mine.length === 0) return null;
  const fields = rows(mine, (field) => node(field).type === "boolean", section.ticks);
  return (
    <section className="part" aria-labelledby={section.title ? id : undefined}>
      {section.title && <h2 id={id}>{section.title}</h2>}
      {section.compact ? <div className="compact-fields">{fields}</div> : fields}
      {end?.(section)}
    </section>
  );
}

/** Fields one under another; tick boxes in a row of their own, the first of them under the label of the section. */
function rows(fields: readonly Field[], isTick: (field: Field) => boolean, ticks: string | undefined): ReactNode[] {
  const made: ReactNode[] = [];
  let open: Field[] = [];
  let label = ticks;
  const close = () => {
    if (open.length > 0) made.push(<Ticks key={`ticks-${open[0]?.name}`} label={label} fields={open} />);
    if (open.length > 0) label = undefined;
    open = [];
  };
  for (const field of fields) {
    if (isTick(field)) open.push(field);
    else {
      close();
      made.push(field.content);
    }
  }
  close();
  return made;
}

function Ticks({ label, fields }: { label: string | undefined; fields: readonly Field[] }) {
  const id = useId();
  return (
    <fieldset className="field bare" aria-labelledby={label ? id : undefined}>
      <div className="field-label">{label && <span id={id}>{label}:</span>}</div>
      <div className="field-control">{fields.map((field) => field.content)}</div>
    </fieldset>
  );
}
