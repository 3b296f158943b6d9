import { describe, expect, it } from "vitest";
import { agree, daySentence, direction, orders, period, span } from "./words";

const rub = (count: number, amount: string) => ({ count, money: [{ currency: "RUB", amount }] });
const none = { count: 0, money: [] };
/** Sums are printed with spaces that do not break. */
const plain = (text: string | null) => text?.replaceAll(/\s/g, " ") ?? null;

function said(loaded: Parameters<typeof daySentence>[0], waiting: Parameters<typeof daySentence>[1]) {
  const day = daySentence(loaded, waiting);
  return [plain(day.loaded), plain(day.waiting)];
}

describe("the day in words", () => {
  it("tells what was loaded and what waits", () => {
    expect(said(rub(37, "412300"), rub(2, "8400.00"))).toEqual([
      "37 заказов на 412 300 ₽ загружены",
      "2 на 8 400 ₽ ждут вас",
    ]);
  });

  it("agrees with one, and with twenty one", () => {
    expect(said(rub(1, "100"), rub(1, "50"))).toEqual(["1 заказ на 100 ₽ загружен", "1 на 50 ₽ ждёт вас"]);
    expect(said(rub(21, "100"), none)).toEqual(["21 заказ на 100 ₽ загружен", null]);
    expect(said(rub(3, "1055.5"), none)).toEqual(["3 заказа на 1 055,50 ₽ загружены", null]);
  });

  it("names the orders that wait when none was loaded", () => {
    expect(said(none, rub(2, "8400"))).toEqual(["новых заказов не было", "2 заказа на 8 400 ₽ ждут вас"]);
  });

  it("has no zeros", () => {
    expect(said(none, none)).toEqual(["заказов ещё не было", null]);
  });

  it("adds up several currencies side by side, and no money of orders without a currency", () => {
    const both = {
      count: 12,
      money: [
        { currency: "RUB", amount: "1000" },
        { currency: "USD", amount: "20.5" },
      ],
    };
    expect(plain(orders(both))).toBe("12 заказов на 1 000 ₽ + 20,50 $");
    expect(orders({ count: 4, money: [] })).toBe("4 заказа");
  });
});

describe("time in words", () => {
  it.each([
    [900, "15 мин"],
    [3600, "1 ч"],
    [86400, "24 ч"],
    [5400, "90 мин"],
    [10, "10 с"],
  ])("a period of %i s is «%s»", (seconds, words) => expect(period(seconds)).toBe(words));

  it.each([
    [20, "меньше минуты"],
    [7 * 60 + 59, "7 мин"],
    [3600, "1 ч"],
    [2 * 3600 + 5 * 60, "2 ч 5 мин"],
    [3 * 86400 + 100, "3 дня"],
  ])("%i s are «%s»", (seconds, words) => expect(span(seconds)).toBe(words));
});

it("calls a kind of exchange that it does not know an exchange", () => {
  expect(direction("export_goods")).toBe("Товары, остатки и цены в магазине");
  expect(direction("something_new")).toBe("Обмен данными");
});

it("agrees eleven like many", () => {
  expect(agree(11, "ждёт", "ждут")).toBe("ждут");
});
