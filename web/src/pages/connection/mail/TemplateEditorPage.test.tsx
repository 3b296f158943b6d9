import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Refusal, services, showRoute, type Answers, type Asked } from "../../../test/services";
import { SAVED } from "../samples";
import { FIELDS, LETTER, LINES, READ, UNREAD } from "./samples";
import TemplateEditorPage from "./TemplateEditorPage";

const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
const OF = "/api/mail-intake/v1/connections/c1";
const STORED = {
  id: "t1",
  name: "Старый",
  text: "Тема: Заказ {{number}}",
  version: 2,
  updated_at: "",
  updated_by: "u",
};
const PROPOSAL = { text: "Тема: Новый заказ № {{number}}", lines: LINES, missing: [], preview: null };

function open(more: Answers = {}, address = "/connections/mail-intake/c1/templates/new?letter=l1") {
  const asked = services({
    [`GET ${OF}`]: { ...SAVED, name: "Почта" },
    [`GET ${OF}/templates`]: { items: [STORED] },
    [`GET ${OF}/templates/fields`]: { items: FIELDS },
    "GET /api/mail-intake/v1/letters/l1": LETTER,
    [`POST ${OF}/templates/propose`]: PROPOSAL,
    [`POST ${OF}/templates/preview`]: READ,
    [`POST ${OF}/templates`]: { ...STORED, id: "t2", version: 1 },
    [`PUT ${OF}/templates/t1`]: { ...STORED, version: 3 },
    ...more,
  });
  const path = "/connections/mail-intake/:id/templates/:template";
  return { asked, router: showRoute(<TemplateEditorPage />, { path, address }) };
}

const text = () => screen.findByLabelText<HTMLTextAreaElement>("Текст шаблона");
const sent = ({ asked }: ReturnType<typeof open>, call: string) => asked.findLast((one) => one.call === call)?.body;

const button = (name: string) => screen.getByText(name).closest("button")!;
const press = async (name: string) => user.click((await screen.findByText(name)).closest("button")!);
const call = (name: string, value: string) => fireEvent.change(screen.getByLabelText(name), { target: { value } });

const readsAll = (body: unknown) => (body as { text: string }).text === PROPOSAL.text;

/** Holds requests to a path back; each is let go by its function. */
function held(path: string) {
  const answer = globalThis.fetch;
  const late: (() => void)[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.url.endsWith(path)) await new Promise<void>((done) => late.push(done));
    return answer(request);
  });
  return late;
}

/** «Предложить шаблон», once there is one. */
async function propose() {
  await screen.findByText(LINES[1]!);
  await waitFor(() => expect(button("Предложить шаблон")).toBeEnabled());
  await press("Предложить шаблон");
}

/** Selects a fragment of the letter as a mouse does. */
async function select(line: number, fragment: string) {
  await screen.findByText(LINES[1]!);
  const row = document.querySelector(`[data-line="${line}"]`)!;
  const walker = document.createTreeWalker(row.querySelector("[data-text]")!, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && !node.textContent!.includes(fragment)) node = walker.nextNode();
  const from = node!.textContent!.indexOf(fragment);
  act(() => {
    document.getSelection()!.setBaseAndExtent(node!, from, node!, from + fragment.length);
    document.dispatchEvent(new Event("selectionchange"));
  });
}

it("makes a template by pointing at a letter, and stores it when the letter is read by it", async () => {
  const opened = open();
  await select(0, "1055");
  await press("Номер");
  expect(await text()).toHaveValue("Тема: Новый заказ № {{number}}");
  await select(3, "Чехол");
  await press("Товар");
  await select(3, " | 2 шт. | 1 290,00".slice(-8));
  await press("Цена");
  expect(await text()).toHaveValue(
    "Тема: Новый заказ № {{number}}\n{{#items}}{{item.name}} | 2 шт. | {{item.price}}{{/items}}",
  );
  call("Название шаблона", "Заказ с сайта");
  expect(await screen.findByText("Письмо читается по этому шаблону")).toBeInTheDocument();
  expect(screen.getByText("1055", { selector: ".outcome-value" })).toBeInTheDocument();
  await waitFor(async () => {
    await press("Сохранить");
    expect(opened.router.state.location.search).toBe("?tab=templates");
  });
  expect(sent(opened, `POST ${OF}/templates`)).toEqual({
    name: "Заказ с сайта",
    text: expect.stringContaining("{{#items}}"),
  });
});

it("shows what is read as the text changes, and drops older answers", async () => {
  open({ [`POST ${OF}/templates/preview`]: ({ body }: Asked) => (readsAll(body) ? READ : UNREAD) });
  const late = held("/templates/preview");
  await propose();
  expect(await text()).toHaveValue(PROPOSAL.text);
  await waitFor(() => expect(late).toHaveLength(1));
  call("Текст шаблона", "Тема: {{*}}");
  await waitFor(() => expect(late).toHaveLength(2));
  await act(async () => late[1]!());
  await act(async () => late[0]!());
  expect(await screen.findByText("Письмо не читается. Не найдено: номер заказа.")).toBeInTheDocument();
  expect(screen.queryByText("Письмо читается по этому шаблону")).toBeNull();
});

it("does not store a template that its own sample is not read by, and says why", async () => {
  const opened = open({ [`POST ${OF}/templates/preview`]: UNREAD });
  await propose();
  call("Название шаблона", "Проба");
  await screen.findByText("Письмо не читается. Не найдено: номер заказа.");
  await press("Сохранить");
  expect(screen.getByText(/не читается само письмо-образец/)).toHaveTextContent("Не найдено: номер заказа.");
  expect(sent(opened, `POST ${OF}/templates`)).toBeUndefined();
});

it("tells beside the text what is wrong with it", async () => {
  const msg = "Такого поля нет: nomer. Строка 1 шаблона. Выберите поле из списка.";
  const errors = [{ loc: ["text"], key: "template_field_unknown", msg }];
  open({ [`POST ${OF}/templates/preview`]: new Refusal(422, { title: "Такого поля нет: nomer.", errors }) });
  fireEvent.change(await text(), { target: { value: "Тема: {{nomer}}" } });
  expect(await screen.findByText(msg)).toBeInTheDocument();
  expect(await text()).toHaveAttribute("aria-invalid", "true");
  expect(screen.getByText(LINES[1]!)).toBeInTheDocument();
});

it("renames a template without a sample, and says when somebody else has changed it", async () => {
  const title = "Шаблон не сохранён: его уже изменили.";
  const opened = open(
    { [`PUT ${OF}/templates/t1`]: new Refusal(409, { title, detail: "Обновите страницу.", key: "x" }) },
    "/connections/mail-intake/c1/templates/t1",
  );
  await text();
  call("Название шаблона", "Старый и новый");
  await press("Сохранить");
  expect(await screen.findByText(title)).toBeInTheDocument();
  expect(sent(opened, `PUT ${OF}/templates/t1`)).toEqual({ name: "Старый и новый", text: STORED.text, version: 2 });
});

it("asks before unsaved changes are left", async () => {
  const { router } = open();
  await text();
  call("Название шаблона", "Проба");
  await act(() => router.navigate("/connections/mail-intake/c1?tab=templates"));
  expect(await screen.findByText("Изменения не сохранены")).toBeInTheDocument();
  expect(router.state.location.pathname).toContain("/templates/new");
  await press("Остаться");
  await act(() => router.navigate("/connections/mail-intake/c1?tab=templates"));
  await press("Уйти без сохранения");
  expect(router.state.location.pathname).toBe("/connections/mail-intake/c1");
});

it("can be used with the keyboard: a line by its number, a fragment in the text of the template", async () => {
  open();
  const first = await screen.findByLabelText("Выбрать строку 1");
  act(() => first.focus());
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}");
  expect(screen.getByText("Итого: | 2 580,00 руб.", { selector: "q" })).toBeInTheDocument();
  await press("Добавить строку");
  const area = await text();
  expect(area).toHaveValue(LINES[4]);
  act(() => area.focus());
  area.setSelectionRange(9, 22);
  fireEvent.select(area);
  await press("Итого");
  expect(area).toHaveValue("Итого: | {{total}}");
});

it("tries the template on the last letters", async () => {
  const tried = {
    subject: "Заказ 1",
    sender: "s",
    date: null,
    ok: true,
    filled: 5,
    missing: [],
    found: null,
    why: null,
  };
  const opened = open({
    [`POST ${OF}/templates/trial`]: {
      items: [tried, { ...tried, subject: "Заказ 2", ok: false, missing: ["Номер"] }],
    },
  });
  await propose();
  await user.click(screen.getByText("10"));
  await press("Проверить на последних письмах");
  expect(await screen.findByText("Читается 1 письмо из 2.")).toBeInTheDocument();
  const row = screen.getByText("Заказ 2").closest("tr")!;
  expect(within(row).getByText("Не читается")).toBeInTheDocument();
  expect(within(row).getByText("Номер")).toBeInTheDocument();
  expect(sent(opened, `POST ${OF}/templates/trial`)).toEqual({ text: PROPOSAL.text, count: 10 });
});

it("takes a letter of the mailbox, pasted text or a file as the sample", async () => {
  const received_at = "2026-11-24T10:00:00Z";
  const opened = open(
    { [`GET ${OF}/mailbox-letters`]: { items: [{ uid: 7, subject: "Заказ 7", sender: "s@x", received_at, size: 1 }] } },
    "/connections/mail-intake/c1/templates/t1",
  );
  const wanted = () => sent(opened, `POST ${OF}/templates/propose`);
  await press("Выбрать письмо");
  await user.click(await screen.findByText("Заказ 7"));
  await waitFor(() => expect(wanted()).toEqual({ source: { uid: 7 } }));
  await press("Выбрать другое письмо");
  await user.click(await screen.findByText("Вставить текст"));
  await screen.findByLabelText("Текст письма");
  call("Текст письма", "Тема: Привет");
  await press("Взять этот текст");
  await waitFor(() => expect(wanted()).toEqual({ source: { text: "Тема: Привет" } }));
  await press("Выбрать другое письмо");
  await user.click(await screen.findByText("Файл .eml"));
  const input = await waitFor(() => document.querySelector<HTMLInputElement>("input[type=file]")!);
  await user.upload(input, new File(["Subject: x"], "a.eml"));
  await waitFor(() => expect(wanted()).toEqual({ source: { eml: btoa("Subject: x") } }));
});
