import { expect, it } from "vitest";
import { prepare } from "./prepare";
import { SAMPLE } from "./sample";
import { validator } from "./validator";

function faults(values: Record<string, unknown>): Record<string, string | undefined> {
  const { errors } = validator.validateFormData(values, prepare(SAMPLE, values, []).schema);
  return Object.fromEntries(errors.map((error) => [error.property, error.message]));
}

it("tells in Russian what is missing and what is too short", () => {
  expect(faults({ all_goods: true, address: "abc" })).toEqual({
    ".key": "Обязательное поле",
    ".owner": "Обязательное поле",
    ".address": "Не короче 4 символов",
  });
});

it("names the cell of a table", () => {
  expect(faults({ key: "k", owner: "o", pairs: [{ outside: "N", status: "s" }, { outside: "" }] })).toEqual({
    ".pairs.1.outside": "Обязательное поле",
    ".pairs.1.status": "Обязательное поле",
  });
});

it("lets values of fields that are not shown be", () => {
  expect(faults({ all_goods: true, groups: ["g"], key: "k", owner: "o" })).toEqual({});
});

it("refuses a value that the list does not have", () => {
  expect(faults({ key: "k", owner: "o", every: "2h" })).toEqual({ ".every": "Выберите значение из списка" });
});
