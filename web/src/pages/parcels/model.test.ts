import { describe, expect, test } from "vitest";
import { hasLocalTimes, placeTime, placeWord, stopsOf, stopTime, type Operation } from "./model";

function operation(at: string | null, postal_index: string | null = null, place: string | null = null): Operation {
  return { text: "Обработка", at, postal_index, place };
}

describe("the time of an operation", () => {
  test.each([
    ["2026-11-23T06:05:59", "23.11.2026 06:05"],
    ["2026-11-23T06:05:00.000000", "23.11.2026 06:05"],
    ["2026-11-23T06:05:00+03:00", "23.11.2026 06:05 UTC+3"],
    ["2026-11-23T06:05:00+12:45", "23.11.2026 06:05 UTC+12:45"],
    ["2026-11-23T06:05:00-05:00", "23.11.2026 06:05 UTC-5"],
    ["2026-11-23T06:05:00+00:00", "23.11.2026 06:05 UTC"],
    ["вчера", "вчера"],
    [null, "Время не указано"],
  ])("%s is shown on the clock of its place", (at, shown) => {
    expect(placeTime(at)).toBe(shown);
  });

  test("is local where it has no zone", () => {
    expect(hasLocalTimes([operation("2026-11-23T06:05:00+03:00"), operation(null)])).toBe(false);
    expect(hasLocalTimes([operation("2026-11-23T06:05:00+03:00"), operation("2026-11-23T06:05:00")])).toBe(true);
  });
});

describe("the way of a parcel", () => {
  test("operations at one place are one stop, also when it is come back to later", () => {
    const stops = stopsOf([
      operation("2026-11-20T01:00:00"),
      operation("2026-11-21T07:00:00", "414000", "Астрахань"),
      operation("2026-11-21T07:30:00"),
      operation("2026-11-21T09:00:00", "414000"),
      operation("2026-11-22T10:00:00", null, "Москва"),
      operation("2026-11-23T10:00:00", "414000", "Астрахань"),
    ]);
    expect(stops.map((stop) => [placeWord(stop), stopTime(stop)])).toEqual([
      ["414000, Астрахань", "21.11.2026 07:00 – 09:00"],
      ["Москва", "22.11.2026 10:00"],
      ["414000, Астрахань", "23.11.2026 10:00"],
    ]);
  });

  test("an index alone is called so", () => {
    expect(placeWord({ postal_index: "414000", place: null })).toBe("индекс 414000");
  });

  test("two days are told both, and one moment once", () => {
    const stop = { postal_index: null, place: null };
    const from = "2026-11-21T07:00:00+03:00";
    expect(stopTime({ ...stop, from, to: "2026-11-22T08:00:00+03:00" })).toBe(
      "21.11.2026 07:00 UTC+3 – 22.11.2026 08:00 UTC+3",
    );
    expect(stopTime({ ...stop, from, to: "2026-11-21T08:00:00+03:00" })).toBe("21.11.2026 07:00 – 08:00 UTC+3");
    expect(stopTime({ ...stop, from, to: from })).toBe("21.11.2026 07:00 UTC+3");
    expect(stopTime({ ...stop, from: null, to: from })).toBe("21.11.2026 07:00 UTC+3");
  });
});
