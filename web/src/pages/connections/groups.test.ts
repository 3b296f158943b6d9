import { describe, expect, it } from "vitest";
import { chosen, groupsOf, statesOf, type Source } from "./groups";

const CAUSE = { key: "login_refused", what: "Магазин не пустил нас.", why: "", do: "Проверьте пароль." };

type Known = Source["known"][number];
type Told = Source["told"] extends ReadonlyMap<string, infer T> ? T : never;

function known(id: string, more: Partial<Known> = {}): Known {
  return {
    id,
    service: "shop-sync",
    integration: "insales",
    integration_title: "InSales",
    name: `Магазин ${id}`,
    enabled: true,
    health: "ok",
    since: "2026-11-24T10:00:00Z",
    cause: null,
    ...more,
  };
}

function told(id: string, more: Partial<Told> = {}): [string, Told] {
  return [
    id,
    {
      ...known(id),
      reason: null,
      version: 1,
      revision: 1,
      schedule: { import_orders: 900 },
      last_checked: null,
      last_success: {},
      created_at: "2026-11-24T10:00:00Z",
      updated_at: "2026-11-24T10:00:00Z",
      config: {},
      kept: [],
      state: "ok",
      next_run: {},
      ...more,
    },
  ];
}

function source(more: Partial<Source> = {}): Source {
  return { service: "shop-sync", known: [known("1")], told: new Map(), pending: false, error: null, ...more };
}

describe("the list of connections", () => {
  it("believes a service that answers: what the journal has not heard of is there, what is deleted is not", () => {
    const [group] = groupsOf([source({ known: [known("1"), known("2")], told: new Map([told("2"), told("3")]) })]);
    expect(group?.title).toBe("InSales");
    expect(group?.rows.map((row) => row.id)).toEqual(["2", "3"]);
  });

  it("keeps what was known of a service that is away, says so, and leaves the others alone", () => {
    const away = source({ known: [known("1", { health: "needs_attention", cause: CAUSE })], error: new Error("away") });
    const other = source({
      service: "mail-intake",
      known: [known("9", { service: "mail-intake", integration: "mail", integration_title: "Заказы по почте" })],
      told: new Map([told("9", { integration: "mail", next_run: { import_orders: "2026-11-24T12:00:00Z" } })]),
    });
    const groups = groupsOf([away, other]);
    expect(groups.map(({ title, away: silent }) => [title, silent])).toEqual([
      ["Заказы по почте", false],
      ["InSales", true],
    ]);
    expect(groups[1]?.rows[0]).toMatchObject({ state: "needs_attention", cause: CAUSE, exchanges: null });
    expect(groups[0]?.rows[0]?.exchanges).toEqual([
      { kind: "import_orders", last: null, next: "2026-11-24T12:00:00Z" },
    ]);
  });

  it("puts those that wait for somebody first and finds by state, name and integration", () => {
    const rows = [told("1"), told("2", { state: "needs_attention" }), told("10", { state: "paused" })];
    const groups = groupsOf([source({ told: new Map(rows) })]);
    const ids = (found: ReturnType<typeof chosen>) => found.flatMap((group) => group.rows.map((row) => row.id));
    expect(ids(groups)).toEqual(["2", "1", "10"]);
    expect(statesOf(groups).map(({ state }) => state)).toEqual(["needs_attention", "ok", "paused"]);
    expect(ids(chosen(groups, "paused", ""))).toEqual(["10"]);
    expect(ids(chosen(groups, "", "магазин 1"))).toEqual(["1", "10"]);
    expect(ids(chosen(groups, "ok", "insales"))).toEqual(["1"]);
    expect(chosen(groups, "late", "")).toEqual([]);
  });
});
