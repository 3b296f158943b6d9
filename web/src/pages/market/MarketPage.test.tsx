import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App, ConfigProvider } from "antd";
import { createMemoryRouter, RouterProvider } from "react-router";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { keys } from "../../live/keys";
import { filtersOf, searchOf } from "./filters";
import MarketPage from "./MarketPage";

configure({ asyncUtilTimeout: 8000 });

const TILE = { logo: null, kind: "по API", price: "Бесплатно", free: true };
const INSALES = { ...TILE, slug: "insales", title: "InSales", connected: true, connections: 1 };
const CAUSE = { key: "login_refused", what: "Магазин не принял ключ.", why: "", do: "Введите новый." };
const WINDOW = {
  ...INSALES,
  service: "shop-sync",
  categories: [],
  site: "https://www.insales.ru",
  developer: "Бизнес.Ру",
  description: "Интеграция позволяет выгружать товары.",
  options: [{ title: "Для загруженных заказов возможно:", items: ["Присваивать статус"] }],
  guide: "insales",
  capabilities: [],
  multiple: true,
  buttons: [
    { action: "connect", title: "Подключить ещё" },
    { action: "request", title: "Заявка на подключение" },
    { action: "guide", title: "Инструкция по настройке" },
  ],
  connection_list: [{ id: "c-1", name: "Insales_01", enabled: true, health: "needs_attention", cause: CAUSE }],
};

let roles: string[];
let asked: string[];
let deleted: string[];
let requests: { body: unknown; key: string | null }[];

function page(search: string) {
  const text = new URLSearchParams(search).get("q") ?? "";
  const tiles = "insales".includes(text) ? [INSALES] : [];
  return {
    total: tiles.length,
    anchors: [
      { category: "shops", title: "Интернет-магазины", count: tiles.length },
      { category: "banks", title: "Клиент-банк", count: 0 },
    ],
    groups: tiles.length > 0 ? [{ category: "shops", title: "Интернет-магазины", widgets: tiles }] : [],
  };
}

async function answer(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (pathname.endsWith("/refresh")) return Response.json({ access_token: "t", expires_in: 900 });
  if (pathname.endsWith("/requests")) {
    requests.push({ body: await request.json(), key: request.headers.get("Idempotency-Key") });
    if (requests.length > 1) return Response.json({}, { status: 202 });
    const errors = [{ loc: ["phone"], key: "contact_missing", msg: "Укажите телефон или Email." }];
    return Response.json({ title: "Проверьте поля", errors }, { status: 422 });
  }
  if (request.method === "DELETE") {
    deleted.push(pathname);
    return new Response(null, { status: 204 });
  }
  if (pathname.endsWith("/widgets/insales")) return Response.json(WINDOW);
  asked.push(search);
  return Response.json(page(search));
}

function open(address: string) {
  const routes = ["/market", "/market/:slug"].map((path) => ({ path, element: <MarketPage /> }));
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  // the frame of the page waits for it
  client.setQueryData(keys.me, { name: "Марина", roles, account_name: "Ветер" });
  render(
    <ConfigProvider theme={{ token: { motion: false } }}>
      <App>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>,
  );
  return router;
}

beforeEach(() => {
  roles = ["owner"];
  asked = [];
  deleted = [];
  requests = [];
  vi.stubGlobal("fetch", (input: Request | string) =>
    answer(input instanceof Request ? input : new Request(new URL(input, "http://localhost"))),
  );
});

describe("filters in the address", () => {
  it("come back as they were written and leave out what is not filtered", () => {
    const filters = { kind: "free", categories: ["shops", "banks"], text: "ин & сейлс" } as const;
    expect(filtersOf(new URLSearchParams(searchOf(filters)))).toEqual(filters);
    expect(searchOf({ kind: "all", categories: [], text: "" })).toBe("");
    expect(filtersOf(new URLSearchParams("filter=nonsense")).kind).toBe("all");
  });
});

describe("the marketplace", { timeout: 60_000 }, () => {
  it("searches inside the filters, keeps the focus, says when nothing is found and leads out of it", async () => {
    const user = userEvent.setup({ delay: null });
    const router = open("/market");
    await screen.findByRole("link", { name: /InSales/ });
    const box = screen.getByRole("searchbox", { name: "Поиск по названию" });
    await user.type(box, "касса");
    await screen.findByText(/Ничего не найдено/);
    expect(box).toHaveFocus();
    expect(new URLSearchParams(router.state.location.search).get("q")).toBe("касса");
    expect(asked.length).toBeLessThan(5);
    await user.click(screen.getByRole("button", { name: "Сбросить фильтры" }));
    await screen.findByRole("link", { name: /InSales/ });
    expect(box).toHaveValue("");
    expect(router.state.location.search).toBe("");
  });

  it("opens the window over the filters and comes back to them", async () => {
    const user = userEvent.setup({ delay: null });
    const router = open("/market?filter=free");
    await user.click(await screen.findByRole("link", { name: /InSales/ }));
    const window = await screen.findByRole("dialog");
    expect(router.state.location).toMatchObject({ pathname: "/market/insales", search: "?filter=free" });
    expect(await within(window).findByRole("link", { name: "Инструкция по настройке" })).toHaveAttribute(
      "href",
      "/guide/insales",
    );
    await user.keyboard("{Escape}");
    await waitFor(() => expect(router.state.location).toMatchObject({ pathname: "/market", search: "?filter=free" }));
  });

  it("deletes a connection after a question, and does not show it again", async () => {
    const user = userEvent.setup({ delay: null });
    open("/market/insales");
    await user.click(await screen.findByRole("button", { name: /^Подключения/ }));
    expect(screen.getByText(/Магазин не принял ключ/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Удалить подключение «Insales_01»" }));
    expect(deleted).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Удалить" }));
    await waitFor(() => expect(screen.queryByText("Insales_01")).toBeNull());
    expect(deleted).toEqual(["/api/shop-sync/v1/connections/c-1"]);
  });

  it("says what is wrong at the field and keeps a request that was sent twice one request", async () => {
    const user = userEvent.setup({ delay: null });
    open("/market/insales");
    await user.click(await screen.findByRole("button", { name: "Заявка на подключение" }));
    await user.click(screen.getByRole("button", { name: "Отправить" }));
    await screen.findByText("Укажите телефон или Email.");
    await user.type(screen.getByLabelText("Телефон"), "8 913 000-00-01");
    await user.click(screen.getByRole("button", { name: "Отправить" }));
    expect(await screen.findByText("Заявка отправлена")).toBeVisible();
    expect(requests[1]?.body).toMatchObject({ phone: "8 913 000-00-01" });
    expect(requests[0]?.key).toBe(requests[1]?.key);
  });

  it("lets a manager look but not connect or delete", async () => {
    roles = ["manager"];
    const user = userEvent.setup({ delay: null });
    open("/market/insales");
    const reason = await screen.findByText("Подключает интеграции владелец аккаунта");
    await waitFor(() => expect(reason).toBeVisible());
    expect(screen.getByRole("button", { name: "Подключить ещё" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: /^Подключения/ }));
    expect(screen.queryByRole("button", { name: /Удалить/ })).toBeNull();
  });
});
