import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Refusal, services, show } from "../../test/services";
import { PARCEL } from "../parcels/sample";
import { OrderParcel } from "./OrderParcel";
import type { Order } from "./words";

const CALL = "GET /api/post-tracker/v1/orders/order-15/shipment";
const REMARK = "Проверьте номер отправления.";
const ORDER = { ref: "order-15", delivery: { tracking_number: "1", carrier_remark: REMARK } } as Order;

test("an order shows the history of its parcel, and what is wrong with it once", async () => {
  const cause = { key: "post_number_doubtful", what: REMARK, why: "", do: "Сверьте номер с чеком." };
  services({ [CALL]: { ...PARCEL, cause } });
  show(<OrderParcel order={ORDER} />);
  expect(await screen.findByLabelText("История отправления")).toHaveTextContent("Прибыло в место вручения");
  expect(screen.getByText("Запросить сейчас")).toBeVisible();
  expect(screen.getAllByText(REMARK)).toHaveLength(1);
});

test("an order without a tracked parcel says no more than it knows itself", async () => {
  const calls = services({ [CALL]: new Refusal(404, { title: "Такого отправления нет." }) });
  show(<OrderParcel order={ORDER} />);
  await waitFor(() => expect(calls).toHaveLength(1));
  expect(await screen.findByText(REMARK)).toBeVisible();
  expect(screen.getAllByRole("alert")).toHaveLength(1);
  expect(screen.queryByText("Запросить сейчас")).toBeNull();
});

test("an order stays readable while the tracking is away, which can be asked again", async () => {
  let away = true;
  services({ [CALL]: () => (away ? new Refusal(502, { title: "Сервис недоступен" }) : PARCEL) });
  show(<OrderParcel order={ORDER} />);
  expect(await screen.findByText("История отправления не загрузилась")).toBeVisible();
  expect(screen.getByText(REMARK)).toBeVisible();
  away = false;
  await userEvent.click(screen.getByText("Повторить"));
  expect(await screen.findByLabelText("История отправления")).toBeVisible();
});
