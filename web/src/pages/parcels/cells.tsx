import { ExportOutlined, WarningOutlined } from "@ant-design/icons";
import { Button, Tag, Tooltip, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { moment } from "../../ui/format";
import { SafeLink } from "../../ui/SafeLink";
import { statusColor, type Parcel } from "./model";

/** A parcel as a row of a list. */
export type Row = Parcel & { ref: string };

/** The order of the parcel, as a link to its window. */
export function OrderOf({ parcel }: { parcel: Parcel }) {
  return <Link to={`/orders/${encodeURIComponent(parcel.order)}?tab=delivery`}>№ {parcel.order_number}</Link>;
}

/** The way to the carrier's own page about the parcel; nothing where it has none. */
export function CarrierPage({ parcel }: { parcel: Parcel }) {
  if (!parcel.page) return null;
  return (
    <SafeLink address={parcel.page}>
      <ExportOutlined aria-label={`Открыть на сайте: ${parcel.carrier_title}`} />
    </SafeLink>
  );
}

/** Status, with what happened last where that says more. */
export function ParcelStatus({ parcel }: { parcel: Parcel }) {
  return (
    <div className="parcel-status">
      <Tag color={statusColor(parcel.status)}>{parcel.title}</Tag>
      {parcel.text !== parcel.title && <div className="muted">{parcel.text}</div>}
    </div>
  );
}

/** When the carrier is asked next. */
export function nextCheck({ waiting, final, due_at: due }: Parcel): string {
  if (waiting) return "Ждём ответ перевозчика";
  return final ? "Не нужна" : moment(due);
}

interface NumberProps {
  parcel: Parcel;
  open: (id: string) => void;
}

function Number({ parcel, open }: NumberProps) {
  return (
    <span className="parcel-number">
      <Button type="link" className="as-link" onClick={() => open(parcel.id)}>
        {parcel.tracking_number}
      </Button>
      <CarrierPage parcel={parcel} />
      {parcel.cause && (
        <Tooltip title={parcel.cause.what}>
          <WarningOutlined aria-label={parcel.cause.what} className="parcel-doubt" />
        </Tooltip>
      )}
    </span>
  );
}

/** The columns of the table. */
export function columns(open: (id: string) => void): TableColumnsType<Row> {
  return [
    { key: "order", title: "Заказ", render: (_, parcel) => <OrderOf parcel={parcel} /> },
    { key: "number", title: "Номер отправления", render: (_, parcel) => <Number parcel={parcel} open={open} /> },
    {
      key: "status",
      title: "Статус",
      className: "wide-cell",
      render: (_, parcel) => <ParcelStatus parcel={parcel} />,
    },
    { key: "checked", title: "Последняя проверка", render: (_, parcel) => moment(parcel.checked_at) },
    { key: "next", title: "Следующая проверка", render: (_, parcel) => nextCheck(parcel) },
  ];
}

/** The parcel on a narrow screen. */
export function ParcelCard({ parcel, open }: NumberProps) {
  return (
    <>
      <div className="record-card-head">
        <Number parcel={parcel} open={open} />
        <OrderOf parcel={parcel} />
      </div>
      <div className="record-card-line">
        <ParcelStatus parcel={parcel} />
      </div>
      <div className="record-card-line muted">
        <span>Проверено {moment(parcel.checked_at)}</span>
        <span>{parcel.waiting ? "Ждём ответ перевозчика" : parcel.due_at && `Снова ${moment(parcel.due_at)}`}</span>
      </div>
    </>
  );
}
