import type { ReactNode } from "react";
import "./records.css";

/** Labels with their values, as many beside each other as fit. An empty value is shown as «–». */
export function Facts({ items }: { items: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {items.map(([label, value]) => (
        <div key={label}>
          <dt>{label}:</dt>
          <dd>{value === "" || value == null ? "–" : value}</dd>
        </div>
      ))}
    </dl>
  );
}
