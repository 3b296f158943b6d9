import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { Refusal, services, showRoute, type Answers } from "../../../test/services";
import { LETTER } from "./samples";
import UnreadTab from "./UnreadTab";

const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
const OF = "/api/mail-intake/v1/connections/c1";
const LETTERS = "/api/mail-intake/v1/letters/l1";
const RUN = { id: "r2", status: "queued" };

function open(more: Answers = {}) {
  const asked = services({
    [`GET ${OF}/letters`]: { items: [LETTER], next: null, count: 1 },
    [`GET ${LETTERS}`]: LETTER,
    [`POST ${OF}/letters/read-again`]: RUN,
    [`POST ${LETTERS}/pass`]: null,
    [`POST ${LETTERS}/fill`]: RUN,
    ...more,
  });
  return { asked, router: showRoute(<UnreadTab connection="c1" />) };
}

const body = ({ asked }: ReturnType<typeof open>, call: string) => asked.findLast((one) => one.call === call)?.body;
const press = async (name: string) =>
  user.click(await screen.findByText((_, element) => element?.tagName === "BUTTON" && element.textContent === name));
const type = (name: string, value: string) => fireEvent.change(screen.getByLabelText(name), { target: { value } });
const letter = async () => press(LETTER.subject);

it("lists the letters with the reason, and reads all of them again", async () => {
  const opened = open();
  expect(await screen.findByText(LETTER.why!.what)).toBeInTheDocument();
  expect(screen.getByText(LETTER.why!.do)).toBeInTheDocument();
  await press("Прочитать снова все");
  await waitFor(() => expect(opened.router.state.location.pathname).toBe("/runs/mail-intake/r2"));
  expect(body(opened, `POST ${OF}/letters/read-again`)).toEqual({ letters: null });
});

it("says so when all letters are read", async () => {
  open({ [`GET ${OF}/letters`]: { items: [], next: null, count: 0 } });
  expect(await screen.findByText("Все письма прочитаны.")).toBeInTheDocument();
});

it("shows a letter where none of it can run, with what was found in it", async () => {
  open();
  await letter();
  const frame = await screen.findByTitle<HTMLIFrameElement>(`Письмо: ${LETTER.subject}`);
  expect(frame.getAttribute("sandbox")).not.toMatch(/scripts|same-origin|forms/);
  expect(frame.srcdoc).toContain(LETTER.html);
  expect(screen.getByText("Иванов Пётр")).toBeInTheDocument();
  expect(screen.getByText(/счёт.pdf, 2 КБ/)).toBeInTheDocument();
  await user.click(screen.getByText("Текстом"));
  expect(screen.getByText(/Чехол \| 2 шт\./)).toBeInTheDocument();
});

it("reads one letter again", async () => {
  const opened = open();
  await letter();
  await press("Прочитать снова");
  await waitFor(() => expect(opened.router.state.location.pathname).toBe("/runs/mail-intake/r2"));
  expect(body(opened, `POST ${OF}/letters/read-again`)).toEqual({ letters: ["l1"] });
});

it("opens the editor with the letter", async () => {
  open();
  await letter();
  expect(await screen.findByText("Составить шаблон")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Составить шаблон" })).toHaveAttribute(
    "href",
    "/connections/mail-intake/c1/templates/new?letter=l1",
  );
});

it("takes a letter without an order from the list once it is sure", async () => {
  const opened = open();
  await letter();
  await press("Это не заказ");
  await press("Да, убрать");
  expect(await screen.findByText("Письмо убрано из списка")).toBeInTheDocument();
  expect(body(opened, `POST ${LETTERS}/pass`)).toBe("");
  expect(opened.router.state.location.search).toBe("");
});

it("makes an order by hand of what was found, and sends figures and options as the service has them", async () => {
  const opened = open();
  await letter();
  await press("Создать заказ вручную");
  await screen.findByLabelText("Номер заказа");
  type("Номер заказа", "1055");
  type("Скидка, сумма", "1 000,50");
  await press("Создать заказ");
  await waitFor(() => expect(opened.router.state.location.pathname).toBe("/runs/mail-intake/r2"));
  expect(body(opened, `POST ${LETTERS}/fill`)).toEqual({
    order: {
      number: "1055",
      date: "2026-11-03",
      customer: { name: "Иванов Пётр", phone: "+7 900 000-00-01" },
      delivery: {},
      items: [{ name: "Чехол", options: ["красный"], qty: "2", price: "1290.00" }],
      discount: "1000.50",
      currency: "RUB",
    },
  });
});

it("shows what the service refuses at the field", async () => {
  const msg = "Это не номер телефона. В номере от 5 до 15 цифр.";
  const errors = [{ loc: ["order", "customer", "phone"], key: "hand_phone_unusable", msg }];
  open({ [`POST ${LETTERS}/fill`]: new Refusal(422, { title: "Проверьте поля", errors }) });
  await letter();
  await press("Создать заказ вручную");
  await screen.findByLabelText("Номер заказа");
  type("Номер заказа", "1055");
  await press("Создать заказ");
  expect(await screen.findByText(msg)).toBeInTheDocument();
});

it("makes a request by hand of a letter of requests", async () => {
  const lead = { name: "Анна", phone: "+79000000001", email: null, text: "Перезвоните", page: null };
  const opened = open({ [`GET ${LETTERS}`]: { ...LETTER, found: null, fill: { lead } } });
  await letter();
  await press("Создать заявку вручную");
  await press("Создать заявку");
  await waitFor(() =>
    expect(body(opened, `POST ${LETTERS}/fill`)).toEqual({
      lead: { name: "Анна", phone: "+79000000001", text: "Перезвоните" },
    }),
  );
});
