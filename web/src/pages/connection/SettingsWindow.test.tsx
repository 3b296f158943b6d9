import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { Refusal, services, showRoute, type Answers } from "../../test/services";
import type { Connection } from "./model";
import { FORM, ME, SAVED } from "./samples";
import SettingsWindow from "./SettingsWindow";

// antd is slow in jsdom
configure({ asyncUtilTimeout: 8000 });
const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
const API = "/api/shop-sync/v1";
const REFUSED = { ok: false, cause: { key: "key_wrong", what: "Ключ не подошёл.", why: "", do: "Введите новый." } };

async function open(
  answers: Answers,
  { connection, roles = ["owner"] }: { connection?: Connection; roles?: string[] } = {},
) {
  const asked = services({
    "GET /api/platform-bridge/v1/me": { ...ME, roles },
    [`GET ${API}/integrations/shop/lists/employees`]: { items: [{ value: "emp-1", label: "Орлов Денис" }] },
    ...answers,
  });
  showRoute(<SettingsWindow service="shop-sync" slug="shop" form={FORM} connection={connection} />);
  if (roles.includes("owner")) await screen.findByText("Сохранить");
  return asked;
}

const nameBox = () => screen.getByLabelText("Наименование:");
const save = () => user.click(screen.getByText("Сохранить"));

it("tells what is missing at the fields, asks no service and goes to the first of them", async () => {
  await open({});
  await save();
  expect(await screen.findAllByText("Обязательное поле")).toHaveLength(3);
  await waitFor(() => expect(nameBox()).toHaveFocus());
});

it("says a wrong key at its field and saves nothing, unless the owner wants it so", async () => {
  const asked = await open(
    {
      [`POST ${API}/integrations/shop/check`]: REFUSED,
      [`PUT ${API}/connections/c1`]: { ...SAVED, revision: 4 },
    },
    { connection: SAVED },
  );
  await user.type(screen.getByLabelText("Ключ соединения:"), "wrong");
  await save();
  const told = await screen.findByText("Ключ не подошёл. Введите новый.");
  expect(told.closest("[data-bad]")).toHaveTextContent("Ключ соединения");
  expect(asked.some(({ call }) => call.startsWith("PUT"))).toBe(false);
  await user.click(screen.getByText("Сохранить без проверки"));
  await waitFor(() => expect(asked.at(-1)?.call).toContain("PUT"));
});

it("never shows a stored secret, and forgets a new one when it is saved", async () => {
  const asked = await open(
    {
      [`POST ${API}/integrations/shop/check`]: { ok: true, cause: null },
      [`PUT ${API}/connections/c1`]: { ...SAVED, revision: 4 },
    },
    { connection: SAVED },
  );
  const key = await screen.findByLabelText("Ключ соединения:");
  expect(key).toHaveValue("");
  expect(key).toHaveAttribute("placeholder", "Сохранён. Оставьте пустым, чтобы не менять");
  await user.type(key, "fresh-key");
  await save();
  await screen.findByText("Сохранено");
  const sent = asked.find(({ call }) => call.startsWith("PUT"));
  expect(sent?.body).toMatchObject({ name: "Магазин 1", config: { key: "fresh-key", every: "1h" } });
  expect(sent?.headers.get("if-match")).toBe('"3"');
  expect(screen.getByLabelText("Ключ соединения:")).toHaveValue("");
});

it("tells that somebody else has saved, and shows their settings when asked to", async () => {
  await open(
    {
      [`PUT ${API}/connections/c1`]: new Refusal(412, { title: "Настройки уже изменены.", key: "changed_meanwhile" }),
      [`GET ${API}/connections/c1`]: { ...SAVED, name: "Чужое имя", revision: 4 },
    },
    { connection: SAVED },
  );
  await user.type(nameBox(), "!");
  await save();
  await screen.findByText("Настройки изменены другим пользователем");
  await user.click(screen.getByText("Показать свежие"));
  await waitFor(() => expect(nameBox()).toHaveValue("Чужое имя"));
  expect(screen.queryByText("Настройки изменены другим пользователем")).not.toBeInTheDocument();
});

it("shows what the service refuses at the field that it names", async () => {
  const errors = [{ loc: ["config", "address"], key: "value_error", msg: "Неверное значение" }];
  await open(
    { [`PUT ${API}/connections/c1`]: new Refusal(422, { title: "Проверьте поля", key: "invalid_input", errors }) },
    { connection: SAVED },
  );
  await user.type(nameBox(), "!");
  await save();
  expect((await screen.findByText("Неверное значение")).closest("[data-bad]")).toHaveTextContent("Адрес");
});

it("says a refusal that lists no fields at the field that its key is about", async () => {
  const problem = { title: "Ключ не читается.", detail: "Скопируйте его целиком.", key: "key_unreadable" };
  await open({ [`PUT ${API}/connections/c1`]: new Refusal(422, problem) }, { connection: SAVED });
  await user.type(nameBox(), "!");
  await save();
  const told = await screen.findByText("Ключ не читается. Скопируйте его целиком.");
  expect(told.closest("[data-bad]")).toHaveTextContent("Ключ соединения");
});

it("starts an exchange by the saved settings alone, and a preview without effect", async () => {
  const asked = await open({ [`POST ${API}/connections/c1/runs`]: { id: "r1" } }, { connection: SAVED });
  await user.click(screen.getByText("Предпросмотр"));
  await waitFor(() => expect(asked.at(-1)?.body).toEqual({ kind: "export_goods", dry_run: true }));
});

it("offers no exchange while changes are not saved", async () => {
  await open({}, { connection: SAVED });
  await user.type(nameBox(), "!");
  expect(screen.getByText("Выгрузить сейчас").closest("button")).toBeDisabled();
  expect(screen.getByText("Сохраните изменения: обмен идёт по сохранённым настройкам")).toBeInTheDocument();
});

it("lets a manager look and start exchanges, but change nothing", async () => {
  await open({}, { connection: SAVED, roles: ["manager"] });
  expect(await screen.findByRole("textbox", { name: "Наименование:" })).toBeDisabled();
  expect(screen.queryByText("Сохранить")).not.toBeInTheDocument();
  expect(screen.getByText("Выгрузить сейчас").closest("button")).toBeEnabled();
});
