import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { App as AntApp } from "antd";
import { MemoryRouter } from "react-router";
import { expect, it, vi } from "vitest";
import AttentionPage from "./AttentionPage";

function show(answer: object, status = 200) {
  vi.stubGlobal("fetch", (request: Request) => {
    const about = new URL(request.url).pathname === "/api/journal/v1/attention";
    return Promise.resolve(Response.json(about ? answer : { items: [] }, { status: about ? status : 200 }));
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <AntApp>
        <MemoryRouter>
          <AttentionPage />
        </MemoryRouter>
      </AntApp>
    </QueryClientProvider>,
  );
}

function item(kind: string, what: string) {
  const links = { service: "shop-sync", connection: "c-1", run: "r-1", order: null };
  const cause = { key: what, what, why: "Почему", do: "Что сделать" };
  const names = { integration: "demo", integration_title: "Демо-магазин", connection_name: "Мой магазин" };
  return { ...names, kind, cause, since: "2026-11-24T09:00:00Z", count: 2, money: [], links };
}

it("lists what waits in the order that it was told, each with its cure", async () => {
  show({ count: 2, items: [item("run_failed", "Обмен прервался."), item("connection_retrying", "Магазин молчит.")] });
  expect((await screen.findAllByRole("article")).map((found) => found.getAttribute("aria-label"))).toEqual([
    "Обмен прервался.",
    "Магазин молчит.",
  ]);
  expect(screen.getAllByText("Демо-магазин · Мой магазин")).toHaveLength(2);
  expect(screen.getAllByRole("link", { name: "Открыть отчёт" })[0]).toHaveAttribute("href", "/runs/shop-sync/r-1");
  expect(screen.getByText(/^2 причины/)).toBeVisible();
});

it("says that all is well, and when it looked", async () => {
  show({ count: 0, items: [] });
  expect(await screen.findByText("Всё в порядке")).toBeVisible();
  expect(screen.getByText(/Проверено \d\d\.\d\d\.\d{4} \d\d:\d\d/)).toBeVisible();
});

it("says that the journal is away", async () => {
  show({ title: "Сервис временно недоступен", key: "away" }, 503);
  expect(await screen.findByText("Сервис временно недоступен")).toBeVisible();
  expect(screen.getByRole("button", { name: "Повторить" })).toBeVisible();
});
