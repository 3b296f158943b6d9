import { describe, expect, it } from "vitest";
import { freshnessOf, freshnessWords, worst } from "./freshness";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

function connection(more: object) {
  return { enabled: true, schedule: {}, last_success: {}, next_run: {}, updated_at: ago(10_000), ...more };
}

function only(more: object) {
  const [found, ...others] = freshnessOf(connection(more), NOW);
  expect(others).toEqual([]);
  return { grade: found!.grade, words: freshnessWords(found!, NOW) };
}

describe("freshness in promised terms", () => {
  it("is in time within a period and its grace", () => {
    const stock = { schedule: { export_goods: 900 }, last_success: { export_goods: ago(7) } };
    expect(only(stock)).toEqual({ grade: "fresh", words: "7 мин назад, обещано 15 мин" });
    expect(only({ ...stock, last_success: { export_goods: ago(16) } }).grade).toBe("fresh");
  });

  it("is late after one period and lost after two", () => {
    const at = (minutes: number) =>
      only({ schedule: { import_orders: 900 }, last_success: { import_orders: ago(minutes) } });
    expect(at(17)).toEqual({ grade: "late", words: "17 мин назад, обещано 15 мин" });
    expect(at(125)).toEqual({ grade: "lost", words: "2 ч 5 мин назад, обещано 15 мин" });
  });

  it("says when the first exchange begins", () => {
    const next = new Date(NOW + 3 * 60_000).toISOString();
    const given = { schedule: { import_orders: 900 }, next_run: { import_orders: next }, updated_at: ago(1) };
    expect(only(given)).toEqual({ grade: "first", words: "ещё не было, начнётся через 3 мин, обещано 15 мин" });
  });

  it("counts from the last saving of the settings", () => {
    const given = { schedule: { import_orders: 900 }, last_success: { import_orders: ago(500) }, updated_at: ago(2) };
    expect(only(given).grade).toBe("fresh");
  });

  it("promises nothing without a schedule, nor while the connection is off", () => {
    const last_success = { import_orders: ago(120) };
    const words = { grade: "unplanned", words: "2 ч назад, без расписания" };
    expect(only({ last_success })).toEqual(words);
    expect(only({ last_success, schedule: { import_orders: 900 }, enabled: false })).toEqual(words);
  });
});

it("puts orders before goods, and what is not known last", () => {
  const schedule = { zzz: 900, export_goods: 900, import_orders: 900 };
  expect(freshnessOf(connection({ schedule }), NOW).map(({ kind }) => kind)).toEqual([
    "import_orders",
    "export_goods",
    "zzz",
  ]);
});

it("finds the worst direction", () => {
  const schedule = { import_orders: 900, export_goods: 900 };
  const mixed = freshnessOf(connection({ schedule, last_success: { import_orders: ago(1) } }), NOW);
  const good = freshnessOf(connection({ schedule: {}, last_success: { import_orders: ago(1) } }), NOW);
  expect(worst(mixed)).toBeLessThan(worst(good));
  expect(worst([])).toBeGreaterThan(worst(good));
});
