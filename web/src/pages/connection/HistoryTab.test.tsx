import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { services, show } from "../../test/services";
import HistoryTab from "./HistoryTab";
import { FORM, ME, SAVED } from "./samples";

// antd is slow in jsdom
configure({ asyncUtilTimeout: 8000 });
const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
const API = "/api/shop-sync/v1";
const VERSIONS = [
  {
    version: 2,
    at: "2026-11-24T10:00:00Z",
    by: "u1",
    changes: [
      { field: "config.owner", title: "Владелец", secret: false, was: "emp-1", now: "emp-9" },
      { field: "config.every", title: "Желаемая частота выгрузки", secret: false, was: null, now: "1h" },
      { field: "config.key", title: "Ключ соединения", secret: true, was: null, now: "изменён" },
    ],
  },
  { version: 1, at: "2026-11-23T10:00:00Z", by: "u2", changes: [] },
];

function open(roles = ["owner"]) {
  const asked = services({
    "GET /api/platform-bridge/v1/me": { ...ME, roles },
    [`GET ${API}/connections/c1/history`]: { items: VERSIONS, next: null },
    [`GET ${API}/integrations/shop/lists/employees`]: { items: [{ value: "emp-1", label: "Орлов Денис" }] },
    [`POST ${API}/connections/c1/history/1/restore`]: SAVED,
  });
  show(<HistoryTab service="shop-sync" connection={SAVED} form={FORM} />);
  return asked;
}

it("shows what was and what became in the words of the form, and nothing of a secret", async () => {
  open();
  const row = async (title: string) => (await screen.findByText(title)).closest("tr");
  await waitFor(async () => expect(await row("Владелец")).toHaveTextContent("Орлов Денис"));
  expect(await row("Владелец")).toHaveTextContent("Нет в справочнике (emp-9)");
  expect(await row("Желаемая частота выгрузки")).toHaveTextContent("не задано1 ч");
  expect(await row("Ключ соединения")).toHaveTextContent("скрытизменён");
  expect(screen.getByText(/Соколова Марина \(вы\)/)).toBeInTheDocument();
});

it("goes back to an earlier version, and to no present one", async () => {
  const asked = open();
  expect(await screen.findAllByText("Вернуть как было")).toHaveLength(1);
  await user.click(screen.getByText("Вернуть как было"));
  await user.click(await screen.findByText("Вернуть"));
  await screen.findByText("Возвращены настройки версии 1");
  expect(asked.some(({ call }) => call.endsWith("/history/1/restore"))).toBe(true);
});

it("offers a manager no way back", async () => {
  open(["manager"]);
  await screen.findByText("Версия 2");
  expect(screen.queryByText("Вернуть как было")).not.toBeInTheDocument();
});
