import type { Row, Run } from "./words";

/** Answers of a service that tests of these pages show. */
export const RUN: Run = {
  id: "r-1",
  connection: "c-1",
  integration: "demo",
  kind: "import_orders",
  trigger: "file",
  status: "partial",
  counts: { seen: 100, created: 99, updated: 0, unchanged: 0, rejected: 1 },
  money: [{ currency: "RUB", amount: "412300", count: 99 }],
  progress: { done: 100, total: 100 },
  file_name: "orders.xml",
  dry_run: false,
  attempt_of: null,
  open_rejected: 1,
  waits_for_platform: false,
  created_at: "2026-11-24T09:00:00Z",
  started_at: "2026-11-24T09:00:01Z",
  finished_at: "2026-11-24T09:00:05Z",
  error: null,
  effect: { prices_changed: 0, largest_change: 0, gone: 0 },
};

export const ROW: Row = {
  number: 54,
  where: "Заказ № 1055",
  title: "1055",
  state: "refused",
  amount: "8400",
  currency: "RUB",
  cured_by: null,
  result: "rejected",
  reason: { key: "order_refused", what: "Бизнес.Ру не принял заказ.", why: "Товар не найден.", do: "Исправьте." },
  changes: [],
  goods: [],
  price_change: null,
  gone: false,
};

export const FORM = {
  title: "Демо-магазин",
  schema: {},
  values: {},
  by_hand: ["import_orders", "export_goods"],
  dry_runs: ["export_goods"],
  repeatable: ["import_orders"],
  uploads: true,
  multiple: true,
  checkable: true,
};

export const KNOWN = {
  id: "c-1",
  service: "shop-sync",
  integration: "demo",
  integration_title: "Демо-магазин",
  name: "Мой магазин",
  enabled: true,
  health: "ok",
  cause: null,
  since: "2026-11-24T08:00:00Z",
};
