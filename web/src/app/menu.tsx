import {
  AlertOutlined,
  AppstoreOutlined,
  BugOutlined,
  ContactsOutlined,
  HistoryOutlined,
  HomeOutlined,
  LinkOutlined,
  MessageOutlined,
  PoweroffOutlined,
  ShoppingCartOutlined,
  TagsOutlined,
  TruckOutlined,
} from "@ant-design/icons";
import { Badge, type MenuProps } from "antd";
import { Link } from "react-router";
import { useAttention } from "../pages/attention/useAttention";
import { useMe } from "./me";

/** How many things wait for a person; 0 until it is known. */
export function useAttentionCount(): number {
  const { isEmployee } = useMe();
  return useAttention(isEmployee).data?.count ?? 0;
}

/** The menu of the caller's role. */
export function useMenu(): NonNullable<MenuProps["items"]> {
  const { isEmployee, isOperator } = useMe();
  const waiting = useAttentionCount();
  const attention = (
    <Badge count={waiting} size="small" offset={[14, 10]}>
      Требует внимания
    </Badge>
  );
  const item = (to: string, icon: React.ReactNode, label: React.ReactNode) => ({
    key: to,
    icon,
    label: <Link to={to}>{label}</Link>,
  });
  const work = [
    item("/attention", <AlertOutlined />, attention),
    item("/connections", <LinkOutlined />, "Подключения"),
    item("/runs", <HistoryOutlined />, "Журнал обменов"),
    { type: "divider" as const },
    item("/orders", <ShoppingCartOutlined />, "Заказы покупателей"),
    item("/parcels", <TruckOutlined />, "Отправления"),
    item("/leads", <MessageOutlined />, "Обращения и сделки"),
    item("/counterparties", <ContactsOutlined />, "Контрагенты"),
    item("/products", <TagsOutlined />, "Товары и услуги"),
  ];
  const duty = [
    item("/failed", <BugOutlined />, "Сбойные сообщения"),
    item("/systems", <PoweroffOutlined />, "Внешние системы"),
  ];
  return [
    item("/", <HomeOutlined />, "Главная"),
    item("/market", <AppstoreOutlined />, "Маркетплейс"),
    ...(isEmployee ? work : []),
    ...(isOperator ? duty : []),
  ];
}

/** The key of the menu's item that a path belongs to. */
export function menuKey(path: string): string {
  if (path.startsWith("/life") || path.startsWith("/orders")) return "/orders";
  if (path.startsWith("/guide")) return "/market";
  return `/${path.split("/")[1] ?? ""}`;
}
