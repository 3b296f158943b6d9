import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { Refusal, services, show, wideWindow, type Asked } from "../test/services";
import { ColumnSettings } from "./ColumnSettings";
import { useColumns } from "./useColumns";

const ME = "GET /api/platform-bridge/v1/me";
const GET = "GET /api/platform-bridge/v1/me/preferences/things";
const PUT = "PUT /api/platform-bridge/v1/me/preferences/things";
const THINGS = {
  name: "things",
  choices: [
    { value: "size", label: "Размер" },
    { value: "weight", label: "Вес" },
  ],
  first: ["size"],
};
const user = (id: string) => ({ user: id, account: "demo", name: "Анна", roles: ["owner"] });
const AWAY = new Refusal(503, { title: "Сервис недоступен", status: 503, key: "service_unavailable" });

/** All that was ever painted, in its order, beside the settings. */
const painted: string[] = [];

function Things() {
  const { shown, save } = useColumns(THINGS);
  const now = shown ? shown.join() || "none" : "unknown";
  if (painted.at(-1) !== now) painted.push(now);
  return (
    <>
      <output>{now}</output>
      <ColumnSettings table={THINGS} shown={shown} onSave={save} />
    </>
  );
}

/** Opens the table as another visit does; what is kept in the browser stays. */
async function visit(answers: Record<string, unknown>, expected: string): Promise<Asked[]> {
  cleanup();
  painted.length = 0;
  const calls = services({ [ME]: user("u-1"), ...answers });
  show(<Things />);
  await waitFor(() => expect(calls.some(({ call }) => call === GET)).toBe(true));
  await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent(expected));
  return calls;
}

async function choose(label: string): Promise<void> {
  await userEvent.click(screen.getByLabelText("Настройка внешнего вида"));
  await userEvent.click(await screen.findByLabelText(label));
  await userEvent.click(screen.getByText("Сохранить"));
}

beforeEach(() => {
  localStorage.clear();
  wideWindow();
});

test("a browser that knows nothing waits for the server's word and shows no other columns before", async () => {
  await visit({ [GET]: { columns: ["weight"] } }, "weight");
  expect(painted).toEqual(["unknown", "weight"]);
});

test("without a choice the first columns are shown, with an empty one none", async () => {
  await visit({ [GET]: {} }, "size");
  await visit({ [GET]: { columns: [] } }, "none");
  expect(painted.at(-1)).toBe("none");
});

test("the next visit paints the same columns at once, and another browser's choice when it is known", async () => {
  await visit({ [GET]: { columns: ["weight"] } }, "weight");
  await visit({ [GET]: { columns: ["weight"] } }, "weight");
  expect(painted).toEqual(["unknown", "weight"]);
  await visit({ [GET]: { columns: ["size", "weight"] } }, "size,weight");
  expect(painted).toEqual(["unknown", "weight", "size,weight"]);
});

test("another user of the same browser has his own", async () => {
  await visit({ [GET]: { columns: ["weight"] } }, "weight");
  await visit({ [ME]: user("u-2"), [GET]: {} }, "size");
  expect(painted).toEqual(["unknown", "size"]);
});

test("a choice is shown at once and sent to the server", async () => {
  const calls = await visit({ [GET]: {}, [PUT]: { columns: ["size", "weight"] } }, "size");
  await choose("Вес");
  await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("size,weight"));
  await waitFor(() => expect(calls.at(-1)).toMatchObject({ call: PUT, body: { columns: ["size", "weight"] } }));
});

test("a server that does not answer leaves the table as it was last seen, or as it is at first", async () => {
  await visit({ [GET]: AWAY }, "size");
  await visit({ [GET]: { columns: ["weight"] } }, "weight");
  await visit({ [GET]: AWAY }, "weight");
  expect(painted).toEqual(["unknown", "weight"]);
});

test("a choice that could not be kept is shown nevertheless, and said to last no longer", async () => {
  await visit({ [GET]: {}, [PUT]: AWAY }, "size");
  await choose("Вес");
  expect(await screen.findByText(/Вид таблицы изменён, но не сохранён/)).toBeInTheDocument();
  expect(screen.getByRole("status")).toHaveTextContent("size,weight");
});
