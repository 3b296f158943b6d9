import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { Refusal, services, showRoute, wideWindow, type Answers } from "../../test/services";
import RunsPage from "./RunsPage";
import { KNOWN, RUN } from "./samples";

const FINISHED = {
  ...RUN,
  service: "shop-sync",
  integration_title: "Демо-магазин",
  connection_name: "Мой магазин",
  seconds: 4,
  cause: null,
};

let answers: Answers;

beforeEach(() => {
  wideWindow();
  answers = {
    "GET /api/journal/v1/connections": { items: [KNOWN] },
    "GET /api/journal/v1/runs": { items: [FINISHED], next: null },
    "GET /api/shop-sync/v1/runs": { items: [] },
  };
});

function open(search = "") {
  const asked = services(answers);
  const router = showRoute(<RunsPage />, { path: "/runs", address: `/runs${search}` });
  return { queries: () => asked.filter(({ call }) => call === "GET /api/journal/v1/runs"), router };
}

it("shows what goes on above what is over, with the words of the owner", async () => {
  const going = { ...RUN, id: "r-2", status: "running", trigger: "user", progress: { done: 1, total: 4 }, money: [] };
  answers["GET /api/shop-sync/v1/runs"] = { items: [going] };
  open();
  await screen.findByText("25 %", undefined, { timeout: 5000 });
  const now = within(screen.getByRole("region", { name: "Идут сейчас" }));
  expect(now.getByText("25 %")).toBeInTheDocument();
  expect(now.getByText("Вручную")).toBeInTheDocument();
  const over = within(screen.getByRole("table", { name: "Завершённые обмены" }));
  for (const text of ["Демо-магазин", "Загрузка заказов", "Из файла", "Частично", "создано 99", "отклонено 1", "4 с"]) {
    expect(over.getByText(text)).toBeInTheDocument();
  }
  expect(over.getByRole("link", { name: "Мой магазин" })).toHaveAttribute("href", "/connections/shop-sync/c-1");
});

it("asks the journal for what the address says, days in the browser's zone", async () => {
  const { queries } = open(
    "?integration=demo&kind=export_goods&status=failed&status=partial&from=2026-11-01&to=2026-11-02",
  );
  await screen.findByRole("table");
  const { search } = queries()[0]!;
  expect([search.get("integration"), search.get("kind")]).toEqual(["demo", "export_goods"]);
  expect(search.getAll("status")).toEqual(["partial", "failed"]);
  const days = Date.parse(search.get("to")!) - Date.parse(search.get("from")!);
  expect(days).toBe(2 * 24 * 3600 * 1000);
});

it("says that nothing fits the filter, and shows all again", async () => {
  answers["GET /api/journal/v1/runs"] = ({ search }: { search: URLSearchParams }) => ({
    items: search.has("kind") ? [] : [FINISHED],
    next: null,
  });
  const { router } = open("?kind=export_goods");
  await screen.findByText("Таких обменов не было.");
  await userEvent.click(screen.getByRole("button", { name: "Показать все обмены" }));
  expect(await screen.findByRole("table")).toBeInTheDocument();
  expect(router.state.location.search).toBe("");
});

it("keeps what goes on when the journal is away", async () => {
  answers["GET /api/journal/v1/runs"] = new Refusal(503, { title: "Сервис временно недоступен", detail: "" });
  answers["GET /api/shop-sync/v1/runs"] = { items: [{ ...RUN, status: "queued" }] };
  open();
  expect(await screen.findByText("Сервис временно недоступен")).toBeInTheDocument();
  expect(await screen.findByText("В очереди")).toBeInTheDocument();
});
