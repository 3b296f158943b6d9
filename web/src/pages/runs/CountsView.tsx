import { count } from "../../ui/format";
import type { Counts } from "./words";

const NAMES = [
  ["created", "создано"],
  ["updated", "изменено"],
  ["unchanged", "без изменений"],
  ["rejected", "отклонено"],
] as const;

/** Counts of a run in one line, without those that are nought: «создано 5, отклонено 1». */
export function CountsView({ counts }: { counts: Counts }) {
  const told = NAMES.filter(([name]) => counts[name] > 0);
  if (!told.length) return <span className="muted">строк нет</span>;
  return (
    <span className="run-counts">
      {told.map(([name, word]) => (
        <span key={name} className={name === "rejected" ? "run-rejected" : undefined}>
          {word} {count(counts[name])}
        </span>
      ))}
    </span>
  );
}
