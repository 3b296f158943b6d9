import type { Row, Run } from "../words";

/** One group of goods of a preview: what its rows are asked for by, and how many there are. */
export interface Group {
  name: "changed" | "created" | "gone" | "skipped";
  label: string;
  count: number;
  query: { result?: Row["result"]; gone?: boolean };
}

/** Groups of a preview of an export; goods without a change are only counted. */
export function groupsOf({ counts, effect }: Pick<Run, "counts" | "effect">): Group[] {
  return [
    {
      name: "changed",
      label: "Изменятся",
      count: counts.updated - effect.gone,
      query: { result: "updated", gone: false },
    },
    { name: "created", label: "Новые", count: counts.created, query: { result: "created" } },
    { name: "gone", label: "Снимутся с выгрузки", count: effect.gone, query: { gone: true } },
    { name: "skipped", label: "Пропустим", count: counts.rejected, query: { result: "rejected" } },
  ];
}
