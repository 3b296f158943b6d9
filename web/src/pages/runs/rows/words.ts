import type { Row } from "../words";

/** What became of a row: the word and the colour of its tag. */
export interface OutcomeWord {
  word: string;
  color: string;
}

const DONE: Record<Row["result"], OutcomeWord> = {
  created: { word: "Создано", color: "success" },
  updated: { word: "Изменено", color: "processing" },
  rejected: { word: "Отклонено", color: "error" },
};

const DRY: Record<Row["result"], OutcomeWord> = {
  created: { word: "Будет создано", color: "success" },
  updated: { word: "Изменится", color: "processing" },
  rejected: { word: "Будет пропущено", color: "error" },
};

/** The outcome of a row, in a dry run as what would become of it. */
export function outcomeWord(row: Row, dryRun: boolean): OutcomeWord {
  if (row.cured_by) return { word: "Исправлено", color: "success" };
  if (dryRun) return DRY[row.result];
  if (row.state === "accepted") return { word: "Ждёт ответа", color: "default" };
  return DONE[row.result];
}

/** Choices of the filter by result. */
export const RESULTS = [
  { value: "", label: "Все" },
  { value: "rejected", label: "Отклонённые" },
  { value: "created", label: "Созданные" },
  { value: "updated", label: "Изменённые" },
] as const;

/** Choices of the filter by state. */
export const STATES = [
  { value: "", label: "Любое состояние" },
  { value: "accepted", label: "Ждут ответа платформы" },
  { value: "stored", label: "Записаны в Бизнес.Ру" },
  { value: "refused", label: "Не приняты Бизнес.Ру" },
  { value: "done", label: "Ответа не ждут" },
] as const;

/** The heading of a row and what stands under it: an order is named by `where`, a good by its name. */
export function rowNames({ where, title }: Row): { head: string; under: string | null } {
  if (!title || where.includes(title)) return { head: where, under: null };
  return { head: title, under: where };
}
