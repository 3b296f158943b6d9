import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { services, show } from "../test/services";
import type { Schema } from "./schema";
import { SettingsForm } from "./SettingsForm";

const STATUS = { type: "string", "x-list": "order_statuses", "x-empty": "Не менять", "x-section": "Статусы" } as const;
const SCHEMA = {
  type: "object",
  "x-sections": [{ title: "Статусы", compact: true }],
  properties: { sent: { ...STATUS, title: "Принято" }, done: { ...STATUS, title: "Вручено" } },
} as Schema;

test("a list says what it means while nothing is chosen, also where short fields stand beside each other", async () => {
  services({
    "GET /api/post-tracker/v1/integrations/pochta/lists/order_statuses": {
      items: [{ value: "st-done", label: "Доставлен" }],
    },
  });
  show(
    <SettingsForm
      id="form"
      source={{ service: "post-tracker", slug: "pochta" }}
      schema={SCHEMA}
      value={{ name: "Почта", config: { done: "st-done" } }}
      kept={[]}
      errors={[]}
      onChange={() => undefined}
      onSave={() => undefined}
    />,
  );
  expect(await screen.findByTitle("Доставлен")).toBeInTheDocument();
  expect(screen.getAllByText("Не менять")).toHaveLength(1);
  expect(screen.getByLabelText("Принято:").closest(".compact-fields")).toBe(
    screen.getByLabelText("Вручено:").closest(".compact-fields"),
  );
  expect(screen.getByLabelText("Принято:").closest(".compact-fields")).not.toBeNull();
});
