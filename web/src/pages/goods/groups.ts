import type { Entry } from "../orders/directories";

/** A product group for a choice: `label` names it with those above it, `depth` counts them. */
export interface GroupChoice {
  value: string;
  label: string;
  name: string;
  depth: number;
}

/** The product groups as a tree reads from top to bottom, in the order of the directory. */
export function groupTree(entries: readonly Entry[]): GroupChoice[] {
  const known = new Set(entries.map(({ ref }) => ref));
  const shown = new Set<string>();
  const under = (parent: string | null, above: readonly string[]): GroupChoice[] =>
    entries
      .filter(({ ref, parent_ref }) => !shown.has(ref) && (known.has(parent_ref ?? "") ? parent_ref : null) === parent)
      .flatMap(({ ref, name }) => {
        shown.add(ref);
        const path = [...above, name];
        return [{ value: ref, label: path.join(" / "), name, depth: above.length }, ...under(ref, path)];
      });
  return under(null, []);
}

/** «Обувь / Кроссовки»: the group with those above it; empty while unknown. */
export function groupPath(entries: readonly Entry[], ref: string | null | undefined): string {
  const byRef = new Map(entries.map((entry) => [entry.ref, entry]));
  const names: string[] = [];
  for (let entry = byRef.get(ref ?? ""); entry; entry = byRef.get(entry.parent_ref ?? "")) {
    names.unshift(entry.name);
    byRef.delete(entry.ref);
  }
  return names.join(" / ");
}
