import type { components } from "../../../api/schema/mail-intake";

type Schemas = components["schemas"];

/** What the form of an order or request holds. */
export interface Entered {
  order?: Schemas["OrderDraft"];
  lead?: Schemas["HandLead"];
}

/** A line of an order that nothing is known of. */
export const NO_ITEM: Schemas["ItemDraft"] = { name: "", qty: "1", options: [] };

/** What the form begins with: an order has a line at least. */
export function started({ order, lead }: Schemas["FillAnswer"]): Entered {
  if (!order) return { lead: lead ?? {} };
  return { order: order.items.length > 0 ? order : { ...order, items: [NO_ITEM] } };
}

const FIGURES = new Set(["price", "qty", "discount"]);

/** What is sent: figures as the service writes them, nothing for what was left empty. */
export function entered(given: Entered): Schemas["Filled"] {
  return cleaned(given) as Schemas["Filled"];
}

function cleaned(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => cleaned(one));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, one]) => {
        const made = cleaned(one, key);
        return made === undefined ? [] : [[key, made]];
      }),
    );
  if (typeof value !== "string") return value ?? undefined;
  const text = FIGURES.has(name) ? value.replace(/\s/gu, "").replace(",", ".") : value.trim();
  return text === "" ? undefined : text;
}
