import { describe, expect, it } from "vitest";
import { ownerOf } from "./usePerson";
import { amount, cures } from "./words";

const rub = (count: number, value: string) => [{ currency: "RUB", amount: value, count }];
const plain = (text: string | null) => text?.replaceAll(/\s/g, " ") ?? null;

describe("how much waits", () => {
  it("is orders and their money, in several currencies too", () => {
    expect(plain(amount({ kind: "orders_refused", count: 2, money: rub(2, "8400") }))).toBe("2 заказа на 8 400 ₽");
    const both = [...rub(4, "100"), { currency: "USD", amount: "7", count: 1 }];
    expect(plain(amount({ kind: "orders_unanswered", count: 5, money: both }))).toBe("5 заказов на 100 ₽ + 7 $");
    expect(amount({ kind: "orders_refused", count: 1, money: [] })).toBe("1 заказ");
  });

  it("is rows of an exchange, and nothing of a connection", () => {
    expect(amount({ kind: "run_partial", count: 21, money: [] })).toBe("21 строка");
    expect(amount({ kind: "run_failed", count: 1, money: [] })).toBeNull();
    expect(amount({ kind: "connection_needs_attention", count: 1, money: [] })).toBeNull();
  });
});

describe("where it is cured", () => {
  const links = { service: "shop-sync", connection: "c-1", run: "r-1", order: "o/1" };
  const told = (kind: Parameters<typeof cures>[0]["kind"], more = {}) =>
    cures({ kind, links: { ...links, ...more } }).map(({ to }) => to);

  it("leads to the settings of a connection", () => {
    expect(told("connection_needs_attention", { run: null })).toEqual(["/connections/shop-sync/c-1"]);
    expect(told("connection_retrying")).toEqual(["/connections/shop-sync/c-1", "/runs/shop-sync/r-1"]);
  });

  it("leads to the rejected rows of an exchange", () => {
    expect(told("run_partial")[0]).toBe("/runs/shop-sync/r-1?result=rejected");
    expect(told("run_failed")[0]).toBe("/runs/shop-sync/r-1");
  });

  it("leads to the report and the life of an order, and to the settings when the report is not known", () => {
    expect(told("orders_refused")).toEqual(["/runs/shop-sync/r-1?result=rejected", "/life/o%2F1?by=id"]);
    expect(told("orders_refused", { run: null })).toEqual(["/connections/shop-sync/c-1", "/life/o%2F1?by=id"]);
    expect(told("orders_unanswered", { run: null })).toEqual(["/life/o%2F1?by=id"]);
  });
});

it("finds the owner in whichever section of the settings", () => {
  expect(ownerOf({ orders: { organization: "1", owner: "e-2" } })).toBe("e-2");
  expect(ownerOf({ owner: "e-1" })).toBe("e-1");
  expect(ownerOf({ owner: "", login: "x" })).toBeNull();
  expect(ownerOf(undefined)).toBeNull();
});
