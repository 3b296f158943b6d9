import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Refusal, services, show } from "../../test/services";
import AttentionPage from "./AttentionPage";

function showWith(attention: unknown) {
  services({
    "GET /api/journal/v1/attention": attention,
    "GET /api/shop-sync/v1/connections": { items: [] },
    "GET /api/platform-bridge/v1/directories/employee": { items: [] },
  });
  show(<AttentionPage />);
}

function item(kind: string, what: string) {
  const links = { service: "shop-sync", connection: "c-1", run: "r-1", order: null };
  const cause = { key: what, what, why: "Почему", do: "Что сделать" };
  const names = { integration: "demo", integration_title: "Демо-магазин", connection_name: "Мой магазин" };
  return { ...names, kind, cause, since: "2026-11-24T09:00:00Z", count: 2, money: [], links };
}

it("lists what waits in the order that it was told, each with its cure", async () => {
  showWith({
    count: 2,
    items: [item("run_failed", "Обмен прервался."), item("connection_retrying", "Магазин молчит.")],
  });
  expect((await screen.findAllByRole("article")).map((found) => found.getAttribute("aria-label"))).toEqual([
    "Обмен прервался.",
    "Магазин молчит.",
  ]);
  expect(screen.getAllByText("Демо-магазин · Мой магазин")).toHaveLength(2);
  expect(screen.getAllByRole("link", { name: "Открыть отчёт" })[0]).toHaveAttribute("href", "/runs/shop-sync/r-1");
  expect(screen.getByText(/^2 причины/)).toBeVisible();
});

it("says that all is well, and when it looked", async () => {
  showWith({ count: 0, items: [] });
  expect(await screen.findByText("Всё в порядке")).toBeVisible();
  expect(screen.getByText(/Проверено \d\d\.\d\d\.\d{4} \d\d:\d\d/)).toBeVisible();
});

it("says that the journal is away", async () => {
  showWith(new Refusal(503, { title: "Сервис временно недоступен", key: "away" }));
  expect(await screen.findByText("Сервис временно недоступен")).toBeVisible();
  expect(screen.getByRole("button", { name: "Повторить" })).toBeVisible();
});
