import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { Refusal, services, showRoute, wideWindow, type Answers } from "../../test/services";
import ParcelsPage from "./ParcelsPage";
import { PARCEL } from "./sample";

const POST = "/api/post-tracker/v1";
const CONNECTION = { id: "c-1", name: "Почта по договору", enabled: true, cause: null };
const DOUBT = { key: "post_number_doubtful", what: "Возможно, в номере опечатка.", why: "", do: "Сверьте номер." };
const WAITING = { ...PARCEL, id: "p-2", order_number: "16", tracking_number: "80084740397527", waiting: true };
const WRONG = {
  ...PARCEL,
  id: "p-3",
  order_number: "17",
  tracking_number: "12",
  page: null,
  askable: false,
  due_at: null,
  cause: DOUBT,
};
const ANSWERS: Answers = {
  [`GET ${POST}/connections`]: { items: [CONNECTION] },
  [`GET ${POST}/shipments`]: { items: [PARCEL, WAITING, WRONG], next: null },
  [`GET ${POST}/shipments/p-1`]: PARCEL,
  [`GET ${POST}/shipments/p-3`]: { ...WRONG, history: [] },
  [`GET ${POST}/shipment-statuses`]: {
    items: [
      { status: "arrived", title: "Прибыло в место вручения", count: 3 },
      { status: "lost", title: "Утрачено", count: 0 },
    ],
  },
};

function open(answers: Answers = ANSWERS, address = "/parcels") {
  const calls = services(answers);
  return { calls, router: showRoute(<ParcelsPage />, { path: "/parcels", address }) };
}

// before the others: a window that was wide once stays so
test("on a phone each parcel is a card with its order, status and times", async () => {
  open();
  const card = (await screen.findByText("80084740397510")).closest("li");
  for (const text of ["№ 15", "Прибыло в место вручения", "Проверено 23.11.2026", "Снова 24.11.2026"])
    expect(card).toHaveTextContent(text);
  expect(screen.queryByRole("table")).toBeNull();
});

describe("the table", () => {
  beforeEach(wideWindow);

  test("leads to the order and to the carrier's page, and marks a number that is doubted", async () => {
    open();
    const row = (await screen.findByText("80084740397510")).closest("tr") as HTMLElement;
    expect(within(row).getByText("№ 15")).toHaveAttribute("href", "/orders/order-15?tab=delivery");
    const outside = within(row).getByLabelText("Открыть на сайте: Почта России").closest("a");
    expect(outside).toHaveAttribute("href", PARCEL.page);
    expect(outside).toHaveAttribute("target", "_blank");
    expect(screen.getByText("80084740397527").closest("tr")).toHaveTextContent("Ждём ответ перевозчика");
    const wrong = screen.getByText("12").closest("tr") as HTMLElement;
    expect(within(wrong).getByLabelText(DOUBT.what)).toBeVisible();
    expect(within(wrong).queryByLabelText(/Открыть на сайте/)).toBeNull();
  });

  test("filters are asked of the service, and nothing found offers to drop them", async () => {
    const nothing = { ...ANSWERS, [`GET ${POST}/shipments`]: { items: [], next: null } };
    const { calls } = open(nothing, "/parcels?q=800&status=arrived&connection=c-1");
    expect(await screen.findByText("Сбросить фильтры")).toBeVisible();
    const asked = calls.find(({ call }) => call === `GET ${POST}/shipments`);
    expect(asked?.search.toString()).toBe("q=800&status=arrived&connection=c-1&limit=50");
    const counted = calls.find(({ call }) => call === `GET ${POST}/shipment-statuses`);
    expect(counted?.search.get("connection")).toBe("c-1");
  });

  test("statuses are offered with their counts, those without parcels are not", async () => {
    const { router } = open();
    await userEvent.click(await screen.findByLabelText("Статус"));
    await userEvent.click(await screen.findByTitle("Прибыло в место вручения (3)"));
    await waitFor(() => expect(router.state.location.search).toBe("?status=arrived"));
    expect(screen.queryByTitle("Утрачено (0)")).toBeNull();
  });

  test("who has connected no carrier is led to the marketplace", async () => {
    const nothing = { ...ANSWERS, [`GET ${POST}/shipments`]: { items: [], next: null } };
    open({ ...nothing, [`GET ${POST}/connections`]: { items: [] } });
    const market = await screen.findByText("Маркетплейс");
    expect(market.closest("a")).toHaveAttribute("href", "/market?category=delivery");
  });

  test("a connection without parcels says what an order needs", async () => {
    open({ ...ANSWERS, [`GET ${POST}/shipments`]: { items: [], next: null } });
    expect(await screen.findByText(/Отправлений пока нет/)).toBeVisible();
    expect(screen.getByText("Заказы покупателей").closest("a")).toHaveAttribute("href", "/orders");
  });

  test("why parcels are not asked for just now stands above them, with the way to the connection", async () => {
    const cause = { key: "post_login_refused", what: "Почта не приняла пароль.", why: "", do: "Проверьте его." };
    const trouble = { ...CONNECTION, cause };
    const off = { ...CONNECTION, id: "c-2", name: "Вторая", enabled: false };
    open({ ...ANSWERS, [`GET ${POST}/connections`]: { items: [trouble, off, { ...CONNECTION, id: "c-3" }] } });
    const alert = (await screen.findByText(/Почта не приняла пароль/)).closest("[role=alert]") as HTMLElement;
    expect(alert).toHaveTextContent(/Почта по договору.*Проверьте его/);
    expect(within(alert).getByText("Открыть подключение").closest("a")).toHaveAttribute(
      "href",
      "/connections/post-tracker/c-1",
    );
    expect(screen.getByText("Подключение «Вторая» отключено")).toBeVisible();
    expect(screen.getAllByText("Открыть подключение")).toHaveLength(2);
  });

  test("a service that is away can be asked again", async () => {
    let away = true;
    const list = () => (away ? new Refusal(503, { title: "Сервис недоступен" }) : ANSWERS[`GET ${POST}/shipments`]);
    open({ ...ANSWERS, [`GET ${POST}/shipments`]: list });
    expect(await screen.findByText("Сервис недоступен")).toBeVisible();
    away = false;
    await userEvent.click(screen.getByText("Повторить"));
    expect(await screen.findByText("80084740397510")).toBeVisible();
  });
});

describe("the drawer", () => {
  beforeEach(wideWindow);

  test("tells what happened, the last first, and the places in the order of the way", async () => {
    const { router } = open();
    await userEvent.click(await screen.findByText("80084740397510"));
    expect(router.state.location.search).toBe("?parcel=p-1");
    const history = await screen.findByLabelText("История отправления");
    expect(history).toHaveTextContent(/Время местное.*23\.11\.2026 06:00.*101000, Москва.*21\.11\.2026 07:00.*Приём/);
    const places = within(screen.getByLabelText("Где побывало")).getAllByRole("listitem");
    expect(places.map((place) => place.textContent)).toEqual([
      "414000, Астрахань21.11.2026 07:00",
      "101000, Москва23.11.2026 06:00",
    ]);
    expect(await screen.findByText(CONNECTION.name)).toBeInTheDocument();
  });

  test("asks for the parcel now, and waits for the answer", async () => {
    let waiting = false;
    const { calls } = open(
      {
        ...ANSWERS,
        [`GET ${POST}/shipments/p-1`]: () => ({ ...PARCEL, waiting }),
        [`POST ${POST}/shipments/p-1/refresh`]: () => ((waiting = true), { ...PARCEL, waiting }),
      },
      "/parcels?parcel=p-1",
    );
    await userEvent.click(await screen.findByText("Запросить сейчас"));
    expect(await screen.findByText("Ответ перевозчика ещё не пришёл")).toBeVisible();
    expect(screen.getByText("Запросить сейчас").closest("button")).toBeDisabled();
    expect(calls.filter(({ call }) => call.startsWith("POST"))).toHaveLength(1);
  });

  test("says why it was not asked for", async () => {
    const told = { title: "Подключение отключено.", detail: "Включите его.", key: "connection_disabled" };
    open({ ...ANSWERS, [`POST ${POST}/shipments/p-1/refresh`]: new Refusal(409, told) }, "/parcels?parcel=p-1");
    await userEvent.click(await screen.findByText("Запросить сейчас"));
    expect(await screen.findByText("Подключение отключено. Включите его.")).toBeInTheDocument();
  });

  test("shows what is wrong with a number that cannot be asked for", async () => {
    open(ANSWERS, "/parcels?parcel=p-3");
    expect(await screen.findByRole("alert")).toHaveTextContent(/опечатка.*Сверьте номер/);
    expect(screen.getByText("Запросить сейчас").closest("button")).toBeDisabled();
    expect(screen.queryByLabelText("История отправления")).toBeNull();
  });
});
