import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { Refusal, services, showRoute, wideWindow } from "../../test/services";
import LeadsPage from "./LeadsPage";

const BRIDGE = "/api/platform-bridge/v1";
const ORIGIN = { service: "mail-intake", connection: "c-1", outside_id: "<1@shop.example>", source: "mail" };
const TICKET = {
  ref: "lead-1",
  sequence: 1,
  deleted: false,
  subject: "Обратный звонок",
  text: "Перезвоните мне\nпосле обеда",
  created_at: "2026-05-15T08:13:00Z",
  contact_name: "Олег Заявкин",
  phone: "79160000001",
  email: "oleg@mail.example",
  page: "https://shop.example/callback",
  status_ref: "lead-new",
  responsible_ref: "emp-1",
  counterparty_ref: "cp-1",
  channel: "mail",
  origin: ORIGIN,
};
const REQUEST = { ...TICKET, ref: "request-1", subject: "Заявка на подключение", channel: "marketplace", origin: null };
const DEAL = {
  ref: "lead-2",
  sequence: 1,
  deleted: false,
  name: "Оптовый заказ",
  description: "Нужно 100 кружек",
  created_at: "2026-05-16T08:13:00Z",
  counterparty_ref: "cp-1",
};
const NAMES = { "cp-1": "ООО «Кружка»", "lead-new": "Новое обращение", "emp-1": "Орлов Денис" };
const ANSWERS = {
  [`GET ${BRIDGE}/tickets`]: { items: [TICKET, REQUEST], next: null, names: NAMES },
  [`GET ${BRIDGE}/tickets/lead-1`]: TICKET,
  [`GET ${BRIDGE}/deals`]: { items: [DEAL], next: null, names: NAMES },
  [`GET ${BRIDGE}/deals/lead-2`]: DEAL,
  [`GET ${BRIDGE}/counterparties/cp-1`]: { ref: "cp-1", name: "ООО «Кружка»" },
  [`GET ${BRIDGE}/directories/lead_status`]: {
    items: [
      { ref: "lead-new", name: "Новое обращение" },
      { ref: "lead-won", name: "Стало заказом" },
    ],
  },
  [`GET ${BRIDGE}/directories/employee`]: { items: [{ ref: "emp-1", name: "Орлов Денис" }] },
  [`GET ${BRIDGE}/me`]: { user: "u-1", account: "demo", name: "Анна", roles: ["owner"] },
  [`GET ${BRIDGE}/me/preferences/leads`]: {},
  "GET /api/mail-intake/v1/connections": { items: [{ id: "c-1", name: "Заявки с сайта" }] },
};

function open(address = "/leads") {
  return showRoute(<LeadsPage />, { path: "/leads", address });
}

// before the others: a window that was wide once stays so
describe("on a phone", () => {
  test("each request is a card with all that the table says", async () => {
    services(ANSWERS);
    open();
    const card = (await screen.findByText("Обратный звонок")).closest("li");
    for (const text of ["Олег Заявкин", "+7 916 000-00-01", "oleg@mail.example", "Новое обращение", "Орлов Денис"])
      expect(card).toHaveTextContent(text);
    await waitFor(() => expect(card).toHaveTextContent("Заявки с сайта"));
    expect(screen.queryByRole("table")).toBeNull();
  });
});

describe("the table", () => {
  beforeEach(wideWindow);

  test("shows names instead of refs, contacts to use at once and where each request came from", async () => {
    services(ANSWERS);
    open();
    const row = (await screen.findByText("Обратный звонок")).closest("tr") as HTMLElement;
    expect(row).toHaveTextContent("Новое обращение");
    expect(row).toHaveTextContent("Орлов Денис");
    const link = (name: string) => within(row).getByRole("link", { name });
    expect(link("Олег Заявкин")).toHaveAttribute("href", "/counterparties?card=cp-1");
    expect(link("+7 916 000-00-01")).toHaveAttribute("href", "tel:79160000001");
    expect(link("oleg@mail.example")).toHaveAttribute("href", "mailto:oleg@mail.example");
    await waitFor(() => expect(link("Заявки с сайта")).toHaveAttribute("href", "/connections/mail-intake/c-1"));
    expect(screen.getByText("Заявка на подключение").closest("tr")).toHaveTextContent("Маркетплейс");
  });

  test("has the page of the site too when the user wants to see it", async () => {
    services({ ...ANSWERS, [`GET ${BRIDGE}/me/preferences/leads`]: { columns: ["page"] } });
    open();
    const row = (await screen.findByText("Обратный звонок")).closest("tr") as HTMLElement;
    expect(within(row).getByRole("link", { name: TICKET.page })).toHaveAttribute(
      "rel",
      expect.stringContaining("noopener"),
    );
    expect(row).not.toHaveTextContent("Олег Заявкин");
  });

  test("deals stand on a page of their own, by the name of the counterparty when they name nobody", async () => {
    services(ANSWERS);
    const router = open();
    await userEvent.click(await screen.findByText("Сделки"));
    const row = (await screen.findByText("Оптовый заказ")).closest("tr");
    expect(router.state.location.search).toBe("?view=deals");
    expect(screen.queryByText("Обратный звонок")).toBeNull();
    expect(row).toHaveTextContent("ООО «Кружка»");
    expect(row).toHaveTextContent("Введено вручную");
  });

  test("filters are asked of the service, and nothing found offers to drop them", async () => {
    const calls = services({ ...ANSWERS, [`GET ${BRIDGE}/tickets`]: { items: [], next: null, names: {} } });
    open("/leads?status=lead-new&responsible=emp-1");
    expect(await screen.findByText("Сбросить фильтры")).toBeVisible();
    const asked = calls.find(({ call }) => call === `GET ${BRIDGE}/tickets`);
    expect(asked?.search.get("status")).toBe("lead-new");
    expect(asked?.search.get("responsible")).toBe("emp-1");
  });
});

describe("the window of one", () => {
  test("has the whole text, the page as a link that tells the site nothing, and the counterparty", async () => {
    services(ANSWERS);
    open();
    await userEvent.click(await screen.findByText("Обратный звонок"));
    const card = await screen.findByRole("dialog");
    await waitFor(() => expect(card).toHaveTextContent("Перезвоните мне после обеда"));
    const page = within(card).getByRole("link", { name: "https://shop.example/callback" });
    expect(page).toHaveAttribute("target", "_blank");
    expect(page.getAttribute("rel")).toContain("noopener");
    expect(page.getAttribute("rel")).toContain("noreferrer");
    expect(await within(card).findByRole("link", { name: "ООО «Кружка»" })).toBeVisible();
  });

  test("a page that is no address of the web is no link", async () => {
    const page = "javascript:alert(1)"; // oxlint-disable-line no-script-url
    services({ ...ANSWERS, [`GET ${BRIDGE}/tickets/lead-1`]: { ...TICKET, page } });
    open("/leads?card=lead-1");
    const card = await screen.findByRole("dialog");
    await waitFor(() => expect(card).toHaveTextContent(page));
    expect(within(card).queryByRole("link", { name: page })).toBeNull();
  });

  test("a new status is kept at once, for the version that was read", async () => {
    const calls = services({ ...ANSWERS, [`PATCH ${BRIDGE}/tickets/lead-1`]: { ...TICKET, status_ref: "lead-won" } });
    open("/leads?card=lead-1");
    const card = await screen.findByRole("dialog");
    await userEvent.click(await within(card).findByRole("combobox", { name: "Статус" }));
    await userEvent.click(await screen.findByTitle("Стало заказом"));
    await waitFor(() => expect(calls.some(({ call }) => call.startsWith("PATCH"))).toBe(true));
    const change = calls.find(({ call }) => call.startsWith("PATCH"));
    expect(change?.body).toEqual({ status_ref: "lead-won" });
    expect(change?.headers.get("if-match")).toBe('"1"');
    expect(await screen.findByText("Сохранено")).toBeInTheDocument();
  });

  test("a change that somebody else was faster with is told, and the request is read again", async () => {
    const title = "Запись уже изменил кто-то другой.";
    const calls = services({
      ...ANSWERS,
      [`PATCH ${BRIDGE}/tickets/lead-1`]: new Refusal(412, { title, status: 412, key: "record_changed" }),
    });
    open("/leads?card=lead-1");
    const card = await screen.findByRole("dialog");
    await userEvent.click(await within(card).findByRole("combobox", { name: "Статус" }));
    await userEvent.click(await screen.findByTitle("Стало заказом"));
    expect(await screen.findByText(/Запись уже изменил кто-то другой/)).toBeInTheDocument();
    await waitFor(() => {
      expect(calls.filter(({ call }) => call === `GET ${BRIDGE}/tickets/lead-1`)).toHaveLength(2);
    });
  });

  test("one that is gone is told", async () => {
    const gone = new Refusal(404, { title: "Обращение не найдено.", status: 404, key: "ticket_unknown" });
    services({ ...ANSWERS, [`GET ${BRIDGE}/tickets/gone`]: gone });
    open("/leads?card=gone");
    expect(await screen.findByText("Обращение не найдено.")).toBeVisible();
  });
});

test("without any the page says when they come", async () => {
  services({ ...ANSWERS, [`GET ${BRIDGE}/deals`]: { items: [], next: null, names: {} } });
  open("/leads?view=deals");
  expect(await screen.findByText(/Сделок пока нет/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Маркетплейс" })).toHaveAttribute("href", "/market");
});

test("a service that refuses is told, with a way to try again", async () => {
  const broken = new Refusal(500, { title: "Сервис сломался", status: 500, key: "internal" });
  services({ ...ANSWERS, [`GET ${BRIDGE}/tickets`]: broken });
  open();
  expect(await screen.findByText("Сервис сломался")).toBeVisible();
  expect(screen.getByRole("button", { name: "Повторить" })).toBeVisible();
});
