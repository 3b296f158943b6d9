import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { answered, bridge } from "../../api/clients";
import { keys } from "../../live/keys";
import { useDelayed } from "../../ui/useDelayed";

interface CounterpartySelectProps {
  /** Ref of the chosen counterparty; empty for none. */
  value: string;
  onChange: (ref: string) => void;
}

/** Choice of a counterparty with search at the server. */
export function CounterpartySelect({ value, onChange }: CounterpartySelectProps) {
  const [text, setText] = useState("");
  const q = useDelayed(text.trim());
  const found = useQuery({
    queryKey: keys.platform("counterparties", "choice", q),
    queryFn: () => answered(bridge.GET("/v1/counterparties", { params: { query: { q: q || undefined, limit: 20 } } })),
  });
  const chosen = useQuery({
    queryKey: keys.platform("counterparties", "one", value),
    queryFn: () => answered(bridge.GET("/v1/counterparties/{ref}", { params: { path: { ref: value } } })),
    enabled: value !== "",
  });
  const items = found.data?.items ?? [];
  const rows = chosen.data && !items.some((one) => one.ref === value) ? [chosen.data, ...items] : items;
  return (
    <Select
      allowClear
      aria-label="Контрагент"
      placeholder="Контрагент"
      value={value || undefined}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      options={rows.map(({ ref, name }) => ({ value: ref, label: name }))}
      notFoundContent={found.isError ? "Список не загрузился" : "Ничего не найдено"}
      onChange={(ref: string | undefined) => onChange(ref ?? "")}
    />
  );
}
