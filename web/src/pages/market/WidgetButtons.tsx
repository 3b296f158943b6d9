import { Button } from "antd";
import { useNavigate } from "react-router";
import { useMe } from "../../app/me";
import type { Widget } from "./useMarket";

interface WidgetButtonsProps {
  widget: Widget;
  connections: Widget["connection_list"];
}

/** «Подключить», «Подключить ещё» or «Настроить»; who may not connect reads why. */
export function WidgetButtons({ widget, connections }: WidgetButtonsProps) {
  const { isOwner, isEmployee } = useMe();
  const navigate = useNavigate();
  const button = widget.buttons.find(({ action }) => action === "connect" || action === "settings");
  if (!button || !widget.service || !isEmployee) return null;
  const only = button.action === "settings" ? connections[0] : undefined;
  const target = only
    ? `/connections/${widget.service}/${encodeURIComponent(only.id)}`
    : `/connections/new/${widget.service}/${widget.slug}`;
  const allowed = isOwner || only !== undefined;
  return (
    <>
      <Button type="primary" disabled={!allowed} onClick={() => void navigate(target)}>
        {button.title}
      </Button>
      {!allowed && <span className="muted">Подключает интеграции владелец аккаунта</span>}
    </>
  );
}
