import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { Refusal, services, show, type Answers } from "../../test/services";
import HomePage from "./HomePage";

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();
const links = { service: "shop-sync", connection: "c-1", run: "r-1", order: null };
const cause = {
  key: "login_refused",
  what: "Магазин не пустил нас.",
  why: "Пароль не подходит.",
  do: "Введите новый.",
};
const refused = {
  kind: "orders_refused",
  integration: "demo",
  integration_title: "Демо-магазин",
  connection_name: "Мой магазин",
  cause,
  since: ago(90),
  count: 2,
  money: [{ currency: "RUB", amount: "8400", count: 2 }],
  links,
};
const known = {
  id: "c-1",
  service: "shop-sync",
  integration: "demo",
  integration_title: "Демо-магазин",
  name: "Мой магазин",
};
const told = {
  ...known,
  enabled: true,
  state: "ok",
  schedule: { export_goods: 900, import_orders: 900 },
  last_success: { export_goods: ago(7), import_orders: ago(20) },
  next_run: {},
  updated_at: ago(500),
  config: { orders: { owner: "e-1" } },
};
const part = {
  loaded: { count: 37, money: [{ currency: "RUB", amount: "412300", count: 37 }] },
  waiting: { count: 2, money: [{ currency: "RUB", amount: "8400", count: 2 }] },
  runs: { success: 3, failed: 1 },
};
const TITLE = "Сервис временно недоступен";
const AWAY = new Refusal(503, { title: TITLE, key: "home-away" });

let answers: Answers;

beforeEach(() => {
  answers = {
    "GET /api/platform-bridge/v1/me": { name: "Анна", roles: ["owner"], account_name: "Лавка" },
    "GET /api/platform-bridge/v1/directories/employee": { items: [{ ref: "e-1", name: "Анна Петрова" }] },
    "GET /api/journal/v1/today": {
      ...part,
      since: ago(60),
      date: "2026-11-24",
      integrations: [{ ...part, integration: "demo", title: "Демо-магазин" }],
    },
    "GET /api/journal/v1/attention": { count: 1, items: [refused] },
    "GET /api/journal/v1/connections": { items: [known] },
    "GET /api/journal/v1/runs": { items: [{ dry_run: false }], next: null },
    "GET /api/shop-sync/v1/connections": { items: [told] },
  };
  services(answers);
});

it("tells the day, what waits with its cure and person, and how fresh each direction is", async () => {
  show(<HomePage />);
  expect(await screen.findByText(/За сегодня: 37 заказов на 412\s300\s₽ загружены/)).toBeVisible();
  expect(screen.getByRole("link", { name: /2 на 8\s400\s₽ ждут вас/ })).toHaveAttribute("href", "/attention");
  expect(screen.getAllByRole("link", { name: "Ошибка: 1" }).map((link) => link.getAttribute("href"))).toEqual([
    "/runs?status=failed&from=2026-11-24",
    "/runs?status=failed&from=2026-11-24&integration=demo",
  ]);
  const item = await screen.findByRole("article", { name: cause.what });
  expect(within(item).getByText(/2 заказа на 8\s400\s₽/)).toBeVisible();
  expect(await within(item).findByText("Владелец: Анна Петрова")).toBeVisible();
  expect(within(item).getByRole("link", { name: "Открыть отчёт" })).toHaveAttribute(
    "href",
    "/runs/shop-sync/r-1?result=rejected",
  );
  expect(await screen.findByText("7 мин назад, обещано 15 мин")).toBeVisible();
  expect(screen.getByText("20 мин назад, обещано 15 мин")).toBeVisible();
  expect(screen.getByText("Опаздывает")).toBeVisible();
});

it("names the connections of a service that is away and leaves the rest as it is", async () => {
  answers["GET /api/shop-sync/v1/connections"] = AWAY;
  show(<HomePage />);
  expect(await screen.findByText("Свежесть не известна: Мой магазин.")).toBeVisible();
  expect(screen.getByText(/За сегодня: 37 заказов/)).toBeVisible();
});

it("says once that the journal is away", async () => {
  for (const path of ["today", "attention", "connections", "runs"]) answers[`GET /api/journal/v1/${path}`] = AWAY;
  show(<HomePage />);
  expect(await screen.findByRole("button", { name: "Повторить" })).toBeVisible();
  expect(screen.getAllByText(TITLE)).toHaveLength(1);
});

it("shows the first steps instead of zeros while nothing was ever exchanged", async () => {
  answers["GET /api/journal/v1/runs"] = { items: [{ dry_run: true }], next: null };
  answers["GET /api/journal/v1/connections"] = { items: [] };
  answers["GET /api/journal/v1/attention"] = { count: 0, items: [] };
  show(<HomePage />);
  expect(await screen.findByRole("link", { name: "Открыть Маркетплейс" })).toHaveAttribute("href", "/market");
  expect(screen.queryByText(/За сегодня/)).toBeNull();
});
