import { expect, it } from "vitest";
import { placed } from "./errors";
import { plain } from "./prepare";
import { SAMPLE } from "./sample";

const ROOT = { type: "object", properties: { name: { type: "string" }, config: plain(SAMPLE) } } as const;
const error = (...loc: string[]) => ({ loc, key: "bad", msg: "Неверное значение" });

it("puts what a service refused at its field, down to the cell of a table", () => {
  const { tree, homeless } = placed([error("name"), error("config", "pairs", "1", "outside")], ROOT);
  expect(tree).toEqual({
    name: { __errors: ["Неверное значение"] },
    config: { pairs: { 1: { outside: { __errors: ["Неверное значение"] } } } },
  });
  expect(homeless).toEqual([]);
});

it("puts an error of one entry of a list at the list", () => {
  const { tree } = placed([error("config", "groups", "0")], ROOT);
  expect(tree).toEqual({ config: { groups: { __errors: ["Неверное значение"] } } });
});

it("keeps errors of no known field for the head of the form", () => {
  expect(placed([error("config"), error("config", "unknown")], ROOT).homeless).toHaveLength(2);
});
