import { Flex, Tag } from "antd";
import { Link } from "react-router";
import { useMe } from "../../app/me";
import { ConnectionRows } from "./ConnectionRows";
import type { Widget } from "./useMarket";
import { WidgetButtons } from "./WidgetButtons";

interface WidgetInfoProps {
  widget: Widget;
  /** Ids of connections that were deleted here, which the marketplace may not know yet. */
  gone: ReadonlySet<string>;
  onGone: (id: string) => void;
  onAsk: () => void;
}

/** What the integration does, what it costs, and its connections. */
export function WidgetInfo({ widget, gone, onGone, onAsk }: WidgetInfoProps) {
  const { isEmployee } = useMe();
  const connections = widget.connection_list.filter((row) => !gone.has(row.id));
  const offers = (action: string) => widget.buttons.find((button) => button.action === action);
  const request = isEmployee ? offers("request") : undefined;
  const guide = offers("guide");
  return (
    <>
      <Flex wrap align="center" gap="middle" className="widget-top">
        <Tag color={widget.free ? "success" : "processing"} className="widget-price">
          {widget.price}
        </Tag>
        <WidgetButtons widget={widget} connections={connections} />
        {widget.site && /^https?:/.test(widget.site) && (
          <span>
            Сайт:{" "}
            <a href={widget.site} target="_blank" rel="noopener noreferrer">
              {widget.title}
            </a>
          </span>
        )}
      </Flex>
      {widget.service && connections.length > 0 && (
        <ConnectionRows service={widget.service} connections={connections} onGone={onGone} />
      )}
      <p className="widget-description">{widget.description}</p>
      {widget.options.map(({ title, items }) => (
        <section key={title} className="widget-options">
          <p>{title}</p>
          <ul>
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </section>
      ))}
      <Flex wrap gap="middle" align="baseline" className="widget-foot">
        {request && (
          <button type="button" className="link" onClick={onAsk}>
            {request.title}
          </button>
        )}
        {guide && <Link to={`/guide/${widget.guide}`}>{guide.title}</Link>}
        <span className="muted">Разработчик: {widget.developer}</span>
      </Flex>
    </>
  );
}
