import { Button, Select } from "antd";
import { useState } from "react";
import { asProblem } from "../../api/problem";
import { useDelayed } from "../../ui/useDelayed";
import { labelOf, useChoices, type Choice } from "./choices";
import { control, noneOf, type Props } from "./common";

/** One or several entries of a directory that the service reads for the account (`x-list`), found by part of the name. */
export function RemoteSelect(props: Props) {
  const { value, onChange, schema } = props;
  const name = String(schema["x-list"]);
  const many = schema.type === "array";
  const [part, setPart] = useState("");
  const found = useChoices(name, useDelayed(part.trim()));
  const whole = useChoices(name, "");
  const failure = found.error ?? whole.error;
  const chosen = (many ? value : value ? [value] : []) as string[] | undefined;
  const known = [...(whole.data ?? []), ...(found.data ?? [])];
  const labelled = (one: string) => ({ value: one, label: labelOf(one, known, whole.isPending) });
  return (
    <>
      <Select
        {...control(props)}
        labelInValue
        mode={many ? "multiple" : undefined}
        allowClear={many || Boolean(schema["x-nullable"])}
        placeholder={props.required ? "Выберите из списка" : noneOf(schema)}
        loading={found.isFetching}
        showSearch={{ filterOption: false, searchValue: part, onSearch: setPart, autoClearSearchValue: true }}
        options={found.data ?? []}
        notFoundContent={found.isFetching ? "Загрузка…" : failure ? "Список не загрузился" : "Ничего не найдено"}
        value={many ? (chosen ?? []).map(labelled) : chosen?.[0] ? labelled(chosen[0]) : undefined}
        onChange={(given: unknown) => onChange(valueOf(given))}
      />
      {failure && (
        <div className="field-note" role="alert">
          Список не загрузился: {asProblem(failure).message.toLowerCase()}.{" "}
          <Button type="link" size="small" onClick={() => void Promise.all([found.refetch(), whole.refetch()])}>
            Повторить
          </Button>
        </div>
      )}
    </>
  );
}

function valueOf(given: unknown): string | string[] | undefined {
  if (Array.isArray(given)) return (given as Choice[]).map((choice) => choice.value);
  return (given as Choice | undefined)?.value;
}
