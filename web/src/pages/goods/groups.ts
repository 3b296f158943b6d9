import type { Entry } from "../orders/directories";

/** A product group for a tree choice. */
export interface GroupNode {
  value: string;
  title: string;
  children: GroupNode[];
}

/** The product groups as a tree, in the order of the directory; a group whose parent is unknown stands at the top. */
export function groupTree(entries: readonly Entry[]): GroupNode[] {
  const nodes = new Map(entries.map(({ ref, name }) => [ref, { value: ref, title: name, children: [] } as GroupNode]));
  const top: GroupNode[] = [];
  for (const { ref, parent_ref } of entries) {
    const node = nodes.get(ref);
    const parent = parent_ref ? nodes.get(parent_ref) : undefined;
    if (node) (parent?.children ?? top).push(node);
  }
  return top;
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
