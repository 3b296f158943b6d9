import { describe, expect, it } from "vitest";
import { ROW, RUN } from "../samples";
import { massChange } from "./guard";
import { priceLine, relative } from "./prices";

const asked = (seen: number, prices_changed: number, largest_change: number) =>
  massChange({ counts: { ...RUN.counts, seen }, effect: { prices_changed, largest_change, gone: 0 } });

describe("the guard on mass changes", () => {
  it("lets usual exports pass", () => {
    expect(asked(100, 30, 0.5)).toBeNull();
    expect(asked(10, 9, 0.1)).toBeNull();
    expect(asked(0, 0, 0)).toBeNull();
  });

  it("names the numbers of many changes and of a large one", () => {
    expect(asked(20, 12, 0.1)).toBe("Цена изменится у 60 % товаров: 12 из 20.");
    expect(asked(1000, 1, 0.75)).toBe("Самая большая перемена цены – на 75 %.");
  });
});

describe("a line of the price list", () => {
  const change = (field: string, title: string, was: string | null, becomes: string | null) => ({
    field,
    title,
    was,
    becomes,
  });

  it("puts variants that move alike together and names what else changes once", () => {
    const changes = [
      change("good_price", "Цена: 41", "10", "20"),
      change("good_price", "Цена: 42", "10", "20"),
      change("good_price", "Цена: 43", null, "20"),
      change("good_card", "Карточка товара", null, null),
    ];
    expect(priceLine({ ...ROW, changes })).toEqual({
      prices: [
        { of: "41, 42", was: "10", becomes: "20" },
        { of: "43", was: null, becomes: "20" },
      ],
      stocks: [],
      others: ["Карточка товара"],
    });
  });

  it("tells the part of a change that can be seen", () => {
    expect(relative({ of: "", was: "100", becomes: "112" })).toBe("+12 %");
    expect(relative({ of: "", was: "100", becomes: "50" })).toBe("−50 %");
    expect(relative({ of: "", was: null, becomes: "50" })).toBeNull();
    expect(relative({ of: "", was: "1000", becomes: "1001" })).toBeNull();
  });
});
