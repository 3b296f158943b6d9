import { Input } from "antd";
import { useEffect, useState } from "react";

interface SearchBoxProps {
  /** What is searched for now; empty for nothing. */
  value: string;
  /** Called when the typing has stopped. Keep it stable. */
  onSearch: (text: string) => void;
  /** Says what is searched: the placeholder and the accessible name. */
  label: string;
}

const PAUSE_MS = 300;

/** A search that asks when the typing stops, not at each letter. */
export function SearchBox({ value, onSearch, label }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    // the address changed under us (back button, «Сбросить»), or it took over what was typed
    setKnown(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <Input.Search
      allowClear
      className="search-box"
      value={text}
      maxLength={100}
      placeholder={label}
      aria-label={label}
      onChange={(event) => setText(event.target.value)}
      onSearch={(wanted) => onSearch(wanted.trim())}
    />
  );
}
