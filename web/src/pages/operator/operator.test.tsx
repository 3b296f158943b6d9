import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Refusal, services, show, type Answers } from "../../test/services";
import FailedPage from "./FailedPage";
import SystemsPage from "./SystemsPage";
import { SERVICES } from "./duty";

const AWAY = new Refusal(502, { title: "Сервис временно недоступен", status: 502, key: "service_unavailable" });
const ME = {
  user: "u1",
  login: "operator",
  name: "Дежурный",
  account: "demo",
  account_name: "Демо",
  roles: ["operator"],
};
const GROUP = {
  queue: "shop-sync.order-answers",
  reason: "bug",
  error: "KeyError at answers.py:7 in take",
  cause: { key: "bug", what: "Сообщение не обработано.", why: "Ошибка в программе.", do: "Исправьте ошибку." },
  count: 5,
  first_failed_at: "2026-11-20T10:00:00Z",
  last_failed_at: "2026-11-24T10:00:00Z",
};
const MESSAGE = {
  id: "m1",
  account: "demo",
  queue: GROUP.queue,
  message_id: "11111111-aaaa",
  type: "order.stored.v1",
  correlation_id: "c1",
  reason: "bug",
  error: GROUP.error,
  cut: false,
  state: "failed",
  tries: 2,
  first_failed_at: GROUP.first_failed_at,
  last_failed_at: GROUP.last_failed_at,
};

function everyService(path: string, own: Answers = {}): Answers {
  const empty = Object.fromEntries(SERVICES.map((service) => [`GET /api/${service}${path}`, { items: [] }]));
  return { ...empty, "GET /api/platform-bridge/v1/me": ME, ...own };
}

function failures(own: Answers = {}): Answers {
  return everyService("/v1/failed-messages/groups", {
    "GET /api/shop-sync/v1/failed-messages/groups": { items: [GROUP] },
    "GET /api/shop-sync/v1/failed-messages": { items: [MESSAGE], next: null },
    ...own,
  });
}

test("every service of the product is watched", () => {
  const told = Object.keys(import.meta.glob("../../../openapi/*.json"));
  expect(SERVICES).toEqual(told.map((path) => path.replace(/^.*\/|\.json$/g, "")).sort());
  expect(SERVICES).toContain("shop-sync");
});

test("a group tells its cause, and a service that is away is named while the others are shown", async () => {
  services(failures({ "GET /api/journal/v1/failed-messages/groups": AWAY }));
  show(<FailedPage />);
  const group = await screen.findByRole("region", { name: `Сообщение не обработано. ${GROUP.queue}` });
  expect(group).toHaveTextContent("Ошибка в программе. Исправьте ошибку.");
  expect(group).toHaveTextContent(GROUP.error);
  expect(screen.getByText("5 сообщений ждут решения")).toBeVisible();
  expect(await screen.findByText("Сервис journal не отвечает")).toBeVisible();
});

test("nothing failed: the page says that all is well", async () => {
  services(everyService("/v1/failed-messages/groups"));
  show(<FailedPage />);
  expect(await screen.findByText(/Сбойных сообщений нет/)).toBeVisible();
});

test("a group is retried, and what could not be retried is told", async () => {
  const asked = services(failures({ "POST /api/shop-sync/v1/failed-messages/retry": { retried: 4 } }));
  show(<FailedPage />);
  await userEvent.click(await screen.findByRole("button", { name: "Повторить все" }));
  await userEvent.click(await screen.findByRole("button", { name: "Повторить" }));
  expect(await screen.findByText(/Отправлено на повтор 4 из 5/)).toBeInTheDocument();
  const { queue, reason, error } = GROUP;
  expect(asked.find(({ call }) => call.startsWith("POST"))?.body).toEqual({ queue, reason, error });
});

test("a message is discarded only with a reason", async () => {
  const discard = "POST /api/shop-sync/v1/failed-messages/m1/discard";
  const asked = services(failures({ [discard]: { ...MESSAGE, state: "discarded" } }));
  show(<FailedPage />);
  await userEvent.click(await screen.findByRole("button", { name: "Показать 5 сообщений" }));
  const row = (await screen.findByText("order.stored.v1")).closest("li") as HTMLElement;
  await userEvent.click(within(row).getByRole("button", { name: "Отклонить" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Отклонить" }));
  expect(await within(dialog).findByText("Укажите причину")).toBeInTheDocument();
  await userEvent.type(within(dialog).getByLabelText("Причина"), " заказ удалён ");
  await userEvent.click(within(dialog).getByRole("button", { name: "Отклонить" }));
  expect(await screen.findByText("Сообщение отклонено")).toBeInTheDocument();
  const sent = asked.filter(({ call }) => call === discard);
  expect(sent.map(({ body }) => body)).toEqual([{ reason: "заказ удалён" }]);
  const list = asked.find(({ call }) => call === "GET /api/shop-sync/v1/failed-messages");
  expect(Object.fromEntries(list?.search ?? [])).toMatchObject({
    queue: GROUP.queue,
    reason: "bug",
    error: GROUP.error,
  });
});

test("what was closed says by whom and why", async () => {
  const closed = { ...MESSAGE, state: "discarded", discarded_by: "u1", discard_reason: "заказ удалён" };
  services(
    failures({
      ...everyService("/v1/failed-messages"),
      "GET /api/shop-sync/v1/failed-messages": ({ search }: { search: URLSearchParams }) => ({
        items: search.get("state") === "discarded" ? [closed] : [],
        next: null,
      }),
    }),
  );
  show(<FailedPage />, "/failed?state=discarded");
  const row = (await screen.findByText("заказ удалён")).closest("li") as HTMLElement;
  await waitFor(() => expect(row).toHaveTextContent("Отклонилвы"));
  expect(within(row).queryByRole("button", { name: "Повторить" })).toBeNull();
});

test("a system is switched off with a reason, and one that is off tells why and by whom", async () => {
  const put = "PUT /api/shop-sync/v1/systems/insales";
  const off = { name: "ozon", enabled: false, reason: "Авария у них", by: "u2", at: "2026-11-24T10:00:00Z" };
  const on = { name: "insales", enabled: true, reason: "", by: null, at: null };
  const asked = services(
    everyService("/v1/systems", { "GET /api/shop-sync/v1/systems": { items: [on, off] }, [put]: on }),
  );
  show(<SystemsPage />);
  const row = (await screen.findByText("ozon")).closest("li") as HTMLElement;
  expect(row).toHaveTextContent("Авария у них");
  expect(row).toHaveTextContent("кем: u2");
  await userEvent.click(screen.getByRole("button", { name: "Выключить insales" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText("Причина"), "Не отвечают");
  await userEvent.click(within(dialog).getByRole("button", { name: "Выключить" }));
  await waitFor(() =>
    expect(asked.find(({ call }) => call === put)?.body).toEqual({ enabled: false, reason: "Не отвечают" }),
  );
});
