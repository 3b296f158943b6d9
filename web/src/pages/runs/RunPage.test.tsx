import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveMessage } from "../../live/stream";
import { Refusal, services, showRoute, wideWindow, type Answers } from "../../test/services";
import RunPage from "./RunPage";
import { FORM, KNOWN, ROW, RUN } from "./samples";

const live = vi.hoisted(() => ({ listeners: new Set<(message: LiveMessage) => void>(), up: true }));
vi.mock("../../live/LiveProvider", async () => {
  const { useEffect } = await import("react");
  return {
    useLiveUp: () => live.up,
    useLive: (listener: (message: LiveMessage) => void) =>
      useEffect(() => {
        live.listeners.add(listener);
        return () => void live.listeners.delete(listener);
      }, [listener]),
  };
});

const API = "/api/shop-sync/v1";
let answers: Answers;

beforeEach(() => {
  wideWindow();
  live.up = true;
  answers = {
    [`GET ${API}/runs/r-1`]: RUN,
    [`GET ${API}/runs/r-1/rows`]: { items: [ROW], next: null },
    [`GET ${API}/runs/r-1/files`]: { items: [] },
    [`GET ${API}/integrations/demo/form`]: FORM,
    "GET /api/journal/v1/connections": { items: [KNOWN] },
  };
});

function open(search = "") {
  const asked = services(answers);
  const router = showRoute(<RunPage />, { path: "/runs/:service/:id", address: `/runs/shop-sync/r-1${search}` });
  const calls = (name: string) => asked.filter(({ call }) => call === name);
  return { calls, router };
}

function tell(name: string, data: Record<string, unknown>) {
  act(() =>
    live.listeners.forEach((listener) => listener({ name, data: { service: "shop-sync", run: "r-1", ...data } })),
  );
}

describe("a run that goes on", () => {
  const going = { ...RUN, status: "running", finished_at: null, open_rejected: 0, progress: { done: 10, total: 100 } };

  it("moves with each message and stays as it is when one of another run comes", async () => {
    answers[`GET ${API}/runs/r-1`] = going;
    open();
    const bar = await screen.findByRole("progressbar", { name: "Ход обмена: идёт" });
    expect(bar).toHaveAttribute("aria-valuenow", "10");
    const counts = { seen: 60, created: 57, updated: 0, unchanged: 0, rejected: 3 };
    tell("run.progress", { status: "running", counts, done: 60, total: 100 });
    await waitFor(() => expect(bar).toHaveAttribute("aria-valuenow", "60"));
    expect(screen.getByText("57")).toBeInTheDocument();
    tell("run.progress", { run: "r-9", status: "running", counts, done: 90, total: 100 });
    expect(bar).toHaveAttribute("aria-valuenow", "60");
  });

  it("is asked for again and again while the stream is down", async () => {
    live.up = false;
    let asked = 0;
    answers[`GET ${API}/runs/r-1`] = () => ((asked += 1) === 1 ? going : RUN);
    open();
    await screen.findByRole("progressbar");
    expect(await screen.findByText("Частично", undefined, { timeout: 5000 })).toBeInTheDocument();
    expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
  });

  it("says when only the platform's answers are awaited, and is not to be stopped then", async () => {
    answers[`GET ${API}/runs/r-1`] = { ...going, waits_for_platform: true };
    open();
    expect(await screen.findByText("Обмен: ждём ответа платформы")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Остановить" })).not.toBeInTheDocument();
  });

  it("is stopped after a question", async () => {
    answers[`GET ${API}/runs/r-1`] = going;
    answers[`POST ${API}/runs/r-1/cancel`] = { ...going, status: "cancelled" };
    const { calls } = open();
    await userEvent.click(await screen.findByRole("button", { name: "Остановить" }));
    const question = await screen.findByRole("tooltip");
    await userEvent.click(within(question).getByRole("button", { name: "Остановить" }));
    await waitFor(() => expect(calls(`POST ${API}/runs/r-1/cancel`)).toHaveLength(1));
    expect(await screen.findByText("Отменён")).toBeInTheDocument();
  });
});

describe("the report", () => {
  it("shows what waits for its reader first, and does one row or all of them again", async () => {
    answers[`POST ${API}/runs/r-1/retry`] = { ...RUN, id: "r-2", attempt_of: "r-1" };
    const { calls, router } = open();
    await screen.findByText("Бизнес.Ру не принял заказ.");
    expect(calls(`GET ${API}/runs/r-1/rows`)[0]!.search.get("result")).toBe("rejected");
    expect(screen.getByText("412 300 ₽")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Повторить эту строку" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/runs/shop-sync/r-2"));
    expect(calls(`POST ${API}/runs/r-1/retry`)[0]!.body).toEqual({ rows: [54] });
  });

  it("does all rejected rows again", async () => {
    answers[`POST ${API}/runs/r-1/retry`] = new Refusal(409, {
      title: "Файл обмена уже удалён.",
      detail: "Загрузите.",
    });
    const { calls } = open();
    await userEvent.click(await screen.findByRole("button", { name: /Повторить все отклонённые/ }));
    await waitFor(() => expect(calls(`POST ${API}/runs/r-1/retry`)[0]!.body).toEqual({ all_rejected: true }));
    expect(await screen.findByText("Файл обмена уже удалён. Загрузите.")).toBeInTheDocument();
  });

  it("offers no retry when rows of the kind cannot be done again", async () => {
    answers[`GET ${API}/integrations/demo/form`] = { ...FORM, repeatable: [] };
    open();
    await screen.findByText("Бизнес.Ру не принял заказ.");
    expect(screen.queryByRole("button", { name: /Повторить/ })).not.toBeInTheDocument();
  });

  it("cures an unknown good and does its row again in four clicks", async () => {
    const goods = [{ outside_id: "945", name: "Рубашка", article: "48-A" }];
    answers[`GET ${API}/runs/r-1/rows`] = { items: [{ ...ROW, goods }], next: null };
    answers[`GET ${API}/connections/c-1/goods-links/candidates`] = {
      items: [{ product: "p-1", variant: null, name: "Рубашка белая", article: "48-A", score: 0.9 }],
    };
    answers[`POST ${API}/connections/c-1/goods-links`] = {};
    answers[`POST ${API}/runs/r-1/retry`] = { ...RUN, id: "r-2", attempt_of: "r-1" };
    const { calls, router } = open();
    await userEvent.click(await screen.findByRole("button", { name: "Выбрать товар" }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.click(await dialog.findByRole("radio", { name: /Рубашка белая/ }));
    await userEvent.click(dialog.getByRole("button", { name: "Запомнить соответствие" }));
    await dialog.findByText("Соответствие запомнено");
    await userEvent.click(dialog.getByRole("button", { name: "Повторить эту строку" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/runs/shop-sync/r-2"));
    const link = { outside_id: "945", product: "p-1", variant: null };
    expect(calls(`POST ${API}/connections/c-1/goods-links`)[0]!.body).toEqual(link);
    expect(calls(`POST ${API}/runs/r-1/retry`)[0]!.body).toEqual({ rows: [54] });
  });

  it("leads to the settings when these are the cause, and shows changes field by field", async () => {
    const reason = { key: "any", what: "Нет пары.", why: "", do: "Исправьте в настройках подключения." };
    const changes = [{ field: "total", title: "Итого", was: "100", becomes: "90" }];
    answers[`GET ${API}/runs/r-1/rows`] = { items: [{ ...ROW, reason, changes }], next: null };
    open();
    const settings = await screen.findByRole("link", { name: "Настройки подключения" });
    expect(settings).toHaveAttribute("href", "/connections/shop-sync/c-1");
    await userEvent.click(screen.getByRole("button", { name: "Изменения: Заказ № 1055" }));
    expect((await screen.findByText("100")).tagName).toBe("DEL");
    expect(screen.getByText("90").tagName).toBe("INS");
  });

  it("says that nothing changed when there is no row", async () => {
    answers[`GET ${API}/runs/r-1`] = { ...RUN, status: "success", open_rejected: 0 };
    answers[`GET ${API}/runs/r-1/rows`] = { items: [], next: null };
    open();
    expect(await screen.findByText("Строк нет: всё без изменений.")).toBeInTheDocument();
  });
});

describe("a run that broke off", () => {
  it("says why and leads to its connection", async () => {
    const error = { key: "any", what: "Магазин не пустил нас.", why: "Пароль не подходит.", do: "Введите новый." };
    answers[`GET ${API}/runs/r-1`] = { ...RUN, status: "failed", error };
    open();
    const cause = within(await screen.findByRole("alert"));
    for (const text of Object.values(error).slice(1)) expect(cause.getByText(text)).toBeInTheDocument();
    const link = screen.getByRole("link", { name: "Открыть подключение" });
    expect(link).toHaveAttribute("href", "/connections/shop-sync/c-1");
  });
});

describe("a run that cannot be shown", () => {
  it.each([
    [404, "Обмен не найден."],
    [503, "Сервис временно недоступен"],
  ])("says so: %i", async (status, title) => {
    answers[`GET ${API}/runs/r-1`] = new Refusal(status, { title, detail: "" });
    open();
    expect(await screen.findByText(title)).toBeInTheDocument();
  });
});

describe("a dry export", () => {
  const preview = {
    ...RUN,
    kind: "export_goods",
    trigger: "user",
    dry_run: true,
    status: "success",
    open_rejected: 0,
    money: [],
    counts: { seen: 200, created: 1, updated: 125, unchanged: 70, rejected: 4 },
    effect: { prices_changed: 120, largest_change: 0.6, gone: 5 },
  };
  const good = {
    ...ROW,
    number: 7,
    where: "BOT-1",
    title: "Ботинки",
    state: "done",
    result: "updated",
    reason: null,
    changes: [
      { field: "good_price", title: "Цена: 42", was: "1000.00", becomes: "400.00" },
      { field: "good_stock", title: "Остаток", was: "3", becomes: "0" },
    ],
  };

  beforeEach(() => {
    answers[`GET ${API}/runs/r-1`] = preview;
    answers[`GET ${API}/runs/r-1/rows`] = { items: [good], next: null };
  });

  it("is a price list, the biggest change first, in groups that are counted", async () => {
    const { calls } = open();
    const table = within(await screen.findByRole("table", { name: "Прайс-лист" }));
    expect((await table.findByText("1 000")).tagName).toBe("DEL");
    expect(table.getByText("400").tagName).toBe("INS");
    expect(table.getByText("−60 %")).toBeInTheDocument();
    expect(calls(`GET ${API}/runs/r-1/rows`)[0]!.search.toString()).toBe(
      "result=updated&gone=false&sort=change&limit=100",
    );
    for (const group of ["Изменятся (120)", "Новые (1)", "Снимутся с выгрузки (5)", "Пропустим (4)"]) {
      expect(screen.getByText(group)).toBeInTheDocument();
    }
    expect(screen.getByText("Без изменений: 70 товаров")).toBeInTheDocument();
  });

  it("asks before a mass change, with its numbers, and exports after the yes", async () => {
    answers[`POST ${API}/connections/c-1/runs`] = { ...preview, id: "r-3", dry_run: false };
    const { calls, router } = open();
    await userEvent.click(await screen.findByRole("button", { name: "Выгрузить сейчас" }));
    const question = await screen.findByText(/Цена изменится у 60 % товаров: 120 из 200/);
    expect(question).toHaveTextContent("на 60 %");
    expect(calls(`POST ${API}/connections/c-1/runs`)).toHaveLength(0);
    await userEvent.click(screen.getByRole("button", { name: "Выгрузить" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/runs/shop-sync/r-3"));
    expect(calls(`POST ${API}/connections/c-1/runs`)[0]!.body).toEqual({ kind: "export_goods", dry_run: false });
  });
});
