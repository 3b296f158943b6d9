import { Checkbox, Input, InputNumber } from "antd";
import { control, labelId, text, type Props } from "./common";

const KEPT = "Сохранён. Оставьте пустым, чтобы не менять";

/** A line of text. */
export function LineWidget(props: Props) {
  const { value, onChange, schema } = props;
  const example = (schema.examples as string[] | undefined)?.[0];
  return (
    <Input
      {...control(props)}
      value={(value as string | undefined) ?? ""}
      placeholder={example}
      maxLength={schema.maxLength}
      autoComplete="off"
      onChange={(event) => onChange(text(event.target.value))}
    />
  );
}

/** Several lines of text. */
export function TextareaWidget(props: Props) {
  const { value, onChange, schema } = props;
  return (
    <Input.TextArea
      {...control(props)}
      rows={4}
      value={(value as string | undefined) ?? ""}
      maxLength={schema.maxLength}
      onChange={(event) => onChange(text(event.target.value))}
    />
  );
}

/** A secret: never shown once it is stored, left as it is while the box stays empty. */
export function PasswordWidget(props: Props) {
  const { value, onChange, options, disabled, readonly } = props;
  const { ...attributes } = control(props);
  return (
    <Input.Password
      {...attributes}
      value={(value as string | undefined) ?? ""}
      placeholder={options.kept ? KEPT : undefined}
      autoComplete="new-password"
      visibilityToggle={!(disabled || readonly)}
      onChange={(event) => onChange(text(event.target.value))}
    />
  );
}

/** A number; whole when the schema says so. */
export function FigureWidget(props: Props) {
  const { value, onChange, schema } = props;
  return (
    <InputNumber
      {...control(props)}
      value={value as number | undefined}
      precision={schema.type === "integer" ? 0 : undefined}
      decimalSeparator=","
      onChange={(number) => onChange(number ?? undefined)}
    />
  );
}

/** A tick box with its label. */
export function TickWidget(props: Props) {
  const { value, onChange, label } = props;
  const { status: _, ...attributes } = control(props);
  return (
    <Checkbox {...attributes} checked={Boolean(value)} onChange={(event) => onChange(event.target.checked)}>
      <span id={labelId(props.id)}>{label}</span>
    </Checkbox>
  );
}
