import { Button, Flex, Input, Select } from "antd";
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
      <Input
        type="date"
        aria-label="С даты"
        prefix={<span className="muted">с</span>}
        className="run-filter-day"
        max={filter.to || undefined}
        value={filter.from}
        onChange={({ target }) => change({ from: target.value })}
      />
      <Input
        type="date"
        aria-label="По дату"
        prefix={<span className="muted">по</span>}
        className="run-filter-day"
        min={filter.from || undefined}
        value={filter.to}
        onChange={({ target }) => change({ to: target.value })}
      />
      {!isEmpty && (
        <Button type="link" onClick={clear}>
          Сбросить
        </Button>
      )}
    </Flex>
  );
}
