import { Badge } from "antd";
import { lazy } from "react";
import { MAIL, useUnreadCount } from "./useLetters";

const TemplatesTab = lazy(() => import("./TemplatesTab"));
const UnreadTab = lazy(() => import("./UnreadTab"));

/** Tabs that connections with a mailbox have beside those of all. */
export function useMailTabs(service: string, connection: string) {
  const mine = service === MAIL;
  const count = useUnreadCount(connection, mine);
  if (!mine) return [];
  return [
    { key: "templates", label: "Шаблоны писем", children: <TemplatesTab connection={connection} /> },
    { key: "letters", label: <Unread count={count} />, children: <UnreadTab connection={connection} /> },
  ];
}

function Unread({ count }: { count: number | undefined }) {
  return (
    <>
      Непрочитанные письма{" "}
      {count ? <Badge count={count} overflowCount={999} showZero={false} title={`${count}`} /> : null}
    </>
  );
}
