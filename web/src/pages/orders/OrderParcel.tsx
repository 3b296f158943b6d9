import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useEffect, useRef } from "react";
import { asProblem } from "../../api/problem";
import { keys } from "../../live/keys";
import { ParcelStory } from "../parcels/ParcelStory";
import { useOrderParcel } from "../parcels/useParcels";
import type { Order } from "./words";

/** What the tracking knows of the order's parcel; without it, or while it is away, what the order itself says. */
export function OrderParcel({ order }: { order: Order }) {
  const { data: parcel, error, refetch } = useOrderParcel(order.ref, order.sequence);
  useFollow(order.ref, parcel?.checked_at);
  const remark = order.delivery?.carrier_remark;
  if (parcel) return <ParcelStory parcel={parcel} />;
  return (
    <>
      {remark && <Alert showIcon type="warning" className="parcel-remark" title={remark} />}
      {error && (
        <Alert
          showIcon
          type="warning"
          className="parcel-remark"
          title="История отправления не загрузилась"
          description={asProblem(error).detail}
          action={<Button onClick={() => void refetch()}>Повторить</Button>}
        />
      )}
    </>
  );
}

/** Reads the order anew when its parcel was asked for again: what is new may have changed the order too. */
function useFollow(order: string, checked: string | undefined) {
  const client = useQueryClient();
  const before = useRef(checked);
  useEffect(() => {
    if (checked === before.current) return;
    if (before.current !== undefined)
      void client.invalidateQueries({ queryKey: keys.platform("orders", "one", order) });
    before.current = checked;
  }, [client, order, checked]);
}
