import { Button, DatePicker, Flex, Select } from "antd";
import dayjs from "dayjs";
import { useKnownConnections } from "./useKnownConnections";
import type { useRunFilter } from "./useRunFilter";
import { KIND_CHOICES, STATUS_CHOICES } from "./words";

/** Filters of the journal: integration, kind, result, days. */
export function RunFilterBar({ filter, change, isEmpty, clear }: ReturnType<typeof useRunFilter>) {
  const titles = new Map(useKnownConnections().map((one) => [one.integration, one.integration_title]));
  const integrations = [...titles].map(([value, title]) => ({ value, label: title ?? value }));
  return (
    <Flex wrap gap="small" align="center" className="run-filter" component="search">
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        aria-label="Интеграция"
        placeholder="Интеграция"
        className="run-filter-wide"
        options={integrations}
        value={filter.integration || null}
        onChange={(integration) => change({ integration: integration ?? "" })}
      />
      <Select
        allowClear
        aria-label="Вид обмена"
        placeholder="Вид обмена"
        className="run-filter-wide"
        options={KIND_CHOICES}
        value={filter.kind || null}
        onChange={(kind) => change({ kind: kind ?? "" })}
      />
      <Select
        allowClear
        mode="multiple"
        aria-label="Результат"
        placeholder="Результат"
        className="run-filter-wide"
        options={STATUS_CHOICES}
        value={filter.status}
        onChange={(status) => change({ status })}
      />
      <Day label="С даты" value={filter.from} max={filter.to} onChange={(from) => change({ from })} />
      <Day label="По дату" value={filter.to} min={filter.from} onChange={(to) => change({ to })} />
      {!isEmpty && (
        <Button type="link" onClick={clear}>
          Сбросить
        </Button>
      )}
    </Flex>
  );
}

interface DayProps {
  label: string;
  /** `YYYY-MM-DD`, "" for none; so are the bounds. */
  value: string;
  min?: string;
  max?: string;
  onChange: (value: string) => void;
}

function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <DatePicker
      aria-label={label}
      placeholder={label}
      format="DD.MM.YYYY"
      className="run-filter-day"
      minDate={min ? dayjs(min) : undefined}
      maxDate={max ? dayjs(max) : undefined}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange(day ? day.format("YYYY-MM-DD") : "")}
    />
  );
}
