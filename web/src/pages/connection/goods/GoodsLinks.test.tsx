import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { services, show } from "../../../test/services";
import GoodsLinks from "./GoodsLinks";

// antd is slow in jsdom
configure({ asyncUtilTimeout: 8000 });
const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
const LINKS = "/api/shop-sync/v1/connections/c1/goods-links";
const GOOD = {
  outside_id: "77",
  name: "Чехол",
  article: "CH-1",
  barcode: null,
  seen_at: null,
  unlinked: null,
  by: null,
  product: null,
  variant: null,
};
const PRODUCT = { ref: "p1", name: "Чехол чёрный", article: "CH-01", variants: [] };
const SHIRT = {
  ...PRODUCT,
  ref: "p2",
  name: "Рубашка",
  variants: [{ ref: "v1", name: "размер 48", article: "48-A", archived: false }],
};
const LINKED = { ...GOOD, by: "hand", product: { ref: "p1", name: "Чехол чёрный", article: "CH-01" } };

function open(more: Record<string, unknown> = {}) {
  const asked = services({
    [`GET ${LINKS}`]: { items: [LINKED], next: null },
    [`GET ${LINKS}/unlinked`]: { items: [GOOD], next: null },
    [`GET ${LINKS}/candidates`]: {
      items: [{ product: "p1", variant: null, name: "Чехол чёрный", article: "CH-01", score: 0.9 }],
    },
    "GET /api/platform-bridge/v1/products": { items: [SHIRT], next: null },
    [`POST ${LINKS}`]: {},
    [`POST ${LINKS}/release`]: null,
    ...more,
  });
  show(<GoodsLinks service="shop-sync" connection="c1" />);
  return asked;
}

const sent = (asked: ReturnType<typeof open>, call: string) => asked.find((one) => one.call === `POST ${call}`)?.body;

it("links a good of the shop with the product that resembles it", async () => {
  const asked = open();
  await user.click(await screen.findByText("Без пары"));
  await user.click(await screen.findByText("Выбрать товар"));
  await user.click(await screen.findByLabelText("Запомнить соответствие: Чехол чёрный"));
  await screen.findByText("Соответствие сохранено");
  expect(sent(asked, LINKS)).toEqual({ outside_id: "77", product: "p1" });
});

it("finds a product by hand, with its variants", async () => {
  const asked = open();
  await user.click(await screen.findByText("Выбрать другой"));
  await user.type(await screen.findByLabelText("Найти товар: название, артикул, штрихкод"), "48");
  await user.click(await screen.findByLabelText("Запомнить соответствие: Рубашка (размер 48)"));
  await waitFor(() => expect(sent(asked, LINKS)).toEqual({ outside_id: "77", product: "p2", variant: "v1" }));
});

it("lets a good that was linked by hand be linked by itself again", async () => {
  const asked = open();
  expect(await screen.findByText("вручную")).toBeInTheDocument();
  await user.click(screen.getByText("Сопоставлять автоматически"));
  await waitFor(() => expect(sent(asked, `${LINKS}/release`)).toEqual({ outside_id: "77" }));
});

it("says so when the shop has all that we have", async () => {
  open({ [`GET ${LINKS}/unlinked`]: { items: [], next: null } });
  await user.click(await screen.findByText("Нет в магазине"));
  expect(await screen.findByText("Все товары есть в магазине.")).toBeInTheDocument();
});
