import { useQuery } from "@tanstack/react-query";
import { answered, kit } from "../../api/clients";
import { keys } from "../../live/keys";
import { useFormAround } from "../Source";

/** An entry of a directory. */
export interface Choice {
  value: string;
  label: string;
}

/** Entries of a list of the form's integration whose name contains `part`. */
export function useChoices(name: string, part: string) {
  const { service, slug } = useFormAround();
  return useQuery({
    queryKey: keys.list(service, slug, name, part),
    queryFn: async (): Promise<Choice[]> => {
      const params = { path: { slug, name }, query: { q: part } };
      return (await answered(kit(service).GET("/v1/integrations/{slug}/lists/{name}", { params }))).items;
    },
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
}

/** Names of entries by their values. */
export function useLabels(name: string): (value: string) => string {
  const { data, isPending } = useChoices(name, "");
  return (value) => labelOf(value, data ?? [], isPending);
}

/** The name of an entry; what no list has any more is told so. */
export function labelOf(value: string, known: readonly Choice[], pending: boolean): string {
  const found = known.find((choice) => choice.value === value);
  return found?.label ?? (pending ? "Загрузка…" : `Нет в справочнике (${value})`);
}
