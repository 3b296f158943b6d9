import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { services, showRoute, wideWindow } from "../../test/services";
import { groupPath, groupTree } from "./groups";
import { ownAddress } from "./Picture";
import ProductsPage from "./ProductsPage";

const BRIDGE = "/api/platform-bridge/v1";
const GROUPS = [
  { ref: "g-1", kind: "product_group", name: "Обувь", sort: 1, archived: false },
  { ref: "g-2", kind: "product_group", name: "Кеды", sort: 2, archived: false, parent_ref: "g-1" },
].map((entry) => ({
  ...entry,
  sequence: 1,
  deleted: false,
  purchase: false,
  final: false,
  transitions: [],
  accounts: [],
}));
const PRODUCT = {
  ref: "p-1",
  kind: "goods",
  name: "Кеды «Ветер»",
  article: "K-1",
  barcodes: ["460"],
  group_ref: "g-2",
  measures: [],
  images: [],
  attributes: [{ name: "Материал", value: "текстиль" }],
  variants: [{ ref: "v-1", name: "41", barcodes: [], attributes: [], images: [], archived: false }],
  archived: false,
};
const ANSWERS = {
  [`GET ${BRIDGE}/products`]: {
    items: [PRODUCT],
    next: null,
    beside: { "p-1": { total: "7", free: "5", amount: "4990", currency: "RUB", several: true } },
  },
  [`GET ${BRIDGE}/products/p-1`]: {
    product: PRODUCT,
    prices: [
      { ref: "x", product_ref: "p-1", variant_ref: "v-1", price_type_ref: "t-1", amount: "4990", currency: "RUB" },
    ],
    stock: [{ ref: "y", product_ref: "p-1", variant_ref: "v-1", store_ref: "w-1", total: "7", reserved: "2" }],
  },
  [`GET ${BRIDGE}/directories/product_group`]: { items: GROUPS },
  [`GET ${BRIDGE}/directories/price_type`]: { items: [{ ref: "t-1", name: "Розничная цена" }] },
  [`GET ${BRIDGE}/directories/store`]: { items: [{ ref: "w-1", name: "Основной склад" }] },
  [`GET ${BRIDGE}/directories/vat_rate`]: { items: [] },
};

describe("goods", () => {
  beforeEach(wideWindow);

  test("stand in the list with stock and the lowest price", async () => {
    services(ANSWERS);
    showRoute(<ProductsPage />);
    const row = (await screen.findByText("Кеды «Ветер»")).closest("tr");
    expect(row).toHaveTextContent("свободно 5");
    expect(row).toHaveTextContent(/от 4\s990/);
  });

  test("have a card with prices by type and stock by warehouse, which the address names", async () => {
    services(ANSWERS);
    const router = showRoute(<ProductsPage />);
    await userEvent.click(await screen.findByText("Кеды «Ветер»"));
    expect(router.state.location.search).toBe("?card=p-1");
    const card = await screen.findByRole("dialog");
    await waitFor(() => expect(card).toHaveTextContent("Розничная цена"));
    expect(within(card).getByText("Основной склад")).toBeVisible();
    expect(card).toHaveTextContent("Обувь / Кеды");
    expect(card).toHaveTextContent("Материал:текстиль");
  });
});

describe("groups", () => {
  test("stand under their parents", () => {
    expect(groupTree(GROUPS.toReversed())).toEqual([
      { value: "g-1", label: "Обувь", name: "Обувь", depth: 0 },
      { value: "g-2", label: "Обувь / Кеды", name: "Кеды", depth: 1 },
    ]);
    expect(groupPath(GROUPS, "g-2")).toBe("Обувь / Кеды");
  });

  test("that stand in each other do not hang the page", () => {
    const round = GROUPS.map((group) => ({ ...group, parent_ref: group.ref === "g-1" ? "g-2" : "g-1" }));
    expect(groupPath(round, "g-2")).toBe("Обувь / Кеды");
  });
});

test("a picture is loaded from this host only", () => {
  const path = "/api/platform-bridge/v1/images/demo/i-1?sign=s";
  expect(ownAddress(`https://shop.example${path}`)).toBe(path);
  expect(ownAddress("https://elsewhere.example/i.png")).toBeNull();
});
