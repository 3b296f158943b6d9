import { Select } from "antd";
import { useDirectory, type DirectoryKind } from "./directories";

interface DirectorySelectProps {
  kind: DirectoryKind;
  /** What is chosen, for those who do not see the box and while nothing is. */
  label: string;
  /** Ref of the chosen entry; empty for none. */
  value: string;
  onChange: (ref: string) => void;
}

/** Choice of an entry of a directory, for filters. */
export function DirectorySelect({ kind, label, value, onChange }: DirectorySelectProps) {
  const { entries, isPending } = useDirectory(kind);
  return (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      loading={isPending}
      value={value || undefined}
      showSearch={{ optionFilterProp: "label" }}
      options={entries.map(({ ref, name }) => ({ value: ref, label: name }))}
      onChange={(ref: string | undefined) => onChange(ref ?? "")}
    />
  );
}
