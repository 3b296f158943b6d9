import { SAMPLE } from "../../forms/sample";
import type { Connection, FormInfo } from "./model";

/** A form with every kind of button; for tests. */
export const FORM: FormInfo = {
  title: "Магазин",
  schema: SAMPLE,
  values: { all_goods: true, groups: [], pairs: [], every: "1h", address: "" },
  by_hand: ["export_goods"],
  dry_runs: ["export_goods"],
  repeatable: [],
  uploads: false,
  multiple: true,
  checkable: true,
};

/** A saved connection with a stored secret; for tests. */
export const SAVED: Connection = {
  id: "c1",
  integration: "shop",
  name: "Магазин 1",
  enabled: true,
  health: "ok",
  reason: null,
  version: 1,
  revision: 3,
  schedule: {},
  last_checked: null,
  last_success: {},
  created_at: "2026-11-24T10:00:00Z",
  updated_at: "2026-11-24T10:00:00Z",
  config: { all_goods: true, groups: [], owner: "emp-1", address: "shop.ru", pairs: [], every: "1h", key: "****cret" },
  kept: ["key"],
  state: "ok",
  cause: null,
  next_run: {},
};

/** Who is logged in; for tests. */
export const ME = {
  user: "u1",
  login: "o",
  name: "Соколова Марина",
  account: "a",
  account_name: "Магазин",
  roles: ["owner"],
};
