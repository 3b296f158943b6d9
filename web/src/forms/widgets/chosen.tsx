import { Radio, Select } from "antd";
import { control, errorId, labelId, noneOf, options, type Props } from "./common";

const NONE = "";

function Radios(props: Props & { look: "button" | "default" }) {
  const { id, value, onChange, schema, disabled, readonly, rawErrors, look, label } = props;
  const bad = (rawErrors?.length ?? 0) > 0;
  const none = { value: NONE, label: noneOf(schema) };
  return (
    <Radio.Group
      id={id}
      name={id}
      aria-labelledby={labelId(id)}
      aria-label={label}
      aria-describedby={bad ? errorId(id) : undefined}
      className="choice-row"
      optionType={look}
      buttonStyle="solid"
      disabled={disabled || readonly}
      value={value ?? NONE}
      options={schema["x-nullable"] ? [...options(schema), none] : options(schema)}
      onChange={(event) => onChange(event.target.value === NONE ? undefined : event.target.value)}
    />
  );
}

/** A row of buttons of which one is pressed («15 мин» … «24 ч»); an empty choice is the last of them. */
export function ButtonsWidget(props: Props) {
  return <Radios {...props} look="button" />;
}

/** The same as round marks. */
export function RadioWidget(props: Props) {
  return <Radios {...props} look="default" />;
}

/** One or several values of a fixed list. */
export function ChoiceWidget(props: Props) {
  const { value, onChange, schema } = props;
  return (
    <Select
      {...control(props)}
      value={value ?? undefined}
      mode={schema.type === "array" ? "multiple" : undefined}
      allowClear={Boolean(schema["x-nullable"])}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={noneOf(schema)}
      options={options(schema)}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

/** Words that the user types himself, each ended by Enter or a comma. */
export function WordsWidget(props: Props) {
  const { value, onChange } = props;
  return (
    <Select
      {...control(props)}
      mode="tags"
      open={false}
      suffixIcon={null}
      tokenSeparators={[",", ";"]}
      placeholder="Введите и нажмите Enter"
      value={(value as string[] | undefined) ?? []}
      onChange={(words: string[]) => onChange(words)}
    />
  );
}
