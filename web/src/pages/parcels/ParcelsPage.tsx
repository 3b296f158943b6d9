import { Select } from "antd";
import { count } from "../../ui/format";
import { LinkButton } from "../../ui/LinkButton";
import { Page } from "../../ui/Page";
import { RecordList } from "../../ui/RecordList";
import { SearchBox } from "../../ui/SearchBox";
import { Loading, Nothing } from "../../ui/states";
import { useAddress } from "../../ui/useAddress";
import { columns, ParcelCard } from "./cells";
import { ParcelDrawer } from "./ParcelDrawer";
import "./parcels.css";
import { Troubles } from "./Troubles";
import { useParcels, usePostConnections, useStatusCounts } from "./useParcels";

/** «Отправления»: the parcels of all orders, with a window of each. */
export default function ParcelsPage() {
  const [q, setQ] = useAddress("q");
  const [status, setStatus] = useAddress("status");
  const [connection, setConnection] = useAddress("connection");
  const [parcel, setParcel] = useAddress("parcel", { history: true });
  const pages = useParcels({ q, status, connection });
  const filtered = Boolean(q || status || connection);
  return (
    <Page title="Отправления">
      <search className="record-filters">
        <SearchBox value={q} onSearch={setQ} label="Номер отправления или заказа" />
        <StatusSelect connection={connection} value={status} onChange={setStatus} />
        <ConnectionSelect value={connection} onChange={setConnection} />
      </search>
      <Troubles connection={connection} />
      <RecordList
        pages={{ ...pages, items: pages.items.map((one) => ({ ...one, ref: one.id })) }}
        label="Отправления"
        columns={columns(setParcel)}
        renderCard={(one) => <ParcelCard parcel={one} open={setParcel} />}
        empty={filtered ? <NotFound /> : <NoParcels />}
      />
      <ParcelDrawer shipment={parcel} onClose={() => setParcel("")} />
    </Page>
  );
}

interface ChoiceProps {
  value: string;
  onChange: (value: string) => void;
}

/** Statuses that parcels are in, with how many. */
function StatusSelect({ connection, value, onChange }: ChoiceProps & { connection: string }) {
  const { data, isPending } = useStatusCounts(connection);
  const offered = (data?.items ?? []).filter((one) => one.count > 0 || one.status === value);
  return (
    <Select
      allowClear
      aria-label="Статус"
      placeholder="Статус"
      loading={isPending}
      value={isPending ? undefined : value || undefined}
      showSearch={{ optionFilterProp: "label" }}
      popupMatchSelectWidth={false}
      options={offered.map((one) => ({ value: one.status, label: `${one.title} (${count(one.count)})` }))}
      onChange={(chosen: string | undefined) => onChange(chosen ?? "")}
    />
  );
}

/** The connection whose parcels are shown; no choice where there is one only. */
function ConnectionSelect({ value, onChange }: ChoiceProps) {
  const connections = usePostConnections() ?? [];
  if (connections.length < 2 && !value) return null;
  return (
    <Select
      allowClear
      aria-label="Подключение"
      placeholder="Подключение"
      value={connections.length > 0 ? value || undefined : undefined}
      options={connections.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(chosen: string | undefined) => onChange(chosen ?? "")}
    />
  );
}

function NotFound() {
  const reset = <LinkButton to="/parcels">Сбросить фильтры</LinkButton>;
  return <Nothing action={reset}>Таких отправлений нет. Проверьте номер или уберите часть условий.</Nothing>;
}

function NoParcels() {
  const connections = usePostConnections();
  if (!connections) return <Loading />;
  if (connections.length > 0)
    return (
      <Nothing action={<LinkButton to="/orders">Заказы покупателей</LinkButton>}>
        Отправлений пока нет. Они появятся, когда в заказе будут указаны способ доставки из настройки подключения и
        номер отправления.
      </Nothing>
    );
  const choose = (
    <LinkButton to="/market?category=delivery" type="primary">
      Маркетплейс
    </LinkButton>
  );
  return (
    <Nothing action={choose}>
      Отправлений нет: служба доставки ещё не подключена. После подключения здесь видно, где каждая посылка.
    </Nothing>
  );
}
