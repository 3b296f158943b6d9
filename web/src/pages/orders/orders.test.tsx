import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { Refusal, services, showRoute, wideWindow, type Asked } from "../../test/services";
import LifePage from "./LifePage";
import OrderPage from "./OrderPage";
import OrdersPage from "./OrdersPage";

const BRIDGE = "/api/platform-bridge/v1";
const ORDER = {
  ref: "o-15",
  sequence: 4,
  deleted: false,
  number: "15",
  placed_at: "2026-05-15T08:13:00Z",
  status_ref: "status-new",
  counterparty_ref: "cp-1",
  currency: "RUB",
  vat_mode: "included",
  total: "1200",
  paid: "200",
  shipped: false,
  lines: [
    {
      ref: "l-1",
      number: 1,
      name: "Чайник",
      quantity: "2",
      price: "500",
      sum: "1000",
      product_ref: "p-1",
      reserved: "2",
      marking: [],
      serials: [],
    },
  ],
  delivery: {
    method: "Почта",
    cost: "200",
    tracking_number: "80088123456789",
    carrier_status: "Вручено",
    carrier_status_at: "2026-05-23T12:33:00Z",
    carrier_checked_at: "2026-05-24T12:35:00Z",
  },
  origin: { service: "shop-sync", connection: "c-1", outside_id: "77", number: "S-77" },
};
const PAGE = { items: [ORDER], next: null, names: { "cp-1": "Иванова Анна", "status-new": "Новый" } };
const STATUSES = {
  items: [
    { ref: "status-new", kind: "order_status", name: "Новый", sort: 1, archived: false, transitions: ["status-sent"] },
    { ref: "status-sent", kind: "order_status", name: "Отправлен", sort: 2, archived: false, transitions: [] },
    { ref: "status-done", kind: "order_status", name: "Выполнен", sort: 3, archived: false, transitions: [] },
  ],
};
const ANSWERS = {
  [`GET ${BRIDGE}/me`]: { user: "u-1", account: "demo", name: "Анна", roles: ["owner"] },
  [`GET ${BRIDGE}/orders`]: PAGE,
  [`GET ${BRIDGE}/orders/o-15`]: ORDER,
  [`GET ${BRIDGE}/orders/o-15/lines`]: {
    items: [{ line: "l-1", kind: "goods", article: "CH-1", reserved: "5", free: "-1", total: "4", shipped: "0" }],
  },
  [`GET ${BRIDGE}/orders/o-15/payments`]: {
    items: [{ ref: "pay-1", amount: "200", currency: "RUB", paid_at: "2026-05-16T09:00:00Z", method: "Карта" }],
  },
  [`GET ${BRIDGE}/documents`]: { items: [] },
  [`GET ${BRIDGE}/directories/order_status`]: STATUSES,
  [`GET ${BRIDGE}/directories/employee`]: { items: [] },
  [`GET ${BRIDGE}/directories/organization`]: { items: [] },
  [`GET ${BRIDGE}/directories/delivery_method`]: {
    items: [
      { ref: "delivery-post", kind: "delivery_method", name: "Почта (по России)", sort: 1, archived: false },
      { ref: "delivery-old", kind: "delivery_method", name: "Голуби", sort: 2, archived: true },
    ],
  },
  [`GET ${BRIDGE}/counterparties`]: { items: [] },
  [`GET ${BRIDGE}/counterparties/cp-1`]: { ref: "cp-1", name: "Иванова Анна" },
  [`GET ${BRIDGE}/me/preferences/orders`]: {},
  "GET /api/shop-sync/v1/connections": { items: [{ id: "c-1", name: "Магазин у дома" }] },
};

beforeEach(() => {
  localStorage.clear();
  wideWindow();
});

describe("the table of orders", () => {
  test("shows names instead of refs and where the order came from", async () => {
    services(ANSWERS);
    showRoute(<OrdersPage />);
    const row = (await screen.findByText("15")).closest("tr");
    expect(row).toHaveTextContent("Иванова Анна");
    expect(row).toHaveTextContent("Новый");
    await waitFor(() => expect(row).toHaveTextContent("Магазин у дома № S-77"));
  });

  test("keeps the columns that the user chose, and does not show the parcel's status before", async () => {
    const calls = services({ ...ANSWERS, [`PUT ${BRIDGE}/me/preferences/orders`]: {} });
    showRoute(<OrdersPage />);
    await screen.findByText("15");
    expect(screen.queryByText("Вручено")).toBeNull();
    await userEvent.click(screen.getByLabelText("Настройка внешнего вида"));
    await userEvent.click(screen.getByLabelText("Статус отправления"));
    await userEvent.click(screen.getByLabelText("Последнее обновление"));
    await userEvent.click(screen.getByText("Сохранить"));
    expect(await screen.findByText("Вручено")).toBeVisible();
    expect(screen.getByText(/^23\.05\.2026/)).toBeVisible();
    const kept = expect.arrayContaining(["placed_at", "carrier_status", "carrier_status_at"]);
    await waitFor(() => expect(calls.at(-1)).toMatchObject({ body: { columns: kept } }));
  });

  test("asks once for what was typed and puts it into the address", async () => {
    const calls = services(ANSWERS);
    const router = showRoute(<OrdersPage />);
    await userEvent.type(await screen.findByLabelText("Номер: наш или магазина"), "S-7");
    await waitFor(() => expect(router.state.location.search).toBe("?q=S-7"));
    const searched = () => calls.filter(({ call, search }) => call.endsWith("/v1/orders") && search.has("q"));
    await waitFor(() => expect(searched().map(({ search }) => search.get("q"))).toEqual(["S-7"]));
  });

  test("says how to get the first order, and apart from it that a filter finds nothing", async () => {
    services({ ...ANSWERS, [`GET ${BRIDGE}/orders`]: { items: [], next: null, names: {} } });
    showRoute(<OrdersPage />);
    expect(await screen.findByText(/Заказов пока нет/)).toBeVisible();
    showRoute(<OrdersPage />, { address: "/?q=9" });
    expect(await screen.findByText(/Таких заказов нет/)).toBeVisible();
  });
});

describe("the window of an order", () => {
  const show = (address = "/orders/o-15") => showRoute(<OrderPage />, { path: "/orders/:ref", address });

  test("shows reserve and stock of each line", async () => {
    services(ANSWERS);
    show();
    expect(await screen.findByText(/Заказ покупателя № 15 от 15\.05\.2026/)).toBeVisible();
    expect(await screen.findByText("-1")).toBeVisible();
    expect(screen.getByText("Артикул CH-1")).toBeVisible();
    expect(screen.getByText("Оплачен частично")).toBeVisible();
  });

  test("offers only statuses that may follow, and sends the version that was read", async () => {
    const changed = { ...ORDER, sequence: 5, status_ref: "status-sent" };
    const calls = services({ ...ANSWERS, [`PATCH ${BRIDGE}/orders/o-15`]: changed });
    show();
    await userEvent.click(await screen.findByLabelText("Статус заказа"));
    expect(await screen.findByTitle("Отправлен")).toBeInTheDocument();
    expect(screen.queryByTitle("Выполнен")).toBeNull();
    await userEvent.click(screen.getByTitle("Отправлен"));
    await waitFor(() => expect(patched(calls)?.body).toEqual({ status_ref: "status-sent" }));
    expect(patched(calls)?.headers.get("if-match")).toBe('"4"');
  });

  test("says that somebody else changed the order, and keeps what was typed", async () => {
    services({
      ...ANSWERS,
      [`PATCH ${BRIDGE}/orders/o-15`]: new Refusal(412, { title: "Изменено", status: 412, key: "record_changed" }),
    });
    show();
    const comment = await screen.findByLabelText("Комментарий");
    await userEvent.type(comment, "Позвонить");
    await userEvent.click(screen.getByText("Сохранить"));
    expect(await screen.findByText("Заказ изменён другим пользователем")).toBeVisible();
    await userEvent.click(screen.getByText("Показать свежие"));
    await waitFor(() => expect(screen.queryByText("Заказ изменён другим пользователем")).toBeNull());
    expect(comment).toHaveValue("Позвонить");
  });

  test("shows what is known of the parcel of this number, and that the status followed it", async () => {
    const followed = { ...ORDER, status_set_by: "/biz/post-tracker", status_set_at: "2026-05-24T12:35:00Z" };
    services({ ...ANSWERS, [`GET ${BRIDGE}/orders/o-15`]: followed });
    show("/orders/o-15?tab=delivery");
    expect(await screen.findByText(/Статус изменён .*, автоматически/)).toBeVisible();
    expect(await screen.findByLabelText("Номер отправления")).toHaveValue("80088123456789");
    expect(screen.getByText("Статус отправления:").parentElement).toHaveTextContent("Вручено");
    expect(screen.getByText("Последняя проверка:").parentElement).toHaveTextContent(/24\.05\.2026/);
    expect(screen.getByText("В источнике: Почта")).toBeVisible();
  });

  test("asks for the number once a delivery method is chosen, and shows by itself that it is asked for", async () => {
    let order = { ...ORDER, updated_at: new Date().toISOString(), delivery: {} };
    const change = (fields: object) => (order = { ...order, sequence: order.sequence + 1, delivery: fields });
    const calls = services({
      ...ANSWERS,
      [`GET ${BRIDGE}/orders/o-15`]: () => order,
      [`PATCH ${BRIDGE}/orders/o-15`]: ({ body }: Asked) => {
        const { delivery_method_ref: method, tracking_number } = body as Record<string, string>;
        return change(method ? { method_ref: method } : { method_ref: "delivery-post", tracking_number });
      },
    });
    show("/orders/o-15?tab=delivery");
    const method = await screen.findByLabelText("Способ доставки");
    expect(screen.queryByLabelText("Номер отправления")).toBeNull();
    expect(screen.queryByText("Статус отправления:")).toBeNull();
    await userEvent.click(method);
    expect(screen.queryByTitle("Голуби")).toBeNull();
    await userEvent.click(await screen.findByTitle("Почта (по России)"));
    await userEvent.type(await screen.findByLabelText("Номер отправления"), "12036789451232{Enter}");
    await waitFor(() => expect(patched(calls, 1)?.body).toEqual({ tracking_number: "12036789451232" }));
    expect(patched(calls)?.body).toEqual({ delivery_method_ref: "delivery-post" });
    const remark = "Проверьте номер отправления.";
    change({ ...order.delivery, carrier_status: "Статус запрошен", carrier_remark: remark });
    expect(await screen.findByText("Статус запрошен", {}, { timeout: 5_000 })).toBeVisible();
    expect(screen.getByText(remark)).toBeVisible();
  });

  test("lists payments that came without a document", async () => {
    services(ANSWERS);
    show("/orders/o-15?tab=documents");
    expect(await screen.findByText("Оплата: Карта")).toBeVisible();
  });

  test("says that there is no such order", async () => {
    const answer = new Refusal(404, { title: "Не найдено", status: 404, key: "order_unknown" });
    services({ [`GET ${BRIDGE}/orders/none`]: answer });
    show("/orders/none");
    expect(await screen.findByText("Не найдено")).toBeVisible();
  });
});

describe("the life of an order", () => {
  const step = { event: "e-1", time: "2026-05-15T08:13:00Z", connection: "c-1", data: {}, service: "shop-sync" };
  const names = { id: "s-1", service: "shop-sync", connection: "c-1", outside_id: "77", number: "S-77", ref: null };
  const order = { ...names, platform_number: null, connection_name: "Магазин у дома", total: "1200", currency: "RUB" };
  const life = {
    order: { ...order, integration: "x", integration_title: "Магазин", need: "refused" },
    steps: [
      { ...step, kind: "created", what: "Получен заказ", run: "r-1" },
      {
        ...step,
        event: "e-2",
        kind: "refused",
        what: "Отказано",
        service: "platform-bridge",
        run: null,
        data: { reasons: [{ key: "status_unknown", text: "Нет такого статуса" }] },
      },
    ],
    others: [{ ...names, id: "s-2", platform_number: "9" }],
  };

  test("tells the steps, why the order waits, and what to do", async () => {
    const calls = services({ "GET /api/journal/v1/orders/77/timeline": life });
    showRoute(<LifePage />, { path: "/life/:ref", address: "/life/77?by=outside_id" });
    expect(await screen.findByText("Жизнь заказа № S-77")).toBeVisible();
    expect(calls[0]?.search.get("by")).toBe("outside_id");
    const alert = screen.getByRole("alert");
    expect(alert).toHaveTextContent("Нет такого статуса");
    expect(within(alert).getByRole("link")).toHaveAttribute("href", "/runs/shop-sync/r-1");
    expect(screen.getByText("Получен заказ")).toBeVisible();
    expect(screen.getByText(/в Бизнес.Ру № 9/)).toHaveAttribute("href", "/life/s-2?by=id");
  });
});

function patched(calls: readonly Asked[], at = 0): Asked | undefined {
  return calls.filter(({ call }) => call.startsWith("PATCH"))[at];
}
