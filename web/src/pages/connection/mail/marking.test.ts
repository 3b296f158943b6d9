import { expect, it } from "vitest";
import { addLines, ANY, mark, markItems, markOptional, type InLetter } from "./marking";

const LETTER = [
  "Тема: Новый заказ № 1055 на сайте Ромашка",
  "Здравствуйте!",
  "Дата заказа: | 03.11.2026 12:00",
  "ФИО: | Иванов Пётр",
  "Телефон",
  "+7 900 000-00-01",
  "Название | Кол-во | Цена | Сумма",
  "Чехол | 2 шт. | 1 290,00 | 2 580,00",
  "Кружка | 1 шт. | 300,00 | 300,00",
  "Итого: | 2 880,00 руб.",
];
const NUMBER = { placeholder: "{{number}}", in_items: false };
const NAME = { placeholder: "{{name}}", in_items: false };
const ITEM = { placeholder: "{{item.name}}", in_items: true };
const QTY = { placeholder: "{{item.qty}}", in_items: true };

function at(line: number, text: string): InLetter {
  const from = LETTER[line]!.indexOf(text);
  return { at: "letter", line, from, lastLine: line, to: from + text.length };
}

it("puts the line of the fragment into the template with the field in its place", () => {
  expect(mark("", LETTER, at(0, "1055"), NUMBER)).toBe("Тема: Новый заказ № {{number}} на сайте Ромашка");
});

it("marks several fragments of one line", () => {
  const once = mark("", LETTER, at(0, "1055"), NUMBER);
  expect(mark(once, LETTER, at(0, "Ромашка"), { placeholder: ANY, in_items: false })).toBe(
    "Тема: Новый заказ № {{number}} на сайте {{*}}",
  );
});

it("keeps the lines in the order of the letter", () => {
  const later = mark("", LETTER, at(9, "2 880,00 руб."), { placeholder: "{{total}}", in_items: false });
  const both = mark(later, LETTER, at(3, "Иванов Пётр"), NAME);
  expect(mark(both, LETTER, at(0, "1055"), NUMBER).split("\n")).toEqual([
    "Тема: Новый заказ № {{number}} на сайте Ромашка",
    "ФИО: | {{name}}",
    "Итого: | {{total}}",
  ]);
});

it("takes the line above along when the field fills its line", () => {
  const phone = { placeholder: "{{phone}}", in_items: false };
  expect(mark("", LETTER, at(5, LETTER[5]!), phone)).toBe("Телефон\n{{phone}}");
});

it("narrows a field that took too much, and keeps the rest as the letter has it", () => {
  const wide = "Тема: Новый заказ {{*}}";
  expect(mark(wide, LETTER, at(0, "1055"), NUMBER)).toBe("Тема: Новый заказ № {{number}} на сайте Ромашка");
});

it("moves a field that was marked in another place", () => {
  const wrong = mark("", LETTER, at(2, "03.11.2026"), NUMBER);
  expect(mark(wrong, LETTER, at(0, "1055"), NUMBER).split("\n")).toEqual([
    "Тема: Новый заказ № {{number}} на сайте Ромашка",
    "Дата заказа: | {{*}} 12:00",
  ]);
});

it("makes the first field of a product the line of a product", () => {
  const first = mark("", LETTER, at(7, "Чехол"), ITEM);
  expect(first).toBe("{{#items}}{{item.name}} | 2 шт. | 1 290,00 | 2 580,00{{/items}}");
  expect(mark(first, LETTER, at(7, "2"), QTY)).toBe(
    "{{#items}}{{item.name}} | {{item.qty}} шт. | 1 290,00 | 2 580,00{{/items}}",
  );
});

it("does not put another line inside of the block of products", () => {
  const items = markItems("", LETTER, { at: "letter", line: 7, from: 0, lastLine: 8, to: 3 });
  expect(items.split("\n")).toEqual([`{{#items}}${LETTER[7]}`, `${LETTER[8]}{{/items}}`]);
  expect(mark(items, LETTER, at(9, "2 880,00 руб."), { placeholder: "{{total}}", in_items: false })).toBe(
    `${items}\nИтого: | {{total}}`,
  );
});

it("moves the block of products to the lines that are chosen", () => {
  const wrong = markItems("", LETTER, at(6, "Цена"));
  expect(markItems(wrong, LETTER, at(7, "Чехол")).split("\n")).toEqual([LETTER[6], `{{#items}}${LETTER[7]}{{/items}}`]);
});

it("knows the line of products by its figures, not by the heading of the table", () => {
  const rows = "{{#items}}{{item.name}} | {{item.qty}} шт. | {{item.price}} | 2 580,00{{/items}}";
  const sum = { placeholder: "{{item.sum}}", in_items: true };
  expect(mark(rows, LETTER, at(7, "2 580,00"), sum)).toBe(
    "{{#items}}{{item.name}} | {{item.qty}} шт. | {{item.price}} | {{item.sum}}{{/items}}",
  );
});

it("makes lines optional, and required again", () => {
  const once = mark("", LETTER, at(3, "Иванов Пётр"), NAME);
  const optional = markOptional(once, LETTER, at(3, "ФИО"));
  expect(optional).toBe("{{?}}ФИО: | {{name}}{{/?}}");
  expect(markOptional(optional, LETTER, at(3, "ФИО"))).toBe(once);
});

it("marks what is chosen in the text of the template", () => {
  const text = "Заказ 15 от 3 ноября\nЧехол | 100";
  const number = mark(text, [], { at: "template", from: 6, to: 8 }, NUMBER);
  expect(number).toBe("Заказ {{number}} от 3 ноября\nЧехол | 100");
  const begin = number.indexOf("Чехол");
  expect(mark(number, [], { at: "template", from: begin, to: begin + 5 }, ITEM)).toBe(
    "Заказ {{number}} от 3 ноября\n{{#items}}{{item.name}} | 100{{/items}}",
  );
});

it("adds whole lines once", () => {
  const once = addLines("", LETTER, at(6, "Название"));
  expect(once).toBe(LETTER[6]);
  expect(addLines(once, LETTER, at(6, "Цена"))).toBe(once);
});
