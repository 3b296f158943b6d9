import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Refusal, services, showRoute } from "../../test/services";
import CounterpartiesPage from "./CounterpartiesPage";

const BRIDGE = "/api/platform-bridge/v1";
const ROW = {
  ref: "cp-1",
  name: "ООО «Ромашка»",
  is_customer: true,
  inn: "7736050003",
  contacts: [{ kind: "phone", value: "+79000000005", note: "рабочий" }],
  phones: ["79000000005"],
  emails: ["buh@romashka.example"],
  persons: [{ ref: "x", name: "Лосев Пётр", contacts: [] }],
};
const ORDER = {
  ref: "o-1",
  number: "7",
  status_ref: "status-new",
  total: "100",
  currency: "RUB",
  lines: [],
  shipped: false,
};
const ANSWERS = {
  [`GET ${BRIDGE}/counterparties`]: { items: [ROW], next: null },
  [`GET ${BRIDGE}/counterparties/cp-1`]: ROW,
  [`GET ${BRIDGE}/orders`]: { items: [ORDER], next: null, names: { "status-new": "Новый" } },
  [`GET ${BRIDGE}/directories/employee`]: { items: [] },
};

test("the list shows persons, phones and e-mails that can be used at once", async () => {
  services(ANSWERS);
  showRoute(<CounterpartiesPage />);
  expect(await screen.findByText("Лосев Пётр")).toBeVisible();
  expect(screen.getByRole("link", { name: "+7 900 000-00-05" })).toHaveAttribute("href", "tel:79000000005");
  expect(screen.getByRole("link", { name: "buh@romashka.example" })).toHaveAttribute(
    "href",
    "mailto:buh@romashka.example",
  );
});

test("the card has requisites and the orders of this counterparty alone", async () => {
  const calls = services(ANSWERS);
  showRoute(<CounterpartiesPage />);
  await userEvent.click(await screen.findByText("ООО «Ромашка»"));
  const card = await screen.findByRole("dialog");
  await waitFor(() => expect(card).toHaveTextContent("ИНН:7736050003"));
  await waitFor(() => expect(card).toHaveTextContent("№ 7"));
  expect(card).not.toHaveTextContent("КПП");
  const asked = calls.find(({ call }) => call === `GET ${BRIDGE}/orders`);
  expect(asked?.search.get("counterparty")).toBe("cp-1");
});

test("a service that refuses is told, with a way to try again", async () => {
  services({
    [`GET ${BRIDGE}/counterparties`]: new Refusal(500, { title: "Сервис сломался", status: 500, key: "internal" }),
  });
  showRoute(<CounterpartiesPage />);
  expect(await screen.findByText("Сервис сломался")).toBeVisible();
  expect(screen.getByRole("button", { name: "Повторить" })).toBeVisible();
});
