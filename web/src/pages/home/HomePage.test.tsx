import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { App as AntApp } from "antd";
import { MemoryRouter } from "react-router";
import { beforeEach, expect, it, vi } from "vitest";
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
const AWAY = { status: 503, title: "Сервис временно недоступен", key: "away" };

/** Answers by the end of the path; an answer with `status` is a problem. */
let answers: Record<string, unknown>;

beforeEach(() => {
  answers = {
    "platform-bridge/v1/me": { name: "Анна", roles: ["owner"], account_name: "Лавка" },
    "platform-bridge/v1/directories/employee": { items: [{ ref: "e-1", name: "Анна Петрова" }] },
    "journal/v1/today": {
      ...part,
      since: ago(60),
      integrations: [{ ...part, integration: "demo", title: "Демо-магазин" }],
    },
    "journal/v1/attention": { count: 1, items: [refused] },
    "journal/v1/connections": { items: [known] },
    "journal/v1/runs": { items: [{ dry_run: false }], next: null },
    "shop-sync/v1/connections": { items: [told] },
  };
  vi.stubGlobal("fetch", (request: Request) => {
    const path = new URL(request.url).pathname.replace("/api/", "");
    const answer = answers[path] as { status?: number } | undefined;
    if (!answer) throw new Error(`unexpected request: ${path}`);
    return Promise.resolve(Response.json(answer, { status: answer.status ?? 200 }));
  });
});

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={client}>
      <AntApp>
        <MemoryRouter>
          <HomePage />
        </MemoryRouter>
      </AntApp>
    </QueryClientProvider>,
  );
}

it("tells the day, what waits with its cure and person, and how fresh each direction is", async () => {
  show();
  expect(await screen.findByText(/За сегодня: 37 заказов на 412\s300\s₽ загружены/)).toBeVisible();
  expect(screen.getByRole("link", { name: /2 на 8\s400\s₽ ждут вас/ })).toHaveAttribute("href", "/attention");
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
  answers["shop-sync/v1/connections"] = AWAY;
  show();
  expect(await screen.findByText("Свежесть не известна: Мой магазин.")).toBeVisible();
  expect(screen.getByText(/За сегодня: 37 заказов/)).toBeVisible();
});

it("says once that the journal is away", async () => {
  for (const path of ["today", "attention", "connections", "runs"]) answers[`journal/v1/${path}`] = AWAY;
  show();
  expect(await screen.findByRole("button", { name: "Повторить" })).toBeVisible();
  expect(screen.getAllByText(AWAY.title)).toHaveLength(1);
});

it("shows the first steps instead of zeros while nothing was ever exchanged", async () => {
  answers["journal/v1/runs"] = { items: [{ dry_run: true }], next: null };
  answers["journal/v1/connections"] = { items: [] };
  answers["journal/v1/attention"] = { count: 0, items: [] };
  show();
  expect(await screen.findByRole("link", { name: "Открыть Маркетплейс" })).toHaveAttribute("href", "/market");
  expect(screen.queryByText(/За сегодня/)).toBeNull();
});
