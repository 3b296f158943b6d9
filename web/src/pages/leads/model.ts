import type { components } from "../../api/schema/platform-bridge";

type Schemas = components["schemas"];

/** What a request has become in the platform. */
export type View = "tickets" | "deals";

/** What «Обращения» and deals have in common, by the same names. */
export interface Lead extends Pick<
  Schemas["TicketRow"],
  | "ref"
  | "sequence"
  | "created_at"
  | "contact_name"
  | "phone"
  | "email"
  | "page"
  | "status_ref"
  | "responsible_ref"
  | "counterparty_ref"
  | "origin"
  | "channel"
> {
  title: string;
  text?: string | null;
}

export function ofTicket({ subject, ...row }: Schemas["TicketRow"]): Lead {
  return { ...row, title: subject };
}

export function ofDeal({ name, description, ...row }: Schemas["DealRow"]): Lead {
  return { ...row, title: name, text: description };
}

/** The words of the page for each kind: tab, one record, head of its title, and what is said when there are none. */
export const WORDS: Record<View, { many: string; one: string; title: string; none: string; notFound: string }> = {
  tickets: {
    many: "Обращения",
    one: "Обращение",
    title: "Тема",
    none: "Обращений пока нет. Они появятся здесь, когда на подключённый почтовый ящик придёт первая заявка с сайта.",
    notFound: "Таких обращений нет. Уберите часть условий.",
  },
  deals: {
    many: "Сделки",
    one: "Сделка",
    title: "Название",
    none: "Сделок пока нет. Они появятся здесь, если подключение создаёт из заявок с сайта сделки.",
    notFound: "Таких сделок нет. Уберите часть условий.",
  },
};
