import { Drawer } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { Facts } from "../../ui/Facts";
import { moment } from "../../ui/format";
import { Failed, Loading } from "../../ui/states";
import { nextCheck, OrderOf, ParcelStatus } from "./cells";
import type { ParcelView } from "./model";
import { ParcelStory } from "./ParcelStory";
import { POST, useParcel, usePostConnections } from "./useParcels";

interface ParcelDrawerProps {
  /** Id of the parcel; empty for none. */
  shipment: string;
  onClose: () => void;
}

/** One parcel beside the list: where it is, what happened to it, and asking for it now. */
export function ParcelDrawer({ shipment, onClose }: ParcelDrawerProps) {
  // the content stays while the drawer slides away
  const [last, setLast] = useState(shipment);
  if (shipment && shipment !== last) setLast(shipment);
  const { data, error, isPending, refetch } = useParcel(last);
  return (
    <Drawer
      open={shipment !== ""}
      onClose={onClose}
      size="min(560px, 100vw)"
      title={data?.tracking_number ?? "Отправление"}
    >
      {data ? <Card parcel={data} /> : isPending ? <Loading /> : <Failed error={error} again={() => void refetch()} />}
    </Drawer>
  );
}

function Card({ parcel }: { parcel: ParcelView }) {
  const connection = usePostConnections()?.find(({ id }) => id === parcel.connection);
  return (
    <>
      <Facts
        items={[
          ["Статус отправления", <ParcelStatus key="status" parcel={parcel} />],
          ["Заказ", <OrderOf key="order" parcel={parcel} />],
          ["Последняя проверка", moment(parcel.checked_at)],
          ["Следующая проверка", nextCheck(parcel)],
          ["Служба доставки", parcel.carrier_title],
          [
            "Подключение",
            <Link key="connection" to={`/connections/${POST}/${parcel.connection}`}>
              {connection?.name ?? "Подключение"}
            </Link>,
          ],
        ]}
      />
      <ParcelStory parcel={parcel} />
    </>
  );
}
