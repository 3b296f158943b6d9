import type { components } from "../../api/schema/shop-sync";

export type Run = components["schemas"]["RunAnswer"];
export type Row = components["schemas"]["RowAnswer"];
export type Counts = components["schemas"]["CountsAnswer"];

const KINDS: Record<string, string> = {
  import_orders: "Загрузка заказов",
  import_leads: "Загрузка заявок",
  track_parcels: "Отслеживание посылок",
  export_goods: "Выгрузка товаров",
  export_statuses: "Выгрузка статусов",
};

const TRIGGERS: Record<string, string> = {
  user: "Вручную",
  period: "По расписанию",
  file: "Из файла",
  retry: "Повтор",
  hint: "По событию",
};

/** Result of a run: the word and the colour of its tag. */
export interface StatusWord {
  word: string;
  color: string;
}

const STATUSES: Record<string, StatusWord> = {
  queued: { word: "В очереди", color: "default" },
  running: { word: "Идёт", color: "processing" },
  success: { word: "Успешно", color: "success" },
  partial: { word: "Частично", color: "warning" },
  failed: { word: "Ошибка", color: "error" },
  cancelled: { word: "Отменён", color: "default" },
};

/** «Загрузка заказов»; kinds that this console does not know keep their own name. */
export function kindWord(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** What started a run: «Вручную», «По расписанию». */
export function triggerWord(trigger: string): string {
  return TRIGGERS[trigger] ?? trigger;
}

/** «Успешно», «Частично», «Идёт» … */
export function statusWord(status: string): StatusWord {
  return STATUSES[status] ?? { word: status, color: "default" };
}

/** Choices of a filter by kind, and by the status of a run that is over. */
export const KIND_CHOICES = Object.entries(KINDS).map(([value, label]) => ({ value, label }));
export const STATUS_CHOICES = (["success", "partial", "failed", "cancelled"] as const).map((value) => ({
  value,
  label: statusWord(value).word,
}));

/** Whether nothing of the run will change any more. */
export function isOver(run: { status: string }): boolean {
  return run.status !== "queued" && run.status !== "running";
}
