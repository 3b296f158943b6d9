import { ReloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { Parcel } from "./model";
import { useRefresh } from "./useParcels";

/** «Запросить сейчас», and why it cannot be pressed. */
export function RefreshButton({ parcel }: { parcel: Parcel }) {
  const refresh = useRefresh();
  const closed = whyNot(parcel);
  return (
    <div className="parcel-refresh">
      <Button
        icon={<ReloadOutlined aria-hidden />}
        disabled={closed !== ""}
        loading={refresh.isPending}
        onClick={() => refresh.mutate(parcel.id)}
      >
        Запросить сейчас
      </Button>
      {closed && <span className="muted">{closed}</span>}
    </div>
  );
}

function whyNot({ waiting, askable }: Parcel): string {
  if (waiting) return "Ответ перевозчика ещё не пришёл";
  return askable ? "" : "Запросить нельзя: перевозчик не принимает номер или заказ больше не отслеживается";
}
