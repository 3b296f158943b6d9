import type { ReactNode } from "react";
import { NoRights } from "../ui/states";
import { useMe } from "./me";

/** Who may see a page. */
export type Role = "anyone" | "employee" | "owner" | "operator";

/** Shows the page to those who may see it, and «Нет прав» to others; the services judge each call all the same. */
export function Allowed({ role, children }: { role: Role; children: ReactNode }) {
  const { isOwner, isEmployee, isOperator } = useMe();
  const may = { anyone: true, employee: isEmployee, owner: isOwner, operator: isOperator }[role];
  return may ? children : <NoRights />;
}
