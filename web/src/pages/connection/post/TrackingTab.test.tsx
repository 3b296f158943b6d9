import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { services, show } from "../../../test/services";
import TrackingTab from "./TrackingTab";

const CALL = "GET /api/post-tracker/v1/connections/c-1/tracking";
const STATUSES = [{ status: "arrived", title: "Прибыло в место вручения", count: 1234 }];
const DAY = { used: 2, limit: 100, until: new Date(2026, 10, 25).toISOString() };

test("counts parcels by status with the way to them, and calls of the day", async () => {
  services({ [CALL]: { quota: DAY, tickets: 0, statuses: STATUSES } });
  show(<TrackingTab connection="c-1" />);
  const row = (await screen.findByText("Прибыло в место вручения")).closest("li") as HTMLElement;
  expect(within(row).getByRole("link")).toHaveAttribute("href", "/parcels?connection=c-1&status=arrived");
  expect(row).toHaveTextContent(/1\s234/);
  expect(screen.getByText("2 из 100, новые сутки с 25.11.2026 00:00")).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("tells that the calls of the day are spent", async () => {
  services({ [CALL]: { quota: { ...DAY, used: 100 }, tickets: 0, statuses: [] } });
  show(<TrackingTab connection="c-1" />);
  expect(await screen.findByRole("alert")).toHaveTextContent("Запросы на сегодня исчерпаны");
  expect(screen.getByText(/Отправлений пока нет/)).toBeVisible();
});

test("tells how many answers are waited for where calls are not counted", async () => {
  services({ [CALL]: { quota: null, tickets: 2, statuses: STATUSES } });
  show(<TrackingTab connection="c-1" />);
  expect(await screen.findByText("Ждём ответа: 2 запроса")).toBeVisible();
  expect(screen.queryByText("Запросы за сутки")).toBeNull();
});
