import { expect, it } from "vitest";
import { outgoing, prepare } from "./prepare";
import { SAMPLE } from "./sample";

const VALUES = { all_goods: true, every: "1h", owner: "emp-1" };

it("shows a field only while the other field has the value that it wants", () => {
  const names = (all: boolean) =>
    Object.keys(prepare(SAMPLE, { ...VALUES, all_goods: all }, []).schema.properties ?? {});
  expect(names(true)).not.toContain("groups");
  expect(names(false)).toContain("groups");
});

it("keeps the order of sections that the service tells", () => {
  expect(prepare(SAMPLE, VALUES, []).sections.map((section) => section.title)).toEqual([
    "Подключение",
    "Выгрузка товаров",
  ]);
});

it("shows sections of which the service tells no order as their fields come", () => {
  const { "x-sections": _, ...schema } = SAMPLE;
  expect(prepare(schema, VALUES, []).sections.map((section) => section.title)).toEqual([
    "Выгрузка товаров",
    "Подключение",
  ]);
});

it("asks for a secret only while none is stored", () => {
  expect(prepare(SAMPLE, VALUES, []).schema.required).toContain("key");
  expect(prepare(SAMPLE, VALUES, ["key"]).schema.required).not.toContain("key");
});

it("takes no hint for users from the model of a list of values", () => {
  const every = prepare(SAMPLE, VALUES, []).schema.properties?.every as Record<string, unknown>;
  expect(every).toMatchObject({
    title: "Желаемая частота выгрузки",
    description: "Как часто выгружать.",
    enum: ["15m", "1h"],
  });
  expect(every).not.toHaveProperty("default");
});

it("sends null for a cleared field, whose default is a value, and nothing for hidden ones", () => {
  const sent = outgoing(SAMPLE, { all_goods: true, groups: ["g"], owner: "emp-1" });
  expect(sent).toEqual({ all_goods: true, owner: "emp-1", every: null });
});
