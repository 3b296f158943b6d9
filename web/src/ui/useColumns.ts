import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, type TableColumnsType } from "antd";
import { useMemo } from "react";
import { answered, bridge } from "../api/clients";
import { useMe } from "../app/me";
import { keys } from "../live/keys";

/** A table whose columns a user chooses. */
export interface ColumnChoices {
  /** What the choice is called on the server: small letters and dashes. */
  name: string;
  /** Columns that may be shown or hidden, in their order, with their headings. */
  choices: readonly { value: string; label: string }[];
  /** Those that are shown until the user chooses otherwise. */
  first: readonly string[];
}

interface Columns {
  /** The columns to show; undefined while nothing is known of this user's choice. */
  shown: readonly string[] | undefined;
  save: (chosen: readonly string[]) => void;
}

/**
 * The columns that this user chose, kept on the server, so that they are the same in all his browsers. A copy in this
 * one is shown until the server answers, so that a page does not change under the reader's eyes.
 */
export function useColumns({ name, first }: ColumnChoices): Columns {
  const { me } = useMe();
  const { message } = App.useApp();
  const client = useQueryClient();
  const place = `columns|${me?.account}|${me?.user}|${name}`;
  const copy = useMemo(() => copyAt(place), [place]);
  const queryKey = keys.preference(name);
  const { data, isPending } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const params = { path: { name } };
      const columns = columnsIn(await answered(bridge.GET("/v1/me/preferences/{name}", { params, signal }))) ?? first;
      keepCopy(place, columns);
      return columns;
    },
    enabled: Boolean(me),
  });
  const { mutate } = useMutation({
    mutationFn: (chosen: readonly string[]) => {
      const params = { path: { name } };
      return answered(bridge.PUT("/v1/me/preferences/{name}", { params, body: { columns: [...chosen] } }));
    },
    onMutate: async (chosen) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, chosen);
    },
    onSuccess: (_, chosen) => keepCopy(place, chosen),
    onError: () => void message.warning("Вид таблицы изменён, но не сохранён. Сохраните его ещё раз позже."),
  });
  return { shown: data ?? copy ?? (isPending ? undefined : first), save: mutate };
}

/** The chosen ones of `cells`, in the order and with the headings of `choices`. */
export function chosenColumns<Row, Name extends string>(
  choices: readonly { value: Name; label: string }[],
  cells: Record<Name, TableColumnsType<Row>[number]>,
  shown: readonly string[],
): TableColumnsType<Row> {
  return choices
    .filter(({ value }) => shown.includes(value))
    .map(({ value, label }) => ({ key: value, title: label, ...cells[value] }));
}

function columnsIn(value: unknown): readonly string[] | undefined {
  const columns = (value as { columns?: unknown } | null)?.columns;
  return Array.isArray(columns) ? columns.filter((one) => typeof one === "string") : undefined;
}

function copyAt(place: string): readonly string[] | undefined {
  try {
    return columnsIn(JSON.parse(localStorage.getItem(place) ?? "null"));
  } catch {
    return undefined; // nothing readable is kept
  }
}

function keepCopy(place: string, columns: readonly string[]): void {
  try {
    localStorage.setItem(place, JSON.stringify({ columns }));
  } catch {
    // a browser that keeps nothing asks the server each time
  }
}
