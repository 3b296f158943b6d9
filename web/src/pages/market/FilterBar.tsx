import { SearchOutlined } from "@ant-design/icons";
import { Input, Radio, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { KINDS, LONGEST_TEXT, type Category, type Filters } from "./filters";

const PAUSE_MS = 120;

interface FilterBarProps {
  filters: Filters;
  categories: readonly { category: Category; title: string }[];
  onChange: (change: Partial<Filters>) => void;
}

/** «Все / Бесплатно / Платно / Подключено», «+Категории» and the search inside them. */
export function FilterBar({ filters, categories, onChange }: FilterBarProps) {
  const options = categories.map(({ category, title }) => ({ value: category, label: title }));
  return (
    <search className="market-filters" aria-label="Фильтры маркетплейса">
      <Radio.Group
        optionType="button"
        buttonStyle="solid"
        aria-label="Показать"
        options={[...KINDS]}
        value={filters.kind}
        onChange={(event) => onChange({ kind: event.target.value })}
      />
      <Select
        mode="multiple"
        className="market-categories"
        aria-label="Категории"
        placeholder="+Категории"
        allowClear
        maxTagCount="responsive"
        showSearch={{ optionFilterProp: "label" }}
        options={options}
        value={[...filters.categories]}
        onChange={(chosen: Category[]) => onChange({ categories: chosen })}
      />
      <SearchField text={filters.text} onChange={(text) => onChange({ text })} />
    </search>
  );
}

/** Tells the text after a short pause in typing. */
function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const told = useRef(text);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  useEffect(() => {
    // the address changed by itself: a link, the back button, «Сбросить фильтры»
    if (text !== told.current) setTyped(text);
    told.current = text;
  }, [text]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === told.current) return;
    const timer = setTimeout(() => {
      told.current = wanted;
      tell.current(wanted);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Input
      className="market-search"
      type="search"
      aria-label="Поиск по названию"
      placeholder="Поиск по названию"
      prefix={<SearchOutlined />}
      allowClear
      maxLength={LONGEST_TEXT}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
