import type { ReactNode } from "react";
import "./records.css";

/** A label and its value. */
export type Fact = readonly [label: string, value: ReactNode];

interface FactsProps {
  items: readonly Fact[];
  /** What stands instead of all of them when none has a value; without it empty ones are shown as «–». */
  none?: string;
}

/** Labels with their values, as many beside each other as fit. */
export function Facts({ items, none }: FactsProps) {
  const shown = none ? items.filter(([, value]) => !blank(value)) : items;
  if (shown.length === 0) return <span className="muted">{none}</span>;
  return (
    <dl className="facts">
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}:</dt>
          <dd>{blank(value) ? "–" : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function blank(value: ReactNode): boolean {
  return value === "" || value == null;
}
